"""The tutorials tell the truth: each command and each line of Python gives what stands below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import radkg
import write_commands
import write_transcripts

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "my-facts.ttl"
CURATED = ROOT / "examples" / "curated.ttl"


#: It needs no more than an answer; the others validate and build, and are looked at with the documentation.
SHORT = "index"


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.docs] * (path.stem != SHORT), id=path.stem) for path in write_transcripts.PAGES],
)
def test_a_tutorial_shows_what_is_printed(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert write_transcripts.written(page) == page, "run `python tools/write_transcripts.py`, and look at the difference"


def test_there_is_one_for_each_of_those_who_use_it_and_a_page_to_begin() -> None:
    named = [path.stem for path in write_transcripts.PAGES]
    assert named == ["index", "curating", "everyday", "curator", "data-engineer", "radiologist"]


def test_what_a_page_no_longer_shows_is_found() -> None:
    page = "```console\n$ radkg --version\nradkg 0.0.0\n```\n\n```python\n>>> 1 + 1\n3\n```\n"
    assert write_transcripts.written(page) == page.replace("0.0.0", radkg.__version__).replace("\n3\n", "\n2\n")


def test_the_example_is_what_the_curator_ends_with() -> None:
    blocks = re.findall(
        r":caption: my-facts.ttl\n\n(.*?)```", (ROOT / "docs/tutorials/curator.md").read_text(encoding="utf-8"), re.DOTALL
    )
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    assert blocks[-1] == re.sub(r"\n\n+", "\n\n", "".join(line for line in lines if not line.startswith("#")))


def test_the_reference_of_commands_is_what_the_tool_writes() -> None:
    assert write_commands.PAGE.read_text(encoding="utf-8") == write_commands.page(), "run `python tools/write_commands.py`"


@pytest.mark.docs
def test_the_example_of_a_curator_is_what_the_page_writes_and_it_works(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "curating.md").read_text(encoding="utf-8")
    text = CURATED.read_text(encoding="utf-8")
    written = re.findall(r"^written .*?\n\n(.*?)\n\n“", page, re.DOTALL | re.MULTILINE)
    assert len(written) == 4
    assert text.endswith("\n\n".join(written) + "\n")
    kg = radkg.load([CURATED])  # which refuses what does not conform
    for label, verdict in re.findall(r"^“(.*)”: \w+ → (\w+)$", page, re.MULTILINE)[-1:]:
        assert kg.check(label).verdict == verdict
    copy = tmp_path / "abstract.txt"
    copy.write_text(re.findall(r":caption: abstract.txt\n\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    found = kg.verify_source(copy)
    assert [check.found for check in found.evidence] == [True]
