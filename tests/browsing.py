"""Folders that are looked at in a browser, the browser, and what axe finds on a page of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from programs import needed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of the files that are asked for."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, as `python -m http.server` does it, and yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needed("RADKG_CHROMIUM"), args=["--no-sandbox"])
        yield browser
        browser.close()


def faults_in(page: Page, width: int) -> list[str]:
    """Return what keeps somebody from using the page that is shown: what axe calls serious or critical, or too wide a page."""
    from axe_playwright_python.sync_playwright import Axe

    found = [] if page.evaluate("document.documentElement.scrollWidth") <= width else ["wider than the screen"]
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return found + [
        f"{violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ]
