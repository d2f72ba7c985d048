"""The sites that tests look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import radkg
from browsing import chromium, served
from radkg.site.built import Site
from sites import shared, written_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def mini_site(written_mini_site: Site) -> Path:
    """The folder of the site of the small ontology."""
    return Path(written_mini_site.folder)


@pytest.fixture(scope="session")
def written_whole_site(tmp_path_factory: pytest.TempPathFactory, kg: radkg.KnowledgeGraph) -> Site:
    """The site of radkg's own ontology, which takes minutes."""
    return written_once(kg, shared(tmp_path_factory, "whole-site"))


@pytest.fixture(scope="session")
def whole_site(written_whole_site: Site) -> Path:
    """The folder of the site of radkg's own ontology."""
    return Path(written_whole_site.folder)


@pytest.fixture(scope="session")
def address(whole_site: Path) -> Iterator[str]:
    """The address at which that site is served, as `python -m http.server` does it."""
    with served(whole_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with chromium() as browser:
        yield browser
