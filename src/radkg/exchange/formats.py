"""The formats that `radkg build` can write, by name. This module imports nothing, as the command line reads it at its start."""

from __future__ import annotations

#: Formats of RDF, each in the variants base and full.
RDF = ("ttl", "owl", "jsonld", "nt", "trig")

#: Formats of other tools: name to the module of `radkg.exchange` with a function ``export``.
EXPORTS = {
    "kgx": "radkg.exchange.kgx",
    "hpoa": "radkg.exchange.hpoa",
    "obo": "radkg.exchange.obo",
    "obograph": "radkg.exchange.obograph",
    "rdf12": "radkg.exchange.reified",
    "csv": "radkg.exchange.csv_tables",
    "sssom": "radkg.exchange.sssom",
    "alignments": "radkg.exchange.alignments",
    "shapes": "radkg.exchange.shapes",
}

#: What is written where no format is named: the data, and the shapes that it can be held against.
DEFAULT = (*RDF, "shapes")

#: Descriptions of the other files, and of an endpoint that serves them; the last one is made from the bytes of all others.
DESCRIPTIONS = ("void", "service", "examples", "dcat")

ALL = (*RDF, *EXPORTS, *DESCRIPTIONS)

#: The SPARQL endpoint in descriptions where none is given: the address of `oxigraph serve-read-only`.
ENDPOINT = "http://localhost:7878/query"
