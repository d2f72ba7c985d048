"""HPO annotations: the rows of phenotype.hpoa, for facts whose disease and finding both have an identifier in that file.

Source of the form: Human Phenotype Ontology, "phenotype.hpoa", https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.exchange.export import Account, Export
from radkg.exchange.material import band, has_no_place, is_narrower, number
from radkg.namespaces import OBO, RADKG

if TYPE_CHECKING:
    from radkg.exchange.material import Material
    from radkg.model.records import Fact, Pair

COLUMNS = (
    "database_id",
    "disease_name",
    "qualifier",
    "hpo_id",
    "reference",
    "evidence",
    "onset",
    "frequency",
    "sex",
    "modifier",
    "aspect",
    "biocuration",
)

_DISEASES = ("ORPHA", "OMIM", "MONDO")  # the first with a match is the disease's; imported facts are about ids of Orphanet
_SEXES = {"0000383": "FEMALE", "0000384": "MALE"}
_SHOWS = RADKG + "hasManifestation"
_NOT_OF_THE_FORM = "says something else than that a disease shows a finding"
_NO_DISEASE = f"the disease has no single exact match in {', '.join(_DISEASES)}"
_NO_FINDING = "the finding has no single exact match in HPO"
_NARROWER_DENIAL = "denied under qualifiers or ages that the form has no column for, without which the row would say more"


def export(content: Material) -> list[Export]:
    """Return the file of annotations."""
    account = Account()
    rows: dict[str, None] = {}
    facts = 0
    for fact in content.facts:
        row = _row(content, fact, account)
        if row is None:
            continue
        facts += 1
        line = "\t".join(row)
        if line in rows:
            account.lost["a row of its own, as another fact gives the same"] += 1
        rows[line] = None
    head = (
        f'#description: "{content.title}, as HPO annotations"',
        f"#version: {content.version}",
        "#tracker: https://w3id.org/radkg/",
    )
    text = "\n".join([*head, "\t".join(COLUMNS), *sorted(rows)]) + "\n"
    left_out, lost = dict(account.left_out), dict(account.lost)
    return [Export("radkg.hpoa", text.encode(), len(rows), len(content.facts), facts, left_out=left_out, lost=lost)]


def _row(content: Material, fact: Fact, account: Account) -> tuple[str, ...] | None:
    disease = content.exact(fact.subject, *_DISEASES)
    finding = content.exact(fact.object, "HP")
    sex, without_column = _sex(content, fact)
    narrower = is_narrower(fact, without_column)
    reason = (
        (_NOT_OF_THE_FORM if _SHOWS not in content.knowledge.properties[fact.relation] else "")
        or (_NO_DISEASE if disease is None else "")
        or (_NO_FINDING if finding is None else "")
        or has_no_place(fact)
        or (_NARROWER_DENIAL if fact.excluded and (without_column or narrower) else "")
    )
    if reason or disease is None or finding is None:
        account.left_out[reason] += 1
        return None
    _count_losses(content, fact, without_column, account)
    references = [_reference(publication, disease, fact) for publication in content.publications(fact.iri)]
    studied = any(reference.startswith("PMID:") for reference in references)
    return (
        disease,
        content.knowledge.label(fact.subject),
        "NOT" if fact.excluded else "",
        finding,
        ";".join(dict.fromkeys(references)),
        "PCS" if studied else "TAS",
        "",  # onset: radkg has no ages at which a finding begins
        _frequency(content, fact, narrower, account),
        sex,
        "",
        "P",
        f"radkg:release[{content.version}]",
    )


def _count_losses(content: Material, fact: Fact, without_column: list[Pair], account: Account) -> None:
    shares = {RADKG + name for name in ("count", "total", "frequencyMinimum", "frequencyMaximum")}
    for property_ in sorted({property_ for property_, _ in without_column} | (fact.numbers.keys() - shares)):
        account.lost[content.knowledge.qualifiers[property_].label] += 1
    if fact.certainty != RADKG + "Stated":
        account.lost["certainty"] += 1
    if content.knowledge.doubt(fact.iri):
        account.lost["doubt"] += 1


def _sex(content: Material, fact: Fact) -> tuple[str, list[Pair]]:
    """Return the sex in which a fact holds, and the other qualifiers."""
    populations = [value for property_, value in fact.qualifiers if property_ == RADKG + "inPopulation"]
    sex = _SEXES.get(content.aligned(populations[0], OBO + "PATO_") or "", "") if len(populations) == 1 else ""
    return sex, [pair for pair in fact.qualifiers if not (sex and pair[0] == RADKG + "inPopulation")]


def _frequency(content: Material, fact: Fact, narrower: bool, account: Account) -> str:
    named = {content.knowledge.qualifiers[property_].key: value for property_, value in fact.numbers.items()}
    low, high = named.get("frequencyMinimum"), named.get("frequencyMaximum")
    counted = "count" in named and "total" in named
    if not counted and low is None and high is None:
        return ""
    if narrower:
        account.lost["the frequency in fewer cases, or of a narrower finding, than the row is about"] += 1
    elif counted:
        return f"{number(named['count'])}/{number(named['total'])}"
    elif low is not None and low == high:
        return f"{number(low)}%"
    elif term := band(fact):
        return term
    else:
        account.lost["a frequency whose bounds lie in no one band of HPO"] += 1
    return ""


def _reference(publication: str, disease: str, fact: Fact) -> str:
    """Return a reference as the form has it: a PMID or an address; for an imported fact, the entry of its database."""
    if publication.startswith("DOI:"):
        return "https://doi.org/" + publication.removeprefix("DOI:")
    return disease if fact.imported and disease.startswith("ORPHA:") else publication
