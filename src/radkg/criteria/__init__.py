"""Classification criteria, computed from findings as ontology/criteria/ has them. The engine knows no criterion by name."""

from radkg.criteria.answer import CriteriaList, CriteriaResult
from radkg.criteria.compute import compute, years
from radkg.criteria.data import Criteria, CriteriaItem, Outcome, Performance, all_criteria, find_criteria
from radkg.criteria.result import ColumnResult, ItemResult, Probability

__all__ = [
    "ColumnResult",
    "Criteria",
    "CriteriaItem",
    "CriteriaList",
    "CriteriaResult",
    "ItemResult",
    "Outcome",
    "Performance",
    "Probability",
    "all_criteria",
    "compute",
    "find_criteria",
    "years",
]
