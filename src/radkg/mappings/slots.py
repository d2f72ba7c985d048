"""The slots of SSSOM: what a row and a set may say, in the order in which a table has them.

Source: https://mapping-commons.github.io/sssom/spec-model/ (version 1.1).
"""

from __future__ import annotations

#: A table without one of these is none.
REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
#: All slots of a row, in the order of the model.
OF_ROWS = (
    *("record_id", "subject_id", "subject_label", "subject_category"),
    *("predicate_id", "predicate_label", "predicate_modifier"),
    *("object_id", "object_label", "object_category", "mapping_justification"),
    *("author_id", "author_label", "reviewer_id", "reviewer_label", "creator_id", "creator_label", "license"),
    *("subject_type", "subject_source", "subject_source_version"),
    *("object_type", "object_source", "object_source_version", "predicate_type"),
    *("mapping_provider", "mapping_source", "mapping_cardinality", "cardinality_scope"),
    *("mapping_tool", "mapping_tool_id", "mapping_tool_version"),
    *("mapping_date", "publication_date", "review_date", "confidence", "reviewer_agreement"),
    *("curation_rule", "curation_rule_text", "subject_match_field", "object_match_field", "match_string"),
    *("subject_preprocessing", "object_preprocessing", "similarity_score", "similarity_measure"),
    *("see_also", "issue_tracker_item", "other", "comment"),
)
#: Names of slots in SSSOM before 0.9.
_OF_OLD = {"match_type": "mapping_justification", "match_justification": "mapping_justification"}
#: Slots with several values, which a cell separates by "|".
SEVERAL = frozenset(
    [
        *("author_id", "author_label", "reviewer_id", "reviewer_label", "creator_id", "creator_label"),
        *("cardinality_scope", "curation_rule", "curation_rule_text", "mapping_set_source", "see_also"),
        *("match_string", "subject_match_field", "object_match_field", "subject_preprocessing", "object_preprocessing"),
    ]
)
#: Slots whose values are shares of one.
SHARES = frozenset(["confidence", "similarity_score", "reviewer_agreement"])
#: What tables have in the place of nothing, in lower case.
_NOTHING = frozenset(["", "na", "n/a", "<na>", "nan", "none", "null", "#n/a"])
#: Slots of texts, in which such a word may be meant.
_OF_TEXTS = frozenset(
    [
        *("subject_label", "predicate_label", "object_label", "author_label", "reviewer_label", "creator_label"),
        *("curation_rule_text", "match_string", "other", "comment"),
    ]
)
#: What an entity may be that has a text in the place of an identifier.
LITERAL = "rdfs literal"


def joined(values: list[str]) -> str:
    r"""Return several values as a cell has them.

    >>> joined(["a", "b|c"])
    'a|b\\|c'
    """
    return "|".join(value.replace("|", "\\|") for value in values)


def parted(cell: str) -> list[str]:
    r"""Return the values of a cell.

    >>> parted("a|b\\|c")
    ['a', 'b|c']
    """
    return [value.replace("\\\0", "|") for value in cell.replace("\\|", "\\\0").split("|")]


def is_nothing(slot: str, value: str) -> bool:
    """Return whether a value says that there is none.

    >>> is_nothing("confidence", "NA"), is_nothing("object_label", "NA")
    (True, False)
    """
    return not value if slot in _OF_TEXTS else value.strip().casefold() in _NOTHING


def is_share(value: str) -> bool:
    """Return whether a value is a number from 0 to 1.

    >>> is_share("0.9"), is_share("1.5"), is_share("nan")
    (True, False, False)
    """
    try:
        return 0 <= float(value) <= 1
    except ValueError:
        return False


def meant(column: str) -> str:
    """Return the slot that a column of another name is meant for; the name itself where there is none.

    >>> meant("Subject_ID "), meant("match_type")
    ('subject_id', 'mapping_justification')
    """
    name = column.strip().casefold().replace(" ", "_").replace("-", "_")
    name = _OF_OLD.get(name, name)
    return name if name in OF_ROWS else column
