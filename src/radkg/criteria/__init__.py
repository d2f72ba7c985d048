"""Classification criteria, computed from findings as ontology/criteria/ has them. The engine knows no criterion by name."""

from radkg.criteria.compute import compute
from radkg.criteria.data import Criteria, CriteriaItem, Outcome, Performance, all_criteria, find_criteria
from radkg.criteria.result import ColumnResult, CriteriaResult, ItemResult, Probability

__all__ = [
    "ColumnResult",
    "Criteria",
    "CriteriaItem",
    "CriteriaResult",
    "ItemResult",
    "Outcome",
    "Performance",
    "Probability",
    "all_criteria",
    "compute",
    "find_criteria",
]
