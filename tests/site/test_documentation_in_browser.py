"""The documentation in Chromium: everybody can use each kind of page, and nothing on it complains."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from browsing import faults_in, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.knowledge]

ROOT = Path(__file__).parents[2]
#: A kind of page each: the front, commands with what they print, queries with rows, a table, Python, a notebook with drawings.
KINDS = ("index", "tutorials/radiologist", "sparql", "checks", "python", "notebooks/calcinosis-in-numbers")


@pytest.fixture(scope="module")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the documentation, which is in a folder of a site, as it is on the web."""
    folder = tmp_path_factory.mktemp("docs")
    options = ["-W", "--keep-going", "-q", "-A", "site=../", "-d", f"{folder}/trees"]
    command = [sys.executable, "-m", "sphinx", *options, "docs", f"{folder}/site/docs"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    (folder / "site" / "index.html").write_text("<!doctype html><title>The site</title>", encoding="utf-8")
    with served(folder / "site") as address:
        yield f"{address}docs/"


@pytest.mark.parametrize("page_of_it", ["index", "tutorials/radiologist"])
def test_the_documentation_leads_back_to_the_site(browser: Browser, documentation: str, page_of_it: str) -> None:
    page = browser.new_page()
    page.goto(f"{documentation}{page_of_it}.html")
    page.click("text=the site")
    assert page.title() == "The site"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_use_every_kind_of_page_of_the_documentation(
    browser: Browser, documentation: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    for kind in KINDS:
        page.goto(f"{documentation}{kind}.html")
        found += [f"{kind}: {fault}" for fault in faults_in(page, width)]
    context.close()
    assert found == []
