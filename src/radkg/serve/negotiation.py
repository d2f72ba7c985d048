"""Which form of an answer a client gets: what its Accept header says, by RFC 9110."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST = 100  # ranges of a header that are looked at
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def accepted(header: str | None) -> list[tuple[str, float]]:
    """Return the media ranges of an Accept header, each with its weight; one that cannot be read is left out."""
    if header is None or not header.strip():
        return [("*/*", 1.0)]
    found = []
    for part in header.split(",")[:_MOST]:
        media, *parameters = (piece.strip() for piece in part.lower().split(";"))
        weight = next((value.strip() for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"), "1")
        if re.fullmatch(r"[^/\s]+/[^/\s]+", media) and _WEIGHT.fullmatch(weight):
            found.append((media, float(weight)))
    return found


def best(header: str | None, offered: Sequence[str]) -> str | None:
    """Return the one of some media types that a client likes best; of those it likes alike, the first.

    Args:
        header: Its Accept header.
        offered: The media types, without parameters.

    Returns:
        The media type; ``None`` where it accepts none of them.
    """
    ranges = accepted(header)
    weighed = [(_weight(media, ranges), -place, media) for place, media in enumerate(offered)]
    weight, _, media = max(weighed, default=(0.0, 0, ""))
    return media if weight > 0 else None


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the weight of a media type: that of the range that says most of it."""
    kind = media.partition("/")[0]
    by_range = dict(reversed(ranges))  # of a range that stands there twice, the first counts
    return next((by_range[one] for one in (media, f"{kind}/*", "*/*") if one in by_range), 0.0)


def chosen(header: str | None, forms: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the media type that a client likes best, and what it stands for; ``None`` where it accepts none."""
    media = best(header, list(forms))
    return None if media is None else (media, forms[media])


def takes_gzip(header: str | None) -> bool:
    """Return whether an Accept-Encoding header allows gzip; a client that says nothing gets what is not compressed."""
    if not header:
        return False
    weights: dict[str, float] = {}
    for part in header.lower().split(",")[:_MOST]:
        coding, _, parameters = part.strip().partition(";")
        weight = parameters.strip().removeprefix("q=").strip() or "1"
        weights.setdefault(coding.strip(), float(weight) if _WEIGHT.fullmatch(weight) else 0.0)
    return weights.get("gzip", weights.get("*", 0.0)) > 0
