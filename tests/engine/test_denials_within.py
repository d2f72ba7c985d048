"""A denial within a sentence is not one of what it claims, and what is repeated behind "but" does not repeat it."""

from __future__ import annotations

import pytest

from radkg.statement.scope import denial_within, is_about_people_without

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    "sentence",
    [
        "leaf scorch shows spots that are not brown",
        "leaf scorch shows spots which aren't brown",
        "leaf scorch shows spots not in the crown",
        "leaf scorch is seen in trees who have no galls",
        "people with no leaf scorch have galls",
        "patients with neither leaf scorch nor frost crack have galls",
        "patients with leaf scorch, not frost crack, have galls",
        "leaf scorch is not a disease that spares the crown",
        "leaf scorch is not one of the diseases with galls",
        "leaf scorch affects everything but the crown",
        "leaf scorch affects every branch but the lowest",
        "galls occur in no disease but leaf scorch",
        "all but a few trees with leaf scorch have galls",
        "there are cases of leaf scorch that show no galls",
        "a case of leaf scorch showed no galls",
        "leaf scorch with no galls exists",
        "does leaf scorch ever not affect the crown",
        "is it possible that leaf scorch does not affect the crown",
        "galls (-) in leaf scorch",
        "leaf scorch: galls -",
    ],
)
def test_it_is_left_undecided(sentence: str) -> None:
    assert denial_within(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "leaf scorch shows no brown spots",
        "leaf scorch does not show spots in the crown",
        "leaf scorch is not in the crown",
        "leaf scorch is seen in the crown but not in the bark",
        "leaf scorch: not in the crown",
        "leaf scorch is a disease that does not affect the crown",
        "trees with leaf scorch do not get galls",
        "there are no galls in leaf scorch",
        "there is no evidence that leaf scorch affects the crown",
        "it is not true that leaf scorch affects the crown",
        "galls do not exist in leaf scorch",
        "leaf scorch, which does not affect the crown, shows galls",
        "it is known that leaf scorch does not affect the crown",
        "leaf scorch affects not only the crown but also the bark",
    ],
)
def test_a_denial_of_what_it_claims_is_read(sentence: str) -> None:
    assert denial_within(sentence) == ""


def test_people_without_something_are_no_list() -> None:
    assert is_about_people_without("patients with leaf scorch without galls wilt")
    assert not is_about_people_without("leaf scorch shows spots without galls")
