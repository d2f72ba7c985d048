"""The 95 % confidence interval of a share of cases that was counted, or of a sample of known size."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox

from radkg.namespaces import RADKG, XSD

_Z = 1.959963984540054  # the 97.5 % point of the standard normal distribution


def wilson_interval(count: float, total: float) -> tuple[float, float]:
    """Return Wilson's score interval of a share, in percent.

    It holds for small numbers and for shares near 0 and 1, where the normal approximation does not.

    Args:
        count: Cases in which the finding was found.
        total: Cases that were examined; more than 0.

    Source: Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-212.

    >>> low, high = wilson_interval(6, 29)
    >>> round(low, 1), round(high, 1)
    (9.8, 38.4)
    """
    share = count / total
    centre = share + _Z**2 / (2 * total)
    half = _Z * (share * (1 - share) / total + _Z**2 / (4 * total**2)) ** 0.5
    scale = 1 + _Z**2 / total
    return 100 * max(0.0, (centre - half) / scale), 100 * min(1.0, (centre + half) / scale)


def derive_intervals(store: ox.Store) -> list[ox.Triple]:
    """Return the bounds of the interval of every counted share, rounded to a tenth of a percent.

    A share is counted where it has a count and a total, or is one number of a sample of known size. Where other things than
    patients were counted, the size of the sample is not what the share is of.
    """
    counts, totals, sizes, least, most = (
        _numbers(store, name) for name in ("count", "total", "sampleSize", "frequencyMinimum", "frequencyMaximum")
    )
    shares = {fact: (count, totals[fact]) for fact, count in counts.items() if fact in totals}
    units = {quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(RADKG + "countedUnit"), None)}
    for fact, share in least.items():
        if fact not in counts and fact not in units and fact in sizes and most.get(fact) == share:
            shares[fact] = (share * sizes[fact] / 100, sizes[fact])
    derived = []
    for fact, (count, total) in shares.items():
        if 0 <= count <= total and 0 < total < float("inf"):  # 9 of 7 is no share, and is a finding of validation
            for name, bound in zip(("confidenceMinimum", "confidenceMaximum"), wilson_interval(count, total), strict=True):
                number = ox.Literal(f"{bound:.1f}", datatype=ox.NamedNode(XSD + "decimal"))
                derived.append(ox.Triple(fact, ox.NamedNode(RADKG + name), number))
    return derived


def _numbers(store: ox.Store, name: str) -> dict[ox.NamedNode | ox.BlankNode, float]:
    """Return the numbers that facts have for a numeric qualifier; a text that is no number is a finding of validation."""
    found = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(RADKG + name), None):
        if isinstance(quad.object, ox.Literal) and not isinstance(quad.subject, ox.Triple):
            with suppress(ValueError):
                found[quad.subject] = float(quad.object.value)
    return found
