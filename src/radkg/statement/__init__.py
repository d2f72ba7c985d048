"""From a sentence to what it claims: which terms, which relation, which qualifiers, affirmed or denied."""

from radkg.statement.claims import BEYOND, Claims, Several, Single, read_claims
from radkg.statement.grammar import LONGEST_STATEMENT, read
from radkg.statement.utterance import NotUnderstood, Phrase, Reading

__all__ = [
    "BEYOND",
    "LONGEST_STATEMENT",
    "Claims",
    "NotUnderstood",
    "Phrase",
    "Reading",
    "Several",
    "Single",
    "read",
    "read_claims",
]
