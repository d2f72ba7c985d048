"""What `radkg build` can write, by name. Imports nothing: the command line reads it before it knows what to do."""

from __future__ import annotations

#: RDF, in the two variants base and full: written where nothing else is asked for.
RDF = ("ttl", "owl", "jsonld", "nt", "trig")

#: What others read: name to module of `radkg.exchange` with a function ``export``.
EXPORTS = {
    "kgx": "radkg.exchange.kgx",
    "hpoa": "radkg.exchange.hpoa",
    "obo": "radkg.exchange.obo",
    "obograph": "radkg.exchange.obograph",
    "rdf12": "radkg.exchange.reified",
    "csv": "radkg.exchange.csv_tables",
    "alignments": "radkg.exchange.alignments",
}

#: What describes the other files, and an endpoint that serves them; the last one is made from the bytes of all others.
DESCRIPTIONS = ("void", "service", "examples", "dcat")

ALL = (*RDF, *EXPORTS, *DESCRIPTIONS)

#: The SPARQL endpoint that descriptions name where no other is given: that of `oxigraph serve-read-only`.
ENDPOINT = "http://localhost:7878/query"
