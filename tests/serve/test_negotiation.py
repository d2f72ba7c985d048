"""Which form a client gets: RFC 9110, section 12."""

from __future__ import annotations

import pytest

from radkg.serve.negotiation import accepted, best, takes_gzip

HTML, TURTLE, JSON = "text/html", "text/turtle", "application/ld+json"


@pytest.mark.parametrize(
    ("header", "form"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/*", HTML),
        ("application/*", JSON),
        ("text/html;q=0.1, text/turtle", TURTLE),
        ("text/turtle;q=0.4, */*;q=0.5", HTML),
        ("text/html;q=0, */*", TURTLE),
        ("text/*;q=0.2, application/ld+json;q=0.3, text/html;q=0", JSON),
        ("text/turtle; charset=utf-8; q=0.9, text/html;q=0.8", TURTLE),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", HTML),
        ("application/n-quads", None),
        ("*/*;q=0", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=high, application/ld+json;q=0.1", JSON),
        ("text/turtle;q=1.5, text/html;q=0.1", HTML),
        ("nonsense, ;;,, text/turtle", TURTLE),
        ("text/turtle, text/turtle;q=0", TURTLE),
    ],
)
def test_the_form_that_a_client_likes_best_is_taken(header: str | None, form: str | None) -> None:
    assert best(header, (HTML, TURTLE, JSON)) == form


def test_a_header_without_end_is_not_read_to_its_end() -> None:
    assert len(accepted("text/html," * 100_000)) == 100


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("GZip, deflate, br", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("*", True),
        ("br", False),
        ("identity;q=1, *;q=0", False),
        ("gzip;q=many", False),
    ],
)
def test_gzip_is_for_those_who_take_it(header: str | None, taken: bool) -> None:
    assert takes_gzip(header) is taken
