"""The documentation is built without a warning, its notebooks run, and no page loads anything from another host."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


class Page(HTMLParser):
    """What a page loads, where it links to, and which anchors it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a":
            self.links += [given["href"]] if "href" in given else []
        elif tag == "link" and given.get("rel") in ("canonical", "alternate"):
            return
        else:
            self.loads += [given[name] for name in ("src", "href", "data", "srcset") if name in given]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pages."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", f"{folder}/trees", "docs", f"{folder}/html"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.mark.docs
def test_no_page_loads_anything_from_another_host(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert len(pages) > 20
    far = {load for path in pages for load in Page(path).loads if urlsplit(load).netloc}
    assert far == set()
    styles = "".join(path.read_text(encoding="utf-8") for path in built.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)\s]+", styles) == []


@pytest.mark.docs
def test_no_link_within_the_documentation_is_broken(built: Path) -> None:
    pages = {path.resolve(): Page(path) for path in built.rglob("*.html")}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists() or (parts.fragment and target in pages and parts.fragment not in pages[target].anchors):
                broken.append((path.name, link))
    assert broken == []


@pytest.mark.docs
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_its_outputs(path: Path, built: Path) -> None:
    page = (built / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
    assert page.count("cell_output") >= 4
    assert "Traceback" not in page
    assert str(ROOT) not in page


@pytest.mark.docs
def test_the_numbers_are_drawn(built: Path) -> None:
    page = (built / "notebooks" / "calcinosis-in-numbers.html").read_text(encoding="utf-8")
    assert page.count('type="image/svg+xml"') + page.count("image/svg+xml") + page.count(".svg") >= 2


def test_there_are_four_notebooks_and_they_are_stored_without_outputs() -> None:
    assert len(NOTEBOOKS) == 4
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert cell.get("outputs", []) == []
            assert cell.get("execution_count") is None


def test_every_page_is_in_the_table_of_contents() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    listed = {line for block in re.findall(r"```\{toctree\}\n(.*?)```", index, re.DOTALL) for line in block.splitlines()}
    there = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.[mi][dp]*")}
    assert there - {"index"} == {line for line in listed if line and not line.startswith(":")}
