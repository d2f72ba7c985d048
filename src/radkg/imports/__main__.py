"""Write annotations of another resource as facts of their own, beside ours.

A table is known by its columns: phenotypes and epidemiology of Orphanet, procedures that show a phenotype of MAxO. SOURCE
is the name of the record in ontology/sources.ttl that the facts rest on; it gives title, version and licence.

  python -m radkg.imports orphanet-2025-12-09 orphanet-phenotypes.tsv orphanet-epidemiology.tsv
  python -m radkg.imports maxo-annotations-2025-05 maxo-observable.tsv

Each table becomes ontology/imported/TABLE.ttl. To be repeated when a term gets a name that an imported one has already.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0, or 2 where something cannot be read or written."""
    import argparse

    from radkg.errors import RadkgError
    from radkg.imports.run import import_tables
    from radkg.model.ontology import Ontology

    summary, _, epilog = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m radkg.imports",
        description=summary,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="SOURCE", help="name of the source's record, such as orphanet-2025-12-09")
    parser.add_argument("tables", metavar="FILE", nargs="+", help="table, tab-separated, with its column names in line 1")
    parser.add_argument("--into", metavar="FOLDER", help="where to write (default: ontology/imported)")
    arguments = parser.parse_args(argv)
    try:
        for module in import_tables(arguments.source, arguments.tables, Ontology.carried(), arguments.into):
            print(f"{module.path}: {module.summary}", file=sys.stderr)
    except RadkgError as error:
        print(f"radkg: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
