"""The pages with scripts, in Chromium: what they answer, what they load, and whether everybody can use them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
import pytest

import radkg
from browsing import faults_in
from radkg.namespaces import RADKG
from radkg.questions.catalogue import catalogue
from radkg.site.addresses import ABOUT
from radkg.site.checking import SHARDS, normalised, sentences_of, shard_of
from radkg.site.loading import PARTS, graph_of
from write_goldens import example

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.knowledge]

#: Bytes; 15 % more than were measured.
FIRST_ANSWER = 2_230_000
#: A kind of page each.
KINDS = (
    "index.html",
    "search.html?q=calc",
    "InclusionBodyMyositis.html",
    "fact/dermatomyositis-seen-in-children.html",
    "source/learningradiology-case-207.html",
    "browse/by-sign.html",
    "mappings/mondo.html",
    "compare/index.html?one=radkg:Polymyositis&other=radkg:SystemicSclerosis",
    "questions/differential-of-finding.html",
    "query/index.html?question=differential-of-finding",
    "check/index.html?statement=dermatomyositis is seen in children",
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that has nothing of before; what it complains of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


ASK = """async (asked) => {
  const { Engine } = await import("./scripts/engine.js");
  const engine = new Engine();
  const answers = [];
  for (const [query, parts] of asked) answers.push(await engine.query(query, 60, parts));
  return answers;
}"""


@pytest.mark.parametrize("parts", range(1, PARTS + 1))
def test_all_named_questions_give_the_rows_of_the_embedded_engine(
    page: Page, address: str, whole_site: Path, kg: radkg.KnowledgeGraph, parts: int
) -> None:
    """Each from the parts of the graph that it is said to need, while the others do not come."""
    page.route(re.compile(rf"/graph-[{parts + 1}-9]\.ttl\.gz"), lambda route: None)
    page.goto(address + "index.html")
    needed = {one["name"]: one["parts"] for one in json.loads(gzip.decompress((whole_site / ABOUT).read_bytes()))["questions"]}
    questions = [question for name, question in catalogue(kg.ontology).items() if needed[name] == parts]
    assert questions
    answers = page.evaluate(ASK, [[question.sparql, parts] for question in questions])
    for question, answer in zip(questions, answers, strict=True):
        here = kg.query(question.name, **example(question))
        assert answer["columns"] == list(here.columns), question.name
        there = sorted("\t".join(map(_written, row)) for row in answer["rows"])
        assert there == sorted("\t".join("" if cell is None else str(cell) for cell in row) for row in here.rows), question.name


def _written(cell: dict[str, str] | None) -> str:
    if cell is None:
        return ""
    if cell["type"] == "uri":
        return str(ox.NamedNode(cell["value"]))
    assert cell["type"] == "literal", "no question gives blank nodes"
    language, datatype = cell.get("xml:lang"), cell.get("datatype")
    return str(
        ox.Literal(cell["value"], language=language, datatype=None if language or not datatype else ox.NamedNode(datatype))
    )


def test_the_first_answer_needs_little(page: Page, address: str) -> None:
    """It comes within the time that the browser waits for anything, of few bytes, and without what is held back here."""
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.route(re.compile(r"/graph-[2-9]\.ttl\.gz|/graph\.ttl\.gz|/editor\.js"), lambda route: None)
    page.goto(f"{address}query/index.html?question=mimics-of-disease", wait_until="commit")
    page.wait_for_selector("#told.answer")
    assert 1_000_000 < sum(sizes) < FIRST_ANSWER


def _held(page: Page, number: int) -> list[Route]:
    """Hold a part of the graph back, and return where what is held stands when it has been asked for."""
    held: list[Route] = []
    page.route(f"**/graph-{number}.ttl.gz", lambda route: held.append(route))
    return held


def _released(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(50)
    held.pop().continue_()


def test_a_question_that_needs_the_rest_waits_for_it(page: Page, address: str, kg: radkg.KnowledgeGraph) -> None:
    held = _held(page, PARTS)
    page.goto(f"{address}query/index.html?question=terms-by-name")
    page.wait_for_selector("#told:text('Running')")
    page.wait_for_timeout(2_000)
    assert page.inner_text("#told") == "Running …"
    _released(page, held)
    page.wait_for_selector("#told.answer")
    (question,) = (one for one in catalogue(kg.ontology).values() if one.name == "terms-by-name")
    number = len(kg.query(question.name, **example(question)).rows)
    assert page.inner_text("#told").startswith(f"{number} row")


def test_sparql_of_ones_own_is_answered_from_the_whole_graph(page: Page, address: str, kg: radkg.KnowledgeGraph) -> None:
    held = _held(page, PARTS)
    page.goto(f"{address}query/index.html?query=SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }}")
    page.wait_for_selector("#editor .cm-content")
    page.click("#run")
    page.wait_for_timeout(1_000)
    assert page.inner_text("#told") == "Running …"
    _released(page, held)
    page.wait_for_selector("#told.answer")
    number = len(graph_of(kg.knowledge.store))
    assert page.inner_text("#result td") == str(number)
    page.goto(f"{address}query/index.html")
    _released(page, held)
    page.wait_for_selector(f"#told:text('{number:,} triples are loaded.')")


def test_a_question_that_somebody_changes_is_sparql_of_their_own(page: Page, address: str) -> None:
    held = _held(page, PARTS)
    page.goto(f"{address}query/index.html?question=mimics-of-disease")
    page.wait_for_selector("#told.answer")
    page.click("#editor .cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type(" # mine")
    page.click("#run")
    page.wait_for_timeout(1_000)
    assert page.inner_text("#told") == "Running …"
    _released(page, held)
    page.wait_for_selector("#told.answer")


def test_where_a_part_does_not_come_what_needs_it_is_told_so_and_the_rest_has_answers(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(f"**/graph-{PARTS}.ttl.gz", lambda route: route.fulfill(status=503))
    page.goto(f"{address}query/index.html?query=ASK {{}}")
    page.wait_for_selector("#told.wrong")
    page.click("#run")
    page.wait_for_selector("#told.wrong:text('the server says 503')")
    page.select_option("#question", "mimics-of-disease")
    page.click("#run")
    page.wait_for_selector("#told.answer")
    page.unroute_all()
    page.select_option("#question", "terms-by-name")
    page.click("#run")
    page.wait_for_selector("#told.answer")
    context.close()


@pytest.mark.parametrize("given", ["radkg:InclusionBodyMyositis", "inclusion body myositis", "sporadic IBM"])
def test_an_address_says_what_is_asked_about(page: Page, address: str, kg: radkg.KnowledgeGraph, given: str) -> None:
    """By an IRI or a label, for which the first part is enough, and by a synonym."""
    held = _held(page, PARTS)
    page.goto(f"{address}query/index.html?question=mimics-of-disease&disease={given}")
    if given == "sporadic IBM":
        _released(page, held)
    page.wait_for_selector("#told.answer")
    assert page.input_value("#parameter-disease") == "inclusion body myositis"
    number = len(kg.query("mimics-of-disease", disease="inclusion body myositis").rows)
    assert page.inner_text("#told").startswith(f"{number} row")


def test_a_form_asks_for_what_is_typed_and_saves_the_rows(page: Page, address: str, kg: radkg.KnowledgeGraph) -> None:
    page.goto(f"{address}query/index.html")
    page.select_option("#question", "findings-of-disease")
    page.fill("#parameter-disease", "inclusion body")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.click("#run")
    page.wait_for_selector("#told.answer")
    with page.expect_download() as download:
        page.click("#save")
    saved = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    here = kg.query("findings-of-disease", disease="inclusion body myositis")
    assert saved[0] == list(here.columns)
    assert len(saved) - 1 == len(here.rows)
    assert page.inner_text("#told").startswith(f"{len(here.rows)} row")


def test_links_of_rows_lead_to_pages(page: Page, address: str) -> None:
    page.goto(f"{address}query/index.html?question=differential-of-finding")
    page.wait_for_selector("#result a")
    links = {
        link for link in page.eval_on_selector_all("#result a", "links => links.map(link => link.href)") if address in link
    }
    assert links
    assert [link for link in links if page.request.get(link).status != 200] == []


def test_a_query_without_end_is_ended_and_the_page_goes_on(page: Page, address: str) -> None:
    page.goto(f"{address}query/index.html?query=SELECT (COUNT(*) AS ?n) WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}")
    page.wait_for_selector("#told:text('loaded')")
    page.select_option("#limit", "5")
    page.click("#run")
    page.wait_for_selector("#told.wrong", timeout=15_000)
    assert page.inner_text("#told") == "It took longer than 5 s, and was ended."
    page.select_option("#question", "mimics-of-disease")
    page.click("#run")
    page.wait_for_selector("#told.answer")


def test_a_mistake_is_said_with_its_place(page: Page, address: str) -> None:
    page.goto(f"{address}query/index.html?query=SELECT ?a%0AWHERE {{ ?a ?b }}")
    page.click("#run")
    page.wait_for_selector("#told.wrong")
    assert page.inner_text("#told").startswith("line 2, column ")


def test_what_is_typed_into_a_form_is_data(page: Page, address: str) -> None:
    page.goto(f"{address}query/index.html?question=terms-by-name")
    page.wait_for_selector("#told.answer")
    page.fill("#parameter-text", 'x" } { ?s ?p ?o } #\\')
    page.click("#run")
    page.wait_for_selector("#told:text('0 rows')")


FIND = """async ([sentences, shards]) => {
  const { normalised, shard } = await import("./scripts/forms.js");
  return sentences.map((sentence) => [normalised(sentence), shard(normalised(sentence), shards)]);
}"""


def test_the_check_page_finds_every_sentence_where_it_was_put(page: Page, address: str, kg: radkg.KnowledgeGraph) -> None:
    page.goto(address + "index.html")
    sentences = [*sentences_of(kg.knowledge), "ÉTÉ ŒDEMA ﬁn ½ x²", "“5.5–6.5 %”", ".5 5. a.b"]
    there = page.evaluate(FIND, [sentences, SHARDS])
    assert [tuple(pair) for pair in there] == [(normalised(s), shard_of(normalised(s))) for s in sentences]


def test_a_statement_gets_its_verdict_and_another_the_command_for_it(page: Page, address: str) -> None:
    page.goto(f"{address}check/index.html")
    page.fill("#statement", "Dermatomyositis is seen in CHILDREN.")
    page.keyboard.press("Enter")
    page.wait_for_selector("#verdict h2")
    assert page.inner_text("#verdict h2").startswith("✓ SUPPORTED")
    assert page.get_attribute("#verdict a", "href") == "../fact/dermatomyositis-seen-in-children.html"
    page.fill("#statement", "it's seen in dragons")
    page.click("#check button")
    page.wait_for_selector("#verdict h2:text('No verdict')")
    assert "radkg check 'it'\\''s seen in dragons'" in page.inner_text("#verdict pre")


def test_any_two_diseases_are_compared_as_the_named_question_does(page: Page, address: str, kg: radkg.KnowledgeGraph) -> None:
    page.goto(f"{address}compare/index.html")
    for field, typed in (("one", "inclusion body"), ("other", "systemic scl")):
        page.fill(f"#{field}", typed)
        page.wait_for_selector("[role=option]:visible")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.click("#compare button")
    page.wait_for_selector("#result h2")
    result = kg.query("what-tells-apart", disease="inclusion body myositis", other="systemic sclerosis")
    place = result.columns.index("fact")
    facts = {cell.value for row in result.rows if isinstance(cell := row[place], ox.NamedNode)}
    shown = page.eval_on_selector_all("#result .cited a", "links => links.map(link => link.href)")
    paths = {url.removeprefix(address).removesuffix(".html") for url in shown}
    assert len(paths) > 10
    assert page.inner_text("#told") == "inclusion body myositis and systemic sclerosis"
    assert {RADKG + path for path in paths} & facts


def test_no_page_loads_anything_from_another_host(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for kind in KINDS:
        page.goto(address + kind)
    assert len(asked) > len(KINDS)
    assert [url for url in asked if not url.startswith((address, "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_use_every_kind_of_page(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = []
    for kind in KINDS:
        page.goto(address + kind)
        if "query/" in kind or "compare/" in kind:
            page.wait_for_selector("#result table, #result section")
        found += [f"{kind}: {fault}" for fault in faults_in(page, width)]
    context.close()
    assert found == []
