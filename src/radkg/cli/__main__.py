"""``python -m radkg.cli``."""

import sys

from radkg.cli import main

sys.exit(main())
