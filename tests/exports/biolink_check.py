"""Makes an object of the Biolink model of each line of KGX's JSON lines; prints what it refuses, as JSON.

What begins with radkg_ has no slot in Biolink and is left aside.
"""

from __future__ import annotations

import json
import sys

from biolink_model.datamodel import pydanticmodel_v2
from pydantic import ValidationError

refused = []
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = {key: value for key, value in json.loads(line).items() if not key.startswith("radkg_")}
            try:
                getattr(pydanticmodel_v2, record["category"][0].removeprefix("biolink:"))(**record)
            except ValidationError as error:
                refused.append(f"{record['id']}: {error}")
print(json.dumps(refused))
