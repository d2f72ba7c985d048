"""Exit codes of the command line that are no verdict; those of the verbs stand in their registry."""

from __future__ import annotations

EXIT_NOT_USABLE = 2
EXIT_INTERRUPTED, EXIT_BROKEN_PIPE = 130, 141  # what a shell says of SIGINT and SIGPIPE; no verdict has these
EXIT_DEFECT = 70  # EX_SOFTWARE of sysexits.h: a defect of radkg's own, never to be taken for a verdict
