"""From a reading to a verdict: what the facts, taken together with the rule book, say of it."""

from radkg.verdict.check import check
from radkg.verdict.result import CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, DecidingFact, Verdict

__all__ = [
    "CONTRADICTED",
    "DISPUTED",
    "NOT_UNDERSTOOD",
    "SUPPORTED",
    "UNKNOWN",
    "DecidingFact",
    "Verdict",
    "check",
]
