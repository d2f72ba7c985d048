"""From a sentence to a reading: which terms, which relation, which qualifiers, affirmed or denied."""

from radkg.statement.grammar import LONGEST_STATEMENT, read
from radkg.statement.utterance import NotUnderstood, Phrase, Reading

__all__ = ["LONGEST_STATEMENT", "NotUnderstood", "Phrase", "Reading", "read"]
