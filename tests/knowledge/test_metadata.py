"""What registries and archives are told of radkg is what radkg says of itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import radkg
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG

ROOT = Path(__file__).parents[2]
RECORD = json.loads((ROOT / "metadata" / "bioregistry.json").read_text(encoding="utf-8"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_record_for_bioregistry_is_one_of_its_model() -> None:
    import bioregistry  # here, for every worker would wait for the thousands of records that it reads

    ((prefix, record),) = RECORD.items()
    resource = bioregistry.Resource(prefix=prefix, **record)
    assert set(record) <= set(bioregistry.Resource.model_fields)
    assert resource.get_uri_format() == f"{RADKG}$1"


def test_the_examples_are_terms_and_fit_the_pattern(kg: radkg.KnowledgeGraph) -> None:
    record = RECORD["radkg"]
    for name in (record["example"], *record["example_extras"]):
        assert re.fullmatch(record["pattern"], name)
        assert kg.knowledge.find(f"radkg:{name}") == RADKG + name


def test_a_provider_of_the_record_is_where_the_redirects_lead() -> None:
    rules = (ROOT / "w3id" / ".htaccess").read_text(encoding="utf-8")
    (site,) = re.findall(r"E=SITE:(\S+?)\]", rules)
    assert [provider["uri_format"] for provider in RECORD["radkg"]["providers"]] == [f"{site}/$1.html"]
    assert all(provider["homepage"] == site for provider in RECORD["radkg"]["providers"])


def test_the_record_in_the_form_of_obo_says_what_the_ontology_says(kg: radkg.KnowledgeGraph) -> None:
    _, record, _ = (ROOT / "metadata" / "radkg.md").read_text(encoding="utf-8").split("---\n", 2)
    said = yaml.safe_load(record)
    ontology = Ontology.carried()
    assert (said["id"], said["preferredPrefix"], said["ontology_purl"]) == ("radkg", "radkg", ontology.iri())
    ask = "SELECT ?licence ?title {{ <{0}> dcterms:license ?licence ; dcterms:title ?title }}"
    (row,) = kg.query(ask.format(ontology.iri())).records()
    assert (said["license"]["url"], said["title"]) == (str(row["licence"]), str(row["title"]))
    exported = {file.name for form in ("obo", "obograph", "sssom") for file in kg.export(form)}
    in_rdf = {f"radkg-{variant}.owl" for variant in ("base", "full")}
    addresses = [product["ontology_purl"] for product in said["products"]] + list(said["mappings"].values())
    assert all(address.startswith(f"{RADKG}release/") for address in addresses)
    assert {address.rpartition("/")[2] for address in addresses} <= exported | in_rdf
    assert [product["id"] for product in said["products"]] == [
        product["ontology_purl"].rpartition("/")[2] for product in said["products"]
    ]
    used = "SELECT DISTINCT ?of { ?class rdfs:isDefinedBy ?of . FILTER(CONTAINS(STR(?of), '/obo/')) }"
    of_others = {str(row["of"]).rpartition("/")[2].removesuffix(".owl") for row in kg.query(used).records()}
    assert {one["id"] for one in said["dependencies"]} >= of_others


@pytest.mark.parametrize("field", ["title", "keywords"])
def test_zenodo_is_told_what_the_citation_says(field: str) -> None:
    zenodo = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    assert zenodo[field] == CITATION[field]
    assert [creator["name"] for creator in zenodo["creators"]] == [author["name"] for author in CITATION["authors"]]
    assert zenodo["license"] in CITATION["license"]


def test_every_action_is_pinned_to_a_commit_and_says_its_version() -> None:
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses: " in line:
                assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), f"{path.name}: {line}"


def test_python_versions_of_the_workflows_begin_with_the_oldest_that_is_supported() -> None:
    oldest = re.search(r'requires-python = ">=(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert oldest is not None
    for name in ("ci", "platforms"):
        workflow = yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))
        (job,) = workflow["jobs"].values()
        assert job["strategy"]["matrix"]["python"][0] == oldest[1]


def test_the_container_gets_what_a_wheel_is_built_from() -> None:
    kept = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"docs/api", "docs/model.md", "hatch_build.py", "ontology", "pyproject.toml", "queries", "src", "README.md"} <= set(
        kept
    )
    assert all((ROOT / name).exists() for name in kept)
