"""The teaching page does not contradict itself, and what contradicts it is shown with both sources."""

from __future__ import annotations

import radkg

PAGE = "LearningRadiology, Case of the Week 207"


def test_the_page_does_not_contradict_itself(kg: radkg.KnowledgeGraph) -> None:
    known = kg.knowledge

    def rests_on_the_page(fact: str) -> bool:
        return {evidence.citation for evidence in known.evidence(fact)} == {PAGE}

    pairs = {frozenset((one, other)) for one in known.facts for other in known.conflicts_of(one)}
    assert len(pairs) > 10
    assert [pair for pair in pairs if all(map(rests_on_the_page, pair))] == []
