"""What people reported of certificates that only their house knows: how to have one trusted was nowhere to be found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stores.certificates import VARIABLES, self_signed
from stores.fake_store import fake_store


def test_a_store_with_a_certificate_of_its_own(
    mini_command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RDFLib/rdflib#1295, RDFLib/sparqlwrapper#102, #147 and #168."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    certificate = self_signed(tmp_path)
    with fake_store(certificate=certificate) as store:
        target = store.target.replace("127.0.0.1", "localhost")
        refused = mini_command("load", target, "--part", "schema", "--tries", "3")
        assert refused.code == 2
        assert "the certificate is not one to trust (self" in refused.err
        assert "REQUESTS_CA_BUNDLE (or SSL_CERT_FILE) names the file with it" in refused.err
        assert "trying again" not in refused.err
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert mini_command("load", target, "--part", "schema").code == 0
    guide = (Path(__file__).parents[2] / "docs" / "triple-stores.md").read_text(encoding="utf-8")
    assert "REQUESTS_CA_BUNDLE" in guide
