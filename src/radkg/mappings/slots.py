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
#: Slots with several values, which a cell separates by "|".
SEVERAL = frozenset(
    [
        *("author_id", "author_label", "reviewer_id", "reviewer_label", "creator_id", "creator_label"),
        *("cardinality_scope", "curation_rule", "curation_rule_text", "mapping_set_source", "see_also"),
        *("match_string", "subject_match_field", "object_match_field", "subject_preprocessing", "object_preprocessing"),
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
