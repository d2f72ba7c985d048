"""HermiT finds the ontology consistent. That it is OWL 2 DL is tested on its full release."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.sweep  # `radkg reason` is what whoever changes a term runs
def test_the_ontology_is_consistent_and_every_class_can_have_members(command: Callable[..., Any]) -> None:
    done = command("reason", "--format", "json")
    assert done.code == 0
    result = json.loads(done.out)
    assert result["consistent"] is True
    assert result["unsatisfiable"] == []
    assert result["blame"] == []
    assert result["classes"] > 100
    # calcinosis of the heart is calcinosis of the trunk, because the heart is a part of the trunk
    follows = {(pair["subclass"]["label"], pair["superclass"]["label"]) for pair in result["inferred"]}
    assert ("calcinosis of the heart", "calcinosis of the trunk") in follows
    about = (" of ", "edema", "enhancement")
    assert all(any(word in narrow for word in about) for narrow, _ in follows), "something but a site is inferred"
