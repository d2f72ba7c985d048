"""The clinical order: which section of a view a fact belongs to, from the table queries/show/sections.tsv."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from radkg import resources
from radkg.errors import InvalidOption
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology

OTHER = "other"


def section_rows(ontology: Ontology) -> list[tuple[str, str, str]]:
    """Return the rows of the table of sections: name of the section, its title, and the local name of a relation.

    Args:
        ontology: The ontology, which may have a table of its own.
    """
    text = resources.read_text(os.path.join(ontology.query_folder("show"), "sections.tsv"))
    return [(name, title, relation) for name, title, relation in (line.split("\t") for line in text.splitlines()[1:])]


class SectionOrder:
    """The sections in clinical order, and which relation belongs to which.

    Args:
        ontology: The ontology, which may have a table of its own.
        known: The knowledge.

    Attributes:
        titles: Name of each section to its title, in the order in which they are shown.
    """

    def __init__(self, ontology: Ontology, known: Knowledge) -> None:
        self._known = known
        self.titles: dict[str, str] = {}
        self._of_relation: dict[str, str] = {}
        for name, title, relation in section_rows(ontology):
            self.titles[name] = title
            self._of_relation[RADKG + relation] = name
        self.titles[OTHER] = "Also stated"
        self._rank = {relation: number for number, relation in enumerate(self._of_relation)}

    def section_of(self, relation: str) -> str:
        """Return the name of the section of a relation: its own, or that of the nearest broader one that has one."""
        return self._of_relation.get(self._row_of(relation), OTHER)

    def rank(self, relation: str) -> int:
        """Return the place of a relation among the rows of the table, that of one that has none at the end."""
        return self._rank.get(self._row_of(relation), len(self._rank))

    def _row_of(self, relation: str) -> str:
        if relation in self._of_relation:
            return relation
        broader = [one for one in self._known.properties.get(relation, frozenset()) if one in self._of_relation]
        return max(broader, key=lambda one: (len(self._known.properties[one]), one), default="")

    def named(self, name: str) -> str:
        """Return the name of a section, which may be given by its title and in any case.

        Raises:
            InvalidOption: There is no such section.
        """
        wanted = name.strip().casefold()
        for section, title in self.titles.items():
            if wanted in (section.casefold(), title.casefold()):
                return section
        raise InvalidOption(f"there is no section {name[:80]!r}; choose one of {', '.join(self.titles)}")
