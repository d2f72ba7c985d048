"""The claims of a whole text: which there are, where they stand, and the verdict on each."""

from radkg.verdict.text.reading import LONGEST_TEXT, check_text
from radkg.verdict.text.result import (
    AMBIGUOUS,
    HEARSAY,
    OF_PATIENT,
    OF_SOME,
    OF_STUDY,
    OTHER_NAME,
    RESTRICTED,
    TAKEN_BACK,
    TURNED,
    UNNAMED,
    TextVerdict,
    Unchecked,
)

__all__ = [
    "AMBIGUOUS",
    "HEARSAY",
    "LONGEST_TEXT",
    "OF_PATIENT",
    "OF_SOME",
    "OF_STUDY",
    "OTHER_NAME",
    "RESTRICTED",
    "TAKEN_BACK",
    "TURNED",
    "UNNAMED",
    "TextVerdict",
    "Unchecked",
    "check_text",
]
