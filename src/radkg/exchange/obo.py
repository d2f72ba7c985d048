"""OBO 1.4: the terms, with their definitions, hierarchy, parts and mappings. OBO has no form for facts.

Source of the form: https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.exchange.export import Export
from radkg.exchange.material import Xref, curie
from radkg.namespaces import DCTERMS, OWL, RADKG, RDFS, SKOS

if TYPE_CHECKING:
    from radkg.exchange.material import Material
    from radkg.model.records import Pair

NO_PLACE = "the form holds terms, and no facts with qualifiers and sources"
_HEAD = """format-version: 1.4
data-version: {version}
idspace: radkg {radkg} "radkg"
idspace: skos {skos} "SKOS"
synonymtypedef: radkg:misspelling "misspelling that a source has" RELATED
ontology: radkg
property_value: dcterms:license https://creativecommons.org/licenses/by/4.0/ xsd:anyURI
"""
#: Escapes in names and values, and in identifiers, which a space would end, and brackets and commas a list of them.
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "{": "\\{", "}": "\\}"})
_ESCAPED_ID = str.maketrans({"\\": "\\\\", '"': '\\"', ",": "\\,", "[": "\\[", "]": "\\]", " ": "\\ "})


class TermFrame(NamedTuple):
    """A term as a frame of OBO.

    Attributes:
        iri: Its IRI.
        name: Its label.
        definition: Its definition; empty for none.
        sources: Identifiers of the sources of the definition.
        synonyms: Its synonyms.
        misspellings: Misspellings that sources have.
        comment: Its scope note; empty for none.
        parents: IRIs of its superclasses.
        pairs: Property and value of its existential restrictions, IRIs.
        genus: IRI of the genus of its definition; empty for none.
        differentia: Property and value of the differentia, IRIs.
        disjoint: IRIs of the terms that it is disjoint with.
        matches: Its mappings.
        replaced_by: IRIs of the terms that replace it.
        is_obsolete: Whether it is deprecated.
    """

    iri: str
    name: str
    definition: str
    sources: list[str]
    synonyms: list[str]
    misspellings: list[str]
    comment: str
    parents: list[str]
    pairs: list[Pair]
    genus: str
    differentia: tuple[Pair, ...]
    disjoint: list[str]
    matches: list[Xref]
    replaced_by: list[str]
    is_obsolete: bool


def export(content: Material) -> list[Export]:
    """Return the OBO file."""
    terms = read_terms(content)
    head = _HEAD.format(version=content.version, radkg=RADKG, skos=SKOS)
    stanzas = [_term(term) for term in terms] + [_typedef(content, iri) for iri in properties(content, terms)]
    data = "\n".join([head, *stanzas]).encode()
    facts = len(content.facts)
    return [Export("radkg.obo", data, len(terms), facts, 0, len(terms), {NO_PLACE: facts} if facts else {})]


def read_terms(content: Material) -> list[TermFrame]:
    """Return all terms, sorted by IRI."""
    return [_read(content, iri) for iri in content.terms]


def properties(content: Material, terms: list[TermFrame]) -> list[str]:
    """Return the properties that the terms use, and those that they specialise, sorted."""
    used = {property_ for term in terms for property_, _ in (*term.pairs, *term.differentia)}
    return sorted({broader for property_ in used for broader in content.knowledge.properties.get(property_, (property_,))})


def _read(content: Material, iri: str) -> TermFrame:
    genus, differentia = content.knowledge.definitions.get(iri, ("", ()))
    return TermFrame(
        iri,
        content.knowledge.label(iri),
        content.definition(iri),
        sorted({content.publication(source) for source in content.texts(iri, DCTERMS + "source")}),
        content.texts(iri, SKOS + "altLabel"),
        content.texts(iri, SKOS + "hiddenLabel"),
        content.text(iri, SKOS + "scopeNote"),
        content.parents(iri),
        content.restrictions.get(iri, []),
        genus,
        differentia,
        [other for other in content.texts(iri, OWL + "disjointWith") if other in content.knowledge.vocabulary],
        content.matches(iri),
        content.texts(iri, DCTERMS + "isReplacedBy"),
        content.text(iri, OWL + "deprecated") == "true",
    )


def _term(term: TermFrame) -> str:
    lines = ["[Term]", f"id: {_id(term.iri)}", f"name: {_text(term.name)}"]
    if term.definition:
        lines.append(f'def: "{_text(term.definition)}" [{", ".join(map(_xref, term.sources))}]')
    if term.comment:
        lines.append(f"comment: {_text(term.comment)}")
    lines += [f'synonym: "{_text(name)}" EXACT []' for name in term.synonyms]
    lines += [f'synonym: "{_text(name)}" RELATED radkg:misspelling []' for name in term.misspellings]
    exact = [match for match in term.matches if match.predicate == "exactMatch"]
    lines += [f"xref: {_xref(match.object)}" for match in exact]
    lines += [f"property_value: skos:{match.predicate} {_xref(match.object)}" for match in term.matches if match not in exact]
    lines += [f"is_a: {_id(parent)}" for parent in term.parents]
    if term.genus:
        lines.append(f"intersection_of: {_id(term.genus)}")
        lines += [f"intersection_of: {_id(property_)} {_id(value)}" for property_, value in term.differentia]
    lines += [f"disjoint_from: {_id(other)}" for other in term.disjoint]
    lines += [f"relationship: {_id(property_)} {_id(value)}" for property_, value in term.pairs]
    if term.is_obsolete:
        lines += ["is_obsolete: true", *(f"replaced_by: {_id(other)}" for other in term.replaced_by)]
    return "\n".join(lines) + "\n"


def _typedef(content: Material, iri: str) -> str:
    lines = ["[Typedef]", f"id: {_id(iri)}", f"name: {_text(content.knowledge.label(iri))}"]
    if definition := content.definition(iri):
        lines.append(f'def: "{_text(definition)}" []')
    if iri in content.knowledge.instances(OWL + "SymmetricProperty"):
        lines.append("is_symmetric: true")
    if iri in content.knowledge.instances(OWL + "TransitiveProperty"):
        lines.append("is_transitive: true")
    lines += [f"is_a: {_id(broader)}" for broader in content.texts(iri, RDFS + "subPropertyOf")]
    return "\n".join(lines) + "\n"


def _id(iri: str) -> str:
    return curie(iri).translate(_ESCAPED_ID)


def _xref(name: str) -> str:
    return name.translate(_ESCAPED_ID)


def _text(text: str) -> str:
    return text.translate(_ESCAPED)
