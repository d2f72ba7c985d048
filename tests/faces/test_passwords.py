"""An address with a password may stand in any place of a command line, and no message repeats the password."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from radkg.shown import without_passwords

MINI = Path(__file__).parents[1] / "mini"
ADDRESS = "https://me:S3CRETPW@example.org/x"


@pytest.mark.in_part(3)
@pytest.mark.parametrize(
    "arguments",
    [
        (ADDRESS,),
        ("load", "oxigraph:db", ADDRESS),
        ("load", "--url", ADDRESS),
        ("load", "oxigraph:db", "--url=https:me:S3CRETPW@example.org"),
        ("load", "oxigraph:db", "--part", ADDRESS),
        ("load", "oxigraph:db", "--tries", ADDRESS),
        ("load", "oxigraph:db", "--with", ADDRESS),
        ("load", "oxigraph:db", "--query", ADDRESS),
        ("load", "http://localhost/data", "--dry-run", "--format", "json", "--update", ADDRESS),
        ("validate", f"{ADDRESS}.ttl"),
        ("query", ADDRESS),
        ("show", ADDRESS),
        ("build", "--only", "void", "--endpoint", ADDRESS),
        ("build", "--enrich", ADDRESS),
        ("mappings", "verify", f"{ADDRESS}.obo"),
    ],
    ids=lambda arguments: " ".join(arguments).replace(ADDRESS, "ADDRESS"),
)
@pytest.mark.parametrize("debug", ["", "1"], ids=["", "debug"])
def test_no_message_repeats_it(
    command: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], debug: str
) -> None:
    monkeypatch.setenv("RADKG_DEBUG", debug)
    refused = command(*arguments, *(("--ontology", str(MINI)) if arguments[0] == "load" else ()))
    assert refused.code == 2
    assert "S3CRETPW" not in refused.out + refused.err


@pytest.mark.parametrize(
    "text",
    [
        "mail somebody@example.org",
        'the label "tooth"@en of https://example.org/a@b',
        "https://example.org/x?mail=a@b.c is not there",
        "//server/share@home",
    ],
)
def test_what_is_no_password_stands(text: str) -> None:
    assert without_passwords(text) == text
