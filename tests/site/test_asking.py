"""The query page and the pages of the named questions: what lies on the site for them."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.namespaces import RADKG
from radkg.questions.catalogue import names
from radkg.rdf.sparql import evaluate
from radkg.site.addresses import ABOUT, GRAPH, GRAPH_PART
from radkg.site.loading import PARTS

ROOT = Path(__file__).parents[2]
SITE = ROOT / "src" / "radkg" / "site"
VENDORED = SITE / "vendored"


def test_every_named_question_has_a_page_with_its_example_and_its_query(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    listed = (mini_site / "query" / "index.html").read_text(encoding="utf-8")
    for name in names(mini.ontology):
        text = (mini_site / "questions" / f"{name}.html").read_text(encoding="utf-8")
        assert f"radkg query {name}" in text
        assert (mini_site / "questions" / f"{name}.rq").read_text(encoding="utf-8").startswith("# title:")
        assert f'href="../questions/{name}.html"' in listed
        assert f'<option value="{name}">' in listed


def test_an_example_is_shown_with_labels_that_are_links(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    text = (mini_site / "questions" / "shown-by-modality.html").read_text(encoding="utf-8")
    columns = mini.query("shown-by-modality", modality="thermography").columns
    assert any(name.endswith("Label") for name in columns)
    assert "Label</th>" not in text
    assert '<td><a href="../' in text


def test_the_graph_of_the_page_is_the_whole_graph(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    store = ox.Store()
    store.bulk_load(input=gzip.decompress((mini_site / GRAPH).read_bytes()), format=ox.RdfFormat.TURTLE)
    assert len(store) == len(mini.store)
    for name in ("conflicts", "facts-as-triples"):
        question = (mini_site / "questions" / f"{name}.rq").read_text(encoding="utf-8")
        assert set(evaluate(store, question, name).rows) == set(evaluate(mini.knowledge.store, question, name).rows)


def test_the_parts_that_the_page_loads_are_the_whole_graph(mini_site: Path) -> None:
    files = [mini_site / GRAPH, *(mini_site / GRAPH_PART.format(number) for number in range(1, PARTS + 1))]
    whole, *parts = [
        {quad.triple for quad in ox.parse(gzip.decompress(file.read_bytes()), format=ox.RdfFormat.TURTLE)} for file in files
    ]
    assert sum(map(len, parts)) == len(whole)
    assert set().union(*parts) == whole
    assert f"const PARTS = {PARTS};" in (mini_site / "scripts" / "worker.js").read_text(encoding="utf-8")


def test_a_form_knows_the_iri_of_its_example(mini_site: Path) -> None:
    about = json.loads(gzip.decompress((mini_site / ABOUT).read_bytes()))
    questions = {question["name"]: question for question in about["questions"]}
    (parameter,) = questions["shown-by-modality"]["parameters"]
    assert [value["iri"].startswith(RADKG) for value in parameter["value"]] == [True]
    assert f"VALUES ?{parameter['name']} {{" in questions["shown-by-modality"]["sparql"]
    assert "# title:" not in questions["shown-by-modality"]["sparql"]


def test_what_the_site_carries_of_others_is_what_was_taken(mini_site: Path) -> None:
    """`python tools/vendor.py --check` compares it with npm's packages, which are not asked here."""
    listed = json.loads((VENDORED / "vendored.json").read_text(encoding="utf-8"))
    held = {path.name: path.read_bytes() for path in VENDORED.iterdir() if path.name != "vendored.json"}
    sums = {name: sha256(gzip.decompress(data) if name.endswith(".gz") else data).hexdigest() for name, data in held.items()}
    assert sums == listed
    assert {path.name for path in (mini_site / "vendored").iterdir()} == set(listed)
    locked = json.loads((ROOT / "tools" / "vendored" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert f"Oxigraph {locked['node_modules/oxigraph']['version']}," in (ROOT / "NOTICE").read_text(encoding="utf-8")


@pytest.mark.knowledge  # a wheel is built of the whole repository, its ontology among it
def test_the_wheel_has_templates_styles_scripts_and_what_is_of_others() -> None:
    hatchling = pytest.importorskip("hatchling.builders.wheel")
    carried = {file.distribution_path for file in hatchling.WheelBuilder(str(ROOT)).recurse_included_files()}
    wanted = {
        path.relative_to(SITE.parents[1]).as_posix()
        for folder in ("templates", "static", "scripts", "vendored")
        for path in (SITE / folder).iterdir()
    }
    assert len(wanted) > 20
    assert wanted <= carried
