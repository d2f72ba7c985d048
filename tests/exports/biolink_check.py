"""Holds files against the Biolink model, with the package biolink-model; prints what it refuses, as JSON.

Of each of KGX's JSON lines an object of the model is made; what begins with radkg_ has no slot there and is left aside. Of a
Turtle file each name with the prefix biolink is looked up.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files

from biolink_model.datamodel import pydanticmodel_v2  # type: ignore[import-not-found, import-untyped, unused-ignore]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-not-found, import-untyped, unused-ignore]
from pydantic import ValidationError


def names_of_the_model() -> set[str]:
    view = SchemaView(str(files("biolink_model") / "schema" / "biolink_model.yaml"))
    classes = {"".join(word[:1].upper() + word[1:] for word in name.split()) for name in view.all_classes()}
    return classes | {name.replace(" ", "_") for name in view.all_slots()}


refused = []
for path in sys.argv[1:]:
    if path.endswith(".ttl"):
        with open(path, encoding="utf-8") as file:
            refused += sorted(set(re.findall(r"\bbiolink:(\w+)", file.read())) - names_of_the_model())
        continue
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = {key: value for key, value in json.loads(line).items() if not key.startswith("radkg_")}
            try:
                getattr(pydanticmodel_v2, record["category"][0].removeprefix("biolink:"))(**record)
            except ValidationError as error:
                refused.append(f"{record['id']}: {error}")
print(json.dumps(refused))
