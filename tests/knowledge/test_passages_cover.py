"""The passages of every source that is cited by passages cover its text."""

from __future__ import annotations

import pyoxigraph as ox

from radkg.imports.passages import read_sources
from radkg.model.ontology import Ontology


def test_the_passages_of_every_cited_source_cover_it_from_end_to_end() -> None:
    store = ox.Store()
    for path in Ontology.carried().files():
        store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    cited = [source for source in read_sources(store) if source.passages]
    assert cited
    for source in cited:
        ends = [0, *(passage.end for passage in source.passages)]
        assert [passage.start for passage in source.passages] == ends[:-1]
        assert ends[-1] == source.length
