"""A reader of a built site: the pages, and where each leads."""

from __future__ import annotations

import os
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

#: Attributes from which a browser loads something by itself.
_LOADS = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("object", "data")}
#: Relations of <link> that nothing is loaded for.
_NOT_LOADED = {"canonical", "alternate"}


class Page(HTMLParser):
    """What is to be known of one page.

    Attributes:
        links: Where it leads, by ``<a>`` and ``<link>``.
        loads: What a browser loads for it.
        ids: The anchors on it.
        headings: Levels of its headings, in order.
        metas: Names of ``<meta>`` to their content.
        titles: Texts of its titles, one of which there should be.
        handlers: Attributes that would run something.
        scripts: Types of its scripts that stand in the page.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.metas: dict[str, str] = {}
        self.titles: list[str] = []
        self.handlers: list[str] = []
        self.scripts: list[str] = []
        self.language = ""
        self._in_title = self._in_drawing = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        self.ids += [given["id"]] if "id" in given else []
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "svg":
            self._in_drawing = True
        elif tag == "title" and not self._in_drawing:  # a drawing has titles of its own
            self._in_title = True
            self.titles.append("")
        elif tag == "meta":
            self.metas[given.get("name", "")] = given.get("content", "")
        elif tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        elif tag == "script" and "src" not in given:
            self.scripts.append(given.get("type", ""))
        if (tag == "a" and "href" in given) or (tag == "link" and given.get("rel") == "alternate"):
            self.links.append(given["href"])
        for name, value in given.items():
            if (tag, name) in _LOADS and not (tag == "link" and given.get("rel") in _NOT_LOADED):
                self.loads.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "svg":
            self._in_drawing = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.titles[-1] += data


def pages_of(folder: Path) -> dict[Path, Page]:
    """Return all pages of a site."""
    return {path: Page(path) for path in sorted(folder.rglob("*.html"))}


def faults_of(pages: dict[Path, Page], folder: Path) -> list[str]:
    """Return what is wrong with the pages of a site, each fault with its page."""
    files = {path for path in folder.rglob("*") if path.is_file()}
    return [f"{path.relative_to(folder)}: {fault}" for path, page in pages.items() for fault in _faults(page, pages, files)]


def _faults(page: Page, pages: dict[Path, Page], files: set[Path]) -> list[str]:
    found = []
    if page.language != "en" or len(page.titles) != 1 or not page.titles[0].strip() or not page.metas.get("description"):
        found.append("lacks a title, a description or a language")
    if page.headings.count(1) != 1 or any(b > a + 1 for a, b in zip([0, *page.headings], page.headings, strict=False)):
        found.append(f"headings out of order: {page.headings}")
    if len(page.ids) != len(set(page.ids)):
        found.append("an anchor stands twice")
    if page.handlers or set(page.scripts) - {"application/ld+json"}:
        found.append("runs something of its own")
    found += [f"loads {address}" for address in page.loads if ":" in address or _target(page, address)[0] not in files]
    for address in page.links:
        if address.startswith(("http://", "https://")):
            continue
        target, anchor = _target(page, address)
        if target not in files or (anchor and anchor not in pages[target].ids):
            found.append(f"leads nowhere: {address}")
    return found


def _target(page: Page, address: str) -> tuple[Path, str]:
    path, anchor = urldefrag(address)
    path = path.partition("?")[0]
    return _beside(page.path.parent, path) if path else page.path, anchor


@cache  # pages of a folder have most of their links in common
def _beside(folder: Path, address: str) -> Path:
    return Path(os.path.normpath(folder / unquote(address)))
