"""Reads KGX files with kgx itself and validates them; run by an interpreter that has kgx. Prints what was found as JSON.

kgx and the Biolink Model toolkit fetch the model from the network as soon as they are imported; here they get the one that
the package biolink-model carries.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files

import yaml
from bmt import toolkit
from linkml_runtime.utils.schemaview import SchemaView

SCHEMA = str(files("biolink_model") / "schema" / "biolink_model.yaml")


def from_the_package(self: toolkit.Toolkit, *_: object, **__: object) -> None:
    self.view = SchemaView(SCHEMA)
    self.pmap = {"predicate mappings": []}


toolkit.Toolkit.__init__ = from_the_package

from kgx.transformer import Transformer  # noqa: E402
from kgx.validator import Validator  # noqa: E402

with open(SCHEMA, encoding="utf-8") as file:
    PREFIXES = set(yaml.safe_load(file)["prefixes"])


def main(paths: list[str], form: str) -> None:
    Validator.get_all_prefixes = staticmethod(lambda jsonld=None: PREFIXES | {"radkg", "urn", "https"})
    validator = Validator()
    transformer = Transformer(stream=False)
    transformer.transform({"filename": paths, "format": form})
    graph = transformer.store.graph
    validator.validate(graph)
    edges = [data for *_, data in graph.edges(data=True)]
    print(
        json.dumps(
            {
                "nodes": len(list(graph.nodes())),
                "edges": len(edges),
                "negated": sum(data.get("negated") is True for data in edges),
                "counted": sum("has_count" in data for data in edges),
                "cited": sum(bool(data.get("publications")) for data in edges),
                "errors": validator.get_errors("ERROR"),
            }
        )
    )


main(sys.argv[2:], sys.argv[1])
