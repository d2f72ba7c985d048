"""Programs that tests of the real thing need; CI brings them and names them in the environment."""

from __future__ import annotations

import os

import pytest


def needed(variable: str) -> str:
    """Return where a tool is, as .ci/run says it in an environment variable."""
    value = os.environ.get(variable)
    if not value:
        pytest.fail(f"{variable} is not set; .ci/run says what it stands for")
    return value
