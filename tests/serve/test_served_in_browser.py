"""The pages of `radkg serve` in Chromium: searching, a term, checking, querying, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import pytest

from browsing import chromium
from serve_fixtures import MINI, Served
from stores.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

#: A kind of page each.
KINDS = (
    "/",
    "/search?q=scorch",
    "/LeafScorch",
    "/check/?statement=leaf scorch shows yellowing",
    "/check/?statement=leaf scorch shows xyzzy",
    "/check/text.html",
    "/compare/?one=leaf scorch&other=root rot",
    "/criteria/?finding=corking&age=3",
    "/query/?query=SELECT * { radkg:LeafScorch ?p ?o }",
)


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    server = Served("--ontology", str(MINI), "--workers", "2", "--timeout", "60")
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=["JavaScript", "no JavaScript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a browser as wide as a phone; what it complains of fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=request.param == "JavaScript")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def test_from_a_word_to_a_term_to_a_verdict_to_rows(server: Served, page: Page, request: pytest.FixtureRequest) -> None:
    has_scripts = "no JavaScript" not in request.node.name
    page.goto(server.address)
    page.fill("#search", "scorch")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="leaf scorch", exact=True).click()
    assert page.locator("h1").inner_text() == "leaf scorch"
    page.get_by_role("link", name="Check", exact=True).click()
    page.fill("#statement", "leaf scorch shows yellowing")
    page.get_by_role("button", name="Check").click()
    assert "SUPPORTED" in page.locator("#verdict").inner_text()
    page.locator("#verdict").get_by_role("link").first.click()
    assert "/fact/" in page.url
    page.get_by_role("link", name="Query", exact=True).click()
    if has_scripts:
        page.wait_for_selector("#tool:not([hidden])")
        page.click("#run")
        page.wait_for_selector("#told.answer")
        assert page.locator("#result tbody tr").count() > 0
    else:
        page.get_by_role("button", name="Run").click()
        page.wait_for_selector("#waiting table", state="visible")
        assert "leaf scorch" in page.locator("#waiting table").inner_text()


def test_a_text_is_marked_up(server: Served, page: Page) -> None:
    page.goto(f"{server.address}/check/text.html")
    page.fill("#text", "Leaf scorch shows yellowing. Who knows?")
    page.get_by_role("button", name="Check").click()
    mark = page.locator(".radkg-text mark.supported")
    assert "yellowing" in mark.inner_text()


def test_a_query_is_asked_of_the_engine_under_the_policy_of_the_server(server: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server.address}/query/index.html?question=diseases-at-age")
    page.wait_for_selector("#told.answer")
    assert page.locator("#result tbody tr").count() > 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_pages_on_a_phone(server: Served, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme, bypass_csp=True
    )  # for axe itself
    page = context.new_page()
    found = []
    for kind in KINDS:
        page.goto(server.address + kind)
        if kind == "/check/text.html":
            page.fill("#text", "Leaf scorch shows yellowing. Who knows?")
            page.get_by_role("button", name="Check").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, f"{kind} is wider than the screen"
        found += [
            f"{kind}: {violation['help']}: {violation['nodes'][0]['html'][:200]}"
            for violation in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        ]
    context.close()
    assert found == []


def test_yasgui_on_a_page_elsewhere_gets_rows(starting: Callable[..., Served], oxigraph: Server, browser: Browser) -> None:
    """YASGUI as Oxigraph's server carries it, from an origin that is allowed, and from one that is not."""
    server = starting("--workers", "1", "--timeout", "60", "--cors", oxigraph.url)
    query = "PREFIX radkg: <https://w3id.org/radkg/> SELECT ?label WHERE { radkg:LeafScorch rdfs:label ?label }"
    page = browser.new_page()
    asked: list[tuple[str, int]] = []
    page.on(
        "response",
        lambda answer: asked.append((answer.request.method, answer.status)) if server.address in answer.url else None,
    )
    page.goto(f"{oxigraph.url}/#{urlencode({'query': query, 'endpoint': f'{server.address}/sparql'})}")
    page.click(".tabPanel.active .yasqe_queryButton")
    page.wait_for_selector(".tabPanel.active .yasr .dataTable td >> text=leaf scorch")
    assert ("POST", 200) in asked
    page.close()
    forbidden = starting("--workers", "1", "--timeout", "60")
    page = browser.new_page()
    page.goto(f"{oxigraph.url}/#{urlencode({'query': query, 'endpoint': f'{forbidden.address}/sparql'})}")
    page.click(".tabPanel.active .yasqe_queryButton")
    page.wait_for_selector(".tabPanel.active .yasr .errorResult")
    assert page.locator(".tabPanel.active .yasr").get_by_text("leaf scorch").count() == 0
    page.close()
