"""Where a fact goes: into a file of an ontology, which may be a new one, or into a file of a user's own."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg import resources
from radkg.curating.layout import Prefixed, fact_blocks, new_module, put_into, source_block
from radkg.errors import InvalidOption, UnreadableFile
from radkg.model.lookups import values
from radkg.namespaces import DCTERMS, FACT, NOT_IN_IRI, RADKG, RDF, SOURCE, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.curating.draft import Draft
    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology
    from radkg.rdf.reading import Document

OWN = "https://example.org/my/"  # where nothing else says what names begin with
_SUBJECT = ox.NamedNode(RADKG + "subject")
_TYPE = ox.NamedNode(RDF + "type")
_SOURCE, _FACT_CLASSES = ox.NamedNode(RADKG + "Source"), ("Association", "ExcludedAssociation", "NullResult")
_AT_HOME = 3  # facts of a disease with which it has its place in a file that is not named for it
_DISEASE = RADKG + "Disease"
_IN_DISEASE = RADKG + "inDisease"


class Changed(NamedTuple):
    """What writing a fact would make of the files.

    Attributes:
        fact: IRI of the fact.
        source: IRI of its source.
        root: The folder that the paths are in.
        files: Path within that folder to the new text.
        main: Path of the file that the fact goes into, within that folder.
        added: What is added, as Turtle.
    """

    fact: str
    source: str
    root: str
    files: dict[str, str]
    main: str
    added: str


def in_file(path: str, document: Document | None, draft: Draft, label: str, namespace: str, known: Knowledge) -> Changed:
    """Return what a user's own file becomes with a fact.

    Args:
        path: The file, which need not be there.
        document: What is in it; ``None`` where it is not there.
        draft: The fact.
        label: Its label.
        namespace: What names begin with; empty for that of the facts that are in the file.
        known: The knowledge, with what is in the file.
    """
    text = document.text if document else ""
    begins = _valid_namespace(namespace) or _namespace(document.quads if document else ()) or OWN
    names = Prefixed(text, {**_house(), "my": begins} if begins not in (FACT, SOURCE) else _house())
    fact = begins + _free_name(draft, begins, known)
    source = _source_iri(draft, begins if begins != FACT else SOURCE)
    blocks = fact_blocks(fact, label, draft, source, names, known)
    if draft.new_source:
        blocks.append(source_block(source, draft.new_source, names))
    root, name = os.path.split(path)
    return Changed(fact, source, root, {name: put_into(text, blocks, names)}, name, "\n\n".join(blocks))


def in_ontology(ontology: Ontology, draft: Draft, label: str, namespace: str, known: Knowledge) -> Changed:
    """Return what the files of an ontology become with a fact: the one that has the facts of its disease, or a new one.

    Args:
        ontology: The ontology.
        draft: The fact.
        label: Its label.
        namespace: What names of facts begin with; empty for that of the ontology's.
        known: Its knowledge.

    """
    own = [quad for path in _facts_files(ontology) for quad in ontology.parse(path)]
    begins = _valid_namespace(namespace) or _namespace(own) or OWN
    disease = _disease_of(draft, known)
    main = _file_of(ontology, disease, draft) or f"facts/{slug(known.label(disease))}.ttl"
    text = _text_of(ontology, main)
    files: dict[str, str] = {}
    names = Prefixed(text, _house(begins))
    if not text:
        text = _module(ontology, main, f"radkg: facts, {known.label(disease)}", f"Facts about {known.label(disease)}.", names)
        files |= _entered(ontology, [main])
    fact = begins + _free_name(draft, begins, known)
    source = _source_iri(draft, SOURCE if begins == FACT else begins)
    blocks = fact_blocks(fact, label, draft, source, names, known)
    files[main] = put_into(text, blocks, names)
    if draft.new_source:
        # beside the sources that the file's other facts cite
        place = _sources_file(ontology, main) or "sources/literature.ttl"
        theirs = _text_of(ontology, place)
        of_sources = Prefixed(theirs, _house(begins))
        if not theirs:
            theirs = _module(ontology, place, "radkg: sources", "Publications.", of_sources)
            files |= _entered(ontology, [name for name in (main, place) if not _text_of(ontology, name)])
        block = source_block(source, draft.new_source, of_sources)
        files[place] = put_into(theirs, [block], of_sources)
        blocks.append(source_block(source, draft.new_source, names))
    return Changed(fact, source, ontology.root, files, main, "\n\n".join(blocks))


def refuse_installed(ontology: Ontology, *, is_named: bool) -> None:
    """Refuse to write into an installed package, which an upgrade replaces, and into an ontology that nobody named.

    Args:
        ontology: The ontology.
        is_named: Whether it was named, and is not there because none was.

    Raises:
        InvalidOption: The ontology lies in the package, or is radkg's own and was not named.
    """
    package = os.path.dirname(os.path.realpath(resources.__file__))
    if not is_named or os.path.realpath(ontology.root).startswith(package + os.sep):
        raise InvalidOption(
            "the ontology that radkg carries is not written to; give --file FILE.ttl for facts of your own, or --ontology DIR "
            "with a copy or a checkout of an ontology"
        )


def slug(label: str) -> str:
    """Return a label as a part of a name: lower case, with hyphens.

    >>> slug("Leaf margin (upper)")
    'leaf-margin-upper'
    """
    return re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")


def _house(begins: str = FACT) -> dict[str, str]:
    own = {"fact": FACT, "source": SOURCE}
    return own if begins == FACT else {**own, "my": begins}


def _valid_namespace(given: str) -> str:
    if given and (not given.startswith(("http://", "https://")) or given[-1] not in "/#" or NOT_IN_IRI.search(given)):
        raise InvalidOption(f"--namespace is the beginning of an IRI, with / or # at its end, not {given!r}")
    return given


def _namespace(quads: Iterable[ox.Quad]) -> str:
    """Return what the names of facts begin with most often; empty where there is no fact."""
    classes = {ox.NamedNode(RADKG + name) for name in _FACT_CLASSES}
    found = Counter(
        re.sub(r"[^/#]*$", "", quad.subject.value)
        for quad in quads
        if quad.predicate == _TYPE and quad.object in classes and isinstance(quad.subject, ox.NamedNode)
    )
    return min(found, key=lambda name: (-found[name], name), default="")


def _free_name(draft: Draft, begins: str, known: Knowledge) -> str:
    """Return a name for a fact that nothing has: subject, relation and object, and what narrows them where that is taken."""
    slots = draft.slots
    verb = slug(known.relations[slots.relation].label).removeprefix("is-").removeprefix("has-")
    if slots.kind != "Association":
        verb = f"not-{verb}" if slots.kind == "ExcludedAssociation" else f"no-difference-{verb}"
    name = "-".join((slug(known.label(slots.subject)), verb, slug(known.label(slots.object))))
    narrower = [slug(known.label(value)) for _, value in slots.pairs]
    tried = [name, "-".join([name, *narrower])] if narrower else [name]
    for candidate in tried:
        if not _is_taken(begins + candidate, known):
            return candidate
    number = 2
    while _is_taken(f"{begins}{tried[-1]}-{number}", known):
        number += 1
    return f"{tried[-1]}-{number}"


def _is_taken(iri: str, known: Knowledge) -> bool:
    return any(values(known.store, name, RDF + "type") for name in (iri, f"{iri}-e1"))


def _source_iri(draft: Draft, begins: str) -> str:
    return draft.source if draft.new_source is None else begins + draft.source


def _facts_files(ontology: Ontology) -> list[str]:
    folder = ontology.path("facts") + os.sep
    return [path for path in ontology.files() if path.startswith(folder)]


def _disease_of(draft: Draft, known: Knowledge) -> str:
    """Return the disease that a fact lives with: its subject, else the disease it is said of, else its object or subject."""
    slots = draft.slots
    said_of = [value for property_, value in slots.pairs if property_ == _IN_DISEASE]
    candidates = [slots.subject, *said_of, slots.object]
    return next((term for term in candidates if known.is_kind(term, {_DISEASE})), slots.subject)


def _file_of(ontology: Ontology, disease: str, draft: Draft) -> str:
    """Return the file that has most facts of a disease, within the ontology; empty where none has any."""
    wanted = {ox.NamedNode(disease), ox.NamedNode(draft.slots.subject)}
    named = ontology.path("facts", f"{slug(compact(disease).rpartition(':')[2])}.ttl")
    best, most = "", _AT_HOME - 1
    for path in _facts_files(ontology):
        found = sum(quad.predicate == _SUBJECT and quad.object in wanted for quad in ontology.parse(path))
        found += (path == named) * 10**6
        if found > most:
            best, most = path, found
    return os.path.relpath(best, ontology.root).replace(os.sep, "/") if best else ""


def _sources_file(ontology: Ontology, main: str) -> str:
    """Return the file with most of the sources that a file of facts cites, within the ontology; empty where there is none."""
    cited: set[object] = set()
    path = ontology.path(*main.split("/"))
    if os.path.isfile(path):
        cited = {quad.object for quad in ontology.parse(path) if quad.predicate.value == DCTERMS + "source"}
    best, most = "", -1
    folder = ontology.path("sources") + os.sep
    for other in ontology.files():
        if not other.startswith(folder):
            continue
        described = {quad.subject for quad in ontology.parse(other) if quad.predicate == _TYPE and quad.object == _SOURCE}
        if described and len(described & cited) > most:
            best, most = other, len(described & cited)
    return os.path.relpath(best, ontology.root).replace(os.sep, "/") if best else ""


def _text_of(ontology: Ontology, name: str) -> str:
    """Return the text of a file of an ontology; empty where it is not there."""
    path = ontology.path(*name.split("/"))
    if not os.path.lexists(path):
        return ""
    try:
        return resources.read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise UnreadableFile(path, reason, remedy="check the permissions") from None


def _module(ontology: Ontology, name: str, title: str, comment: str, names: Prefixed) -> str:
    main = list(ontology.parse(ontology.main_file()))
    licences = sorted(
        q.object.value for q in main if q.predicate.value == DCTERMS + "license" and isinstance(q.object, ox.NamedNode)
    )
    return new_module(_module_iri(ontology, name), title, licences[0] if licences else "", comment, names)


def _module_iri(ontology: Ontology, name: str) -> str:
    return f"{ontology.iri() or OWN + 'ontology'}/{name.removesuffix('.ttl')}"


def _entered(ontology: Ontology, names: list[str]) -> dict[str, str]:
    """Return the main file and the catalogue with new files entered, where they list files."""
    changed = {}
    main = os.path.relpath(ontology.main_file(), ontology.root).replace(os.sep, "/")
    text = _text_of(ontology, main)
    catalogue = _text_of(ontology, "catalog-v001.xml")
    for name in names:
        iri = _module_iri(ontology, name)
        if f"<{iri}>" not in text and (
            imported := list(re.finditer(r"^( *)(?:owl:imports )?<[^>]+> ([,.;])$", text, re.MULTILINE))
        ):
            inside = [match for match in imported if match.start() >= text.find("owl:imports")]
            # behind the last of the same kind, so that a reader finds it
            alike = [match for match in inside if f"/{name.split('/')[0]}/" in match[0] and match[2] == ","] or [
                match for match in inside if match[2] == ","
            ]
            if alike:
                text = f"{text[: alike[-1].end()]}\n        <{iri}> ,{text[alike[-1].end() :]}"
                changed[main] = text
        if catalogue and f'name="{iri}"' not in catalogue:
            head, closing, tail = catalogue.rpartition("</catalog>")
            catalogue = f'{head}    <uri name="{iri}" uri="{name}"/>\n{closing}{tail}'
            changed["catalog-v001.xml"] = catalogue
    return changed
