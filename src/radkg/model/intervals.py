"""The 95 % confidence interval of a share of cases that was counted."""

from __future__ import annotations

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
    """Return the bounds of the interval of every fact with a count and a total, rounded to a tenth of a percent."""
    totals = {quad.subject: quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(RADKG + "total"), None)}
    derived = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(RADKG + "count"), None):
        total = totals.get(quad.subject)
        if isinstance(quad.object, ox.Literal) and isinstance(total, ox.Literal):
            bounds = _bounds(quad.object.value, total.value)
            for name, bound in zip(("confidenceMinimum", "confidenceMaximum"), bounds, strict=False):
                number = ox.Literal(f"{bound:.1f}", datatype=ox.NamedNode(XSD + "decimal"))
                derived.append(ox.Triple(quad.subject, ox.NamedNode(RADKG + name), number))
    return derived


def _bounds(count: str, total: str) -> tuple[float, ...]:
    """Return the interval, or nothing where the texts are no share, such as 9 of 7: those are findings of validation."""
    try:
        cases, examined = float(count), float(total)
    except ValueError:
        return ()
    return wilson_interval(cases, examined) if 0 <= cases <= examined and 0 < examined < float("inf") else ()
