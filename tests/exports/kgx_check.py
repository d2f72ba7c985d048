"""Reads KGX files with kgx itself and validates them; run by an interpreter that has kgx. Prints what was found as JSON.

kgx and the Biolink Model toolkit fetch the model from the network as soon as they are imported; here they get the one that
the package biolink-model carries. The records are streamed: the graph that kgx can build in memory keeps one edge for each
subject, predicate and object, and so only one of several facts with the same.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from typing import Any

from bmt import toolkit
from linkml_runtime.utils.schemaview import SchemaView

MODEL = files("biolink_model")


def from_the_package(self: toolkit.Toolkit, *_: object, **__: object) -> None:
    self.view = SchemaView(str(MODEL / "schema" / "biolink_model.yaml"))
    self.pmap = {"predicate mappings": []}


toolkit.Toolkit.__init__ = from_the_package
PREFIXES = json.loads((MODEL / "prefixmaps" / "biolink_model_prefix_map.json").read_text(encoding="utf-8"))

from kgx import config  # noqa: E402

config.jsonld_context_map.update(biolink=PREFIXES, monarch_context=PREFIXES, obo_context=PREFIXES)

from kgx.transformer import Transformer  # noqa: E402
from kgx.utils.kgx_utils import GraphEntityType  # noqa: E402
from kgx.validator import Validator  # noqa: E402

# radkg's terms are radkg's; its prefix is the one that Biolink cannot know.
Validator.get_all_prefixes = staticmethod(lambda jsonld=None: PREFIXES.keys() | {"radkg"})


def main(form: str, paths: list[str]) -> None:
    validator = Validator()
    found = dict.fromkeys(("nodes", "edges", "negated", "counted", "cited"), 0)

    def inspect(kind: GraphEntityType, record: list[Any]) -> None:
        validator(kind, record)
        if kind == GraphEntityType.NODE:
            found["nodes"] += 1
            return
        data = record[-1]
        found["edges"] += 1
        found["negated"] += data.get("negated") is True
        found["counted"] += "has_count" in data
        found["cited"] += bool(data.get("publications"))

    transformer = Transformer(stream=True)
    transformer.transform({"filename": paths, "format": form}, {"format": "null"}, inspector=inspect)
    print(json.dumps({**found, "errors": validator.get_errors("ERROR")}))


main(sys.argv[1], sys.argv[2:])
