"""What is written once, and not for each test of a face anew."""

from __future__ import annotations

from typing import Any

import pytest

import radkg.site
from radkg.site.built import Site


@pytest.fixture(autouse=True)
def _site_written_before(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `radkg site` tell of the site of the small ontology: that it is written where it should be, tests/site/ looks at."""
    write = radkg.site.write

    def told(*_: Any) -> Site:
        monkeypatch.setattr(radkg.site, "write", write)  # by which it is written, where nobody has done that yet
        site: Site = request.getfixturevalue("written_mini_site")
        return site

    monkeypatch.setattr(radkg.site, "write", told)
