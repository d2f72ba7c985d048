"""Names that the registry of verbs has as well; importing them imports nothing else."""

from __future__ import annotations

#: Forms of files of statements; a text has one statement a line.
FORMS = ("tsv", "csv", "jsonl", "text")
#: AddedColumns that statements are looked for in, where none is named; the first that is there.
USUAL = ("statement", "sentence", "claim", "text")
