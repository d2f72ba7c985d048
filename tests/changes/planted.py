"""Changes of every kind, each planted in a copy of the small ontology, with what a comparison must say of it, and no more."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from radkg.changes.report import Comparison
from radkg.changes.values import Alteration, Value
from radkg.namespaces import compact

MINI = Path(__file__).parent.parent / "mini"

LEAF_SCORCH, LEAF_BLOTCH = "facts/leaf-scorch.ttl", "facts/leaf-blotch.ttl"
DISEASES, FINDINGS, ANATOMY = "terms/diseases.ttl", "terms/findings.ttl", "terms/anatomy.ttl"
TESTO = "mappings/testo.sssom.tsv"

NEW_FACT = """
fact:leaf-scorch-shows-wilting a radkg:Association ;
    rdfs:label "leaf scorch shows wilting"@en ;
    radkg:subject radkg:LeafScorch ;
    radkg:relation radkg:hasManifestation ;
    radkg:object radkg:Wilting ;
    radkg:certainty radkg:Stated ;
    radkg:evidence fact:leaf-scorch-shows-wilting-e1 .

fact:leaf-scorch-shows-wilting-e1 a radkg:Evidence ;
    dcterms:source source:test-source-1 ;
    radkg:evidenceType obo:ECO_0000302 .
"""
NEW_TERM = """
radkg:Mildew a owl:Class ;
    rdfs:subClassOf radkg:Finding ;
    rdfs:label "mildew"@en ;
    skos:altLabel "white coat"@en ;
    skos:definition "A white coat of fungus."@en ;
    dcterms:source source:test-vocabulary .
"""
NEW_SOURCE = """
source:test-source-99 a radkg:Source ;
    rdfs:label "A source that is new"@en .
"""


class Planted(NamedTuple):
    """A change.

    Attributes:
        file: The file of the ontology that it is in.
        old: The text in its place, which the file has once; empty where something is added at the end.
        new: The text that takes its place.
        told: What a comparison says, a line each: section, name, what differs.
    """

    file: str
    old: str
    new: str
    told: tuple[str, ...]


def without(path: str, start: str) -> str:
    """Return the block of a file that begins with a text, up to the empty line behind it."""
    text = (MINI / "ontology" / path).read_text(encoding="utf-8")
    at = text.index(f"\n{start} ")
    return text[at : text.index(" .\n\n", at) + 4]


def block(path: str, start: str, old: str, new: str) -> tuple[str, str, str]:
    """Return a file, a block of it, and that block with another text in the place of one."""
    found = without(path, start)
    assert found.count(old) == 1, (start, old)
    return path, found, found.replace(old, new)


def altered(subject: str, *told: str, kind: str = "fact") -> tuple[str, ...]:
    """Return what a comparison says of something that differs in some ways."""
    return tuple(f"{kind} altered {subject}: {one}" for one in told)


YELLOWING = "fact:leaf-scorch-shows-yellowing-of-leaf-margin"
GALLS = "fact:leaf-scorch-shows-purple-galls-at-late-stage"
AFFECTS, RARELY = "fact:leaf-scorch-affects-leaves", "fact:leaf-scorch-rarely-shows-gum-flow"
FALL, WILTING = "fact:leaf-blotch-shows-leaf-fall-in-40-to-60-percent", "fact:leaf-blotch-shows-wilting-in-12-of-40"
BLOTCH_KIND, SAPLINGS = "fact:leaf-blotch-kind-of-leaf-disease", "fact:leaf-blotch-not-seen-in-saplings"
VEINS = "fact:leaf-scorch-shows-linear-necrosis-of-leaf-veins-on-thermography"
UPWARD, MATURE = "fact:leaf-scorch-often-shows-upward-flagging", "fact:leaf-blotch-seen-in-mature-trees"
SHOOTS = "fact:leaf-blotch-shows-flagging-in-75-percent"
CORKING = "fact:leaf-scorch-shows-corking"

PLANTED: dict[str, Planted] = {
    # -- facts
    "fact added": Planted(LEAF_SCORCH, "", NEW_FACT, ("fact added fact:leaf-scorch-shows-wilting",)),
    "fact removed": Planted(LEAF_SCORCH, without(LEAF_SCORCH, CORKING), "\n", (f"fact removed {CORKING}",)),
    "qualifier altered": Planted(
        *block(LEAF_SCORCH, GALLS, "radkg:LateStage", "radkg:Onset"),
        altered(GALLS, "qualifier radkg:atStage radkg:LateStage > radkg:Onset"),
    ),
    "qualifier added": Planted(
        *block(LEAF_SCORCH, AFFECTS, "radkg:Leaf ;", "radkg:Leaf ;\n    radkg:atStage radkg:Onset ;"),
        altered(AFFECTS, "qualifier radkg:atStage > radkg:Onset"),
    ),
    "qualifier removed": Planted(
        *block(LEAF_SCORCH, VEINS, "    radkg:seenOn radkg:Thermography ;\n", ""),
        altered(VEINS, "qualifier radkg:seenOn radkg:Thermography >"),
    ),
    "number altered": Planted(
        *block(LEAF_BLOTCH, FALL, "frequencyMaximum 60", "frequencyMaximum 45"),
        altered(FALL, "number radkg:frequencyMaximum 60 > 45"),
    ),
    "count altered": Planted(
        *block(LEAF_BLOTCH, WILTING, "radkg:count 12", "radkg:count 31"), altered(WILTING, "number radkg:count 12 > 31")
    ),
    "frequency word altered": Planted(
        *block(LEAF_SCORCH, RARELY, "radkg:Rarely", "radkg:Often"),
        altered(RARELY, "frequency word radkg:frequencyWord radkg:Rarely > radkg:Often"),
    ),
    "certainty altered": Planted(
        *block(LEAF_BLOTCH, SAPLINGS, "radkg:Stated", "radkg:Possible"),
        altered(SAPLINGS, "certainty radkg:certainty radkg:Stated > radkg:Possible"),
    ),
    "exclusion turned into an association": Planted(
        *block(LEAF_BLOTCH, "fact:leaf-blotch-not-kind-of-leaf-scorch", "ExcludedAssociation", "Association"),
        altered(
            "fact:leaf-blotch-not-kind-of-leaf-scorch",
            "kind rdf:type radkg:ExcludedAssociation > radkg:Association",
        ),
    ),
    "label of a fact altered": Planted(
        *block(LEAF_BLOTCH, MATURE, "leaf blotch is seen in mature trees", "leaf blotch is seen in grown trees"),
        altered(MATURE, "label rdfs:label leaf blotch is seen in mature trees > leaf blotch is seen in grown trees"),
    ),
    "object altered": Planted(
        *block(LEAF_SCORCH, UPWARD, "radkg:object radkg:Flagging", "radkg:object radkg:Wilting"),
        altered(UPWARD, "object radkg:object radkg:Flagging > radkg:Wilting"),
    ),
    "evidence removed": Planted(
        LEAF_SCORCH,
        f" , {YELLOWING}-e2",
        "",
        (*altered(YELLOWING, f"evidence radkg:evidence {YELLOWING}-e2 >"),),
    ),
    "source of the evidence altered": Planted(
        *block(LEAF_SCORCH, f"{RARELY}-e1", "source:test-source-1", "source:test-source-2"),
        altered(RARELY, "source dcterms:source source:test-source-1 > source:test-source-2"),
    ),
    "locator altered": Planted(
        *block(LEAF_BLOTCH, f"{BLOTCH_KIND}-e1", "source:test-page-p02", "source:test-page-p03"),
        altered(BLOTCH_KIND, "locator radkg:passage source:test-page-p02 > source:test-page-p03"),
    ),
    "evidence type altered": Planted(
        *block(LEAF_SCORCH, f"{GALLS}-e1", "obo:ECO_0000302", "obo:ECO_0000305"),
        altered(GALLS, "evidence type radkg:evidenceType obo:ECO_0000302 > obo:ECO_0000305"),
    ),
    "remark added to a fact": Planted(
        *block(LEAF_BLOTCH, SHOOTS, "radkg:certainty", 'rdfs:comment "Wilting at noon."@en ;\n    radkg:certainty'),
        altered(SHOOTS, "remark rdfs:comment > Wilting at noon."),
    ),
    # -- terms
    "term added": Planted(FINDINGS, "", NEW_TERM, ("term new radkg:Mildew",)),
    "term removed": Planted(DISEASES, without(DISEASES, "radkg:AshenLeafScorch"), "\n", ("term gone radkg:AshenLeafScorch",)),
    "term made obsolete": Planted(
        *block(
            FINDINGS,
            "radkg:DryNecrosis",
            'rdfs:label "dry',
            'owl:deprecated true ; dcterms:isReplacedBy radkg:Necrosis ; rdfs:label "dry',
        ),
        (
            "term obsolete radkg:DryNecrosis by radkg:Necrosis: obsolete owl:deprecated > true",
            "term obsolete radkg:DryNecrosis by radkg:Necrosis: replacement dcterms:isReplacedBy > radkg:Necrosis",
        ),
    ),
    "term relabelled": Planted(
        *block(FINDINGS, "radkg:LeafFall", '"leaf fall"', '"leaf drop"'),
        altered("radkg:LeafFall", "label rdfs:label leaf fall > leaf drop", kind="term"),
    ),
    "definition altered": Planted(
        *block(FINDINGS, "radkg:Corking", "New cork where there was none.", "Cork in a new place."),
        altered(
            "radkg:Corking", "definition skos:definition New cork where there was none. > Cork in a new place.", kind="term"
        ),
    ),
    "definition removed": Planted(
        *block(FINDINGS, "radkg:Flagging", '    skos:definition "Single wilted shoots in a green crown."@en ;\n', ""),
        altered("radkg:Flagging", "definition skos:definition Single wilted shoots in a green crown. >", kind="term"),
    ),
    "synonym added": Planted(
        *block(FINDINGS, "radkg:Yellowing", '"chlorosis"@en', '"chlorosis"@en , "loss of green"@en'),
        altered("radkg:Yellowing", "synonym skos:altLabel > loss of green", kind="term"),
    ),
    "synonym removed": Planted(
        *block(DISEASES, "radkg:LeafScorch", ' , "scorch of the leaves"@en', ""),
        altered("radkg:LeafScorch", "synonym skos:altLabel scorch of the leaves >", kind="term"),
    ),
    "misspelling added": Planted(
        *block(FINDINGS, "radkg:GumFlow", "skos:definition", 'skos:hiddenLabel "gum flo"@en ;\n    skos:definition'),
        altered("radkg:GumFlow", "misspelling skos:hiddenLabel > gum flo", kind="term"),
    ),
    "term moved": Planted(
        *block(DISEASES, "radkg:LeafBlotch", "rdfs:subClassOf radkg:LeafDisease", "rdfs:subClassOf radkg:LeafScorch"),
        altered("radkg:LeafBlotch", "parent rdfs:subClassOf radkg:LeafDisease > radkg:LeafScorch", kind="term"),
    ),
    "part moved": Planted(
        *block(ANATOMY, "radkg:LeafMargin", "owl:someValuesFrom radkg:Leaf ", "owl:someValuesFrom radkg:Branch "),
        altered(
            "radkg:LeafMargin",
            "axiom rdfs:subClassOf (radkg:isPartOf some radkg:Leaf) > (radkg:isPartOf some radkg:Branch)",
            kind="term",
        ),
    ),
    "definition in OWL altered": Planted(
        *block(FINDINGS, "radkg:VeinNecrosis", "radkg:LeafVein", "radkg:Leaf"),
        altered(
            "radkg:VeinNecrosis",
            "axiom owl:equivalentClass (radkg:Necrosis and (radkg:hasSite some radkg:LeafVein)) > "
            "(radkg:Necrosis and (radkg:hasSite some radkg:Leaf))",
            kind="term",
        ),
    ),
    "disjointness removed": Planted(
        *block(FINDINGS, "radkg:Necrosis", "    owl:disjointWith radkg:Corking ;\n", ""),
        altered("radkg:Necrosis", "axiom owl:disjointWith radkg:Corking >", kind="term"),
    ),
    "bound of an age altered": Planted(
        *block("terms/populations.ttl", "radkg:Sapling", "radkg:ageMaximum 9", "radkg:ageMaximum 12"),
        altered("radkg:Sapling", "other radkg:ageMaximum 9 > 12", kind="term"),
    ),
    "exclusion of values removed": Planted(
        *block("terms/populations.ttl", "radkg:Female", "    radkg:excludes radkg:Male ;\n", ""),
        altered("radkg:Female", "other radkg:excludes radkg:Male >", kind="term"),
    ),
    "source of a term altered": Planted(
        *block(FINDINGS, "radkg:Wilting", "source:test-vocabulary", "source:test-page-p03"),
        altered("radkg:Wilting", "source dcterms:source source:test-vocabulary > source:test-page-p03", kind="term"),
    ),
    "axiom added": Planted(
        FINDINGS,
        "",
        "\n[] a owl:AllDisjointClasses ; owl:members ( radkg:LeafFall radkg:Gall ) .\n",
        ("axiom added [owl:members [radkg:LeafFall, radkg:Gall]; rdf:type owl:AllDisjointClasses]",),
    ),
    # -- the rule book and the model
    "phrase of a relation added": Planted(
        *block("terms/relations.ttl", "radkg:hasOutcome", '"ends in"@en', '"ends in"@en , "comes to"@en'),
        altered("radkg:hasOutcome", "other radkg:phrase > comes to", kind="term"),
    ),
    "rule altered": Planted(
        *block("terms/relations.ttl", "radkg:hasSubtype", "radkg:generalises radkg:subject", "radkg:generalises radkg:object"),
        altered("radkg:hasSubtype", "other radkg:generalises radkg:subject > radkg:object", kind="term"),
    ),
    # -- mappings
    "mapping added": Planted(
        TESTO,
        "",
        "radkg:Gall\tgall\tskos:exactMatch\tTESTO:0000777\tgall, any\tsemapv:ManualMappingCuration\t"
        "radkg contributors\t2020-01-01\t\n",
        ("mapping added testo radkg:Gall TESTO:0000777: predicate > skos:exactMatch",),
    ),
    "mapping removed": Planted(
        TESTO,
        "radkg:Necrosis\tnecrosis\tskos:narrowMatch\tTESTO:0000104\tBlack necrosis\tsemapv:ManualMappingCuration\t"
        "radkg contributors\t2020-01-01\t\n",
        "",
        ("mapping removed testo radkg:Necrosis TESTO:0000104: predicate skos:narrowMatch >",),
    ),
    "predicate of a mapping altered": Planted(
        TESTO,
        "radkg:BarkCanker\tbark canker\tskos:closeMatch",
        "radkg:BarkCanker\tbark canker\tskos:exactMatch",
        ("mapping altered testo radkg:BarkCanker TESTO:0000004: predicate skos:closeMatch > skos:exactMatch",),
    ),
    "remark on a mapping altered": Planted(
        TESTO,
        "theirs is of all ages",
        "theirs is of any age",
        ("mapping altered testo radkg:SaplingLeafScorch TESTO:0000001: comment theirs is of all ages > theirs is of any age",),
    ),
    "version of a mapping set altered": Planted(
        TESTO,
        'mapping_set_version: "2020-02-29"',
        'mapping_set_version: "2020-03-01"',
        ("mapping altered testo  (the set): mapping_set_version 2020-02-29 > 2020-03-01",),
    ),
    "release in which there is no term altered": Planted(
        TESTO,
        "none in this release",
        "none in any release",
        ("mapping altered testo radkg:RootRot sssom:NoTermFound: comment none in this release > none in any release",),
    ),
    # -- sources, criteria, header, files
    "source added": Planted("sources.ttl", "", NEW_SOURCE, ("source new source:test-source-99",)),
    "title of a source altered": Planted(
        "sources.ttl",
        'dcterms:title "The Tree Bulletin, page 12"@en',
        'dcterms:title "The Tree Bulletin, page 13"@en',
        altered(
            "source:test-page",
            "other dcterms:title The Tree Bulletin, page 12 > The Tree Bulletin, page 13",
            kind="source",
        ),
    ),
    "passage altered": Planted(
        "sources.ttl",
        'radkg:heading "Sex"@en',
        'radkg:heading "Sexes"@en',
        altered("source:test-page-p05", "other radkg:heading Sex > Sexes", kind="source"),
    ),
    "criteria altered": Planted(
        "criteria/two-findings-1999.ttl",
        "radkg:precedence 2",
        "radkg:precedence 3",
        altered("criteria:two-findings-1999-blotch", "other radkg:precedence 2 > 3", kind="term"),
    ),
    "version altered": Planted(
        "radkg.ttl", "ontology/2020-02-29>", "ontology/2020-03-01>", ("header version 2020-02-29 > 2020-03-01",)
    ),
    "licence of the ontology altered": Planted(
        "radkg.ttl",
        "licenses/by/4.0/",
        "licenses/by-sa/4.0/",
        ("header header https://creativecommons.org/licenses/by/4.0/ > https://creativecommons.org/licenses/by-sa/4.0/",),
    ),
    "shape altered": Planted(
        "shapes/names.ttl",
        'dcterms:title "radkg: shapes"@en',
        'dcterms:title "radkg: the shapes"@en',
        ("file shapes names.ttl altered",),
    ),
    "query altered": Planted(
        "../queries/competency/conflicts.rq", "", "# and a remark\n", ("file query competency/conflicts.rq altered",)
    ),
}


def plant(folder: Path, changes: Iterable[Planted]) -> Path:
    """Copy the small ontology into a folder, plant changes in it, and return the folder."""
    shutil.copytree(MINI, folder, dirs_exist_ok=True)
    for change in changes:
        path = folder / "ontology" / change.file
        text = path.read_text(encoding="utf-8")
        if change.old:
            assert text.count(change.old) == 1, change
        path.write_text(text.replace(change.old, change.new, 1) if change.old else text + change.new, encoding="utf-8")
    return folder


def told(comparison: Comparison) -> list[str]:
    """Return what a comparison says, verdicts aside, a line each; sorted."""

    def lines(start: str, alterations: Iterable[Alteration]) -> list[str]:
        return [
            f"{start} {one.what} {compact(one.property)} {values(one.old)} > {values(one.new)}"
            if one.property != one.what
            else f"{start} {one.what} {values(one.old)} > {values(one.new)}"
            for one in alterations
        ]

    def values(some: Iterable[Value]) -> str:
        return ", ".join(compact(value.value) for value in some)

    facts = comparison.facts
    found = [f"fact added {compact(fact.iri)}" for fact in facts.added]
    found += [f"fact removed {compact(fact.iri)}" for fact in facts.removed]
    for fact in facts.altered:
        found += lines(f"fact altered {compact(fact.iri)}:", fact.alterations)
    for kind, changes in (("term", comparison.terms), ("source", comparison.sources)):
        for change in changes:
            start = f"{kind} {change.state} {compact(change.iri)}"
            if change.state in ("new", "gone"):
                found.append(start)
            else:
                by = f" by {', '.join(map(compact, change.replaced_by))}" if change.replaced_by else ""
                found += lines(f"{start}{by}:", change.alterations)
    found += [
        f"axiom {state} {axiom}" for state, some in zip(("removed", "added"), comparison.axioms, strict=True) for axiom in some
    ]
    for one in comparison.mappings:
        found += lines(f"mapping {one.state} {one.set} {one.subject} {one.object}:", one.alterations)
    found += [f"header {one.what} {values(one.old)} > {values(one.new)}" for one in comparison.header]
    found += [f"file {one.kind} {one.name} {one.state}" for one in comparison.files]
    return sorted(" ".join(line.split()) for line in found)
