"""How long the query page of a static site takes for its first answer in a browser that has nothing of before, and of what.

    python benchmarks/first_answer.py SITE [SITE …] [--runs 10] [--query question=mimics-of-disease]

A site is a folder that `radkg site` has written; several are measured in turn, run by run, so that noise hits all alike. They
are served on this machine without packing, as `python -m http.server` does it. Each run has a new profile of the browser. The
time is that from the beginning of the navigation to the answer on the page; the processor's is that of all processes of the
browser until then; bytes are the bodies of what was asked for before the answer. Prints Markdown with medians, and quartiles of
wall time. Needs Playwright and a Chromium, whose path RADKG_CHROMIUM is.
"""

from __future__ import annotations

import argparse
import os
import statistics
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import Browser, CDPSession, Request, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Notes when the answer is there, from the beginning of the navigation, and by the clock.
WATCH = """
document.addEventListener("DOMContentLoaded", () => {
  const watch = () => {
    if (!window.answered && document.querySelector("#told.answer")) window.answered = [performance.now(), Date.now()];
  };
  new MutationObserver(watch).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
});
"""


class Answer(NamedTuple):
    """The first answer of a page.

    Attributes:
        wall: Milliseconds until it was there.
        processor: Milliseconds of all processes of the browser until then.
        bytes: The size of what was loaded for it.
    """

    wall: float
    processor: float
    bytes: int


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of the files that are asked for."""


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", metavar="SITE")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--query", default="question=mimics-of-disease", help="what stands behind the ? of the page's address")
    given = parser.parse_args()
    found: dict[str, list[Answer]] = {site: [] for site in given.sites}
    with ExitStack() as stack:
        pages = {site: stack.enter_context(_served(site)) + f"query/index.html?{given.query}" for site in found}
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=os.environ["RADKG_CHROMIUM"], args=["--no-sandbox"]
        )
        session = browser.new_browser_cdp_session()
        for _ in range(given.runs):
            for site, address in pages.items():
                found[site].append(_first_answer(browser, session, address))
        browser.close()
    print(f"{given.runs} runs each, load of the machine {os.getloadavg()[0]:.0f}\n")
    print("| site | first answer, ms (quartiles) | processor, ms | bytes |\n|---|---:|---:|---:|")
    for site, answers in found.items():
        low, middle, high = statistics.quantiles([one.wall for one in answers], n=4)
        processor = statistics.median(one.processor for one in answers)
        size = statistics.median(one.bytes for one in answers)
        print(f"| {site} | {middle:,.0f} ({low:,.0f} to {high:,.0f}) | {processor:,.0f} | {size:,.0f} |")


@contextmanager
def _served(folder: str) -> Iterator[str]:
    """Serve a folder, and yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _first_answer(browser: Browser, session: CDPSession, address: str) -> Answer:
    before = _processor(session)
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    loaded: list[Request] = []
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#told.answer", timeout=120_000)
    processor = 1000 * (_processor(session) - before)
    wall, clock = page.evaluate("window.answered")
    size = sum(request.sizes()["responseBodySize"] for request in loaded if request.timing["startTime"] < clock)
    context.close()
    return Answer(wall, processor, size)


def _processor(session: CDPSession) -> float:
    """Return the seconds of the processor that the processes of the browser have had."""
    return sum(float(process["cpuTime"]) for process in session.send("SystemInfo.getProcessInfo")["processInfo"])


if __name__ == "__main__":
    main()
