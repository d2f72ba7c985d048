"""How targets are fuzzed: seeds are mutated, bounds are watched, and each target has its examples or its time.

In CI a target has a fixed number of examples, the same in each run. ``RADKG_FUZZ_SECONDS`` gives each as much of the
processor's time instead, with new examples (`just fuzz`).
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from effort import within

SEEDS = Path(__file__).parent / "fuzz" / "seeds"
PIECES = SEEDS.with_name("pieces")
SECONDS = float(os.environ.get("RADKG_FUZZ_SECONDS", "0"))
LONGEST = 10  # seconds of the processor's time for one input
LARGEST = 1024  # MB that the process may have had at any time
_ROUND = 200  # examples, before the time is looked at
_HEALTH = list(HealthCheck)
_PHASES = (Phase.generate, Phase.shrink)


def fuzzed(examples: int, **strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make a test of a function that is to hold for all inputs.

    Args:
        examples: How many inputs it has in CI.
        strategies: Name of a parameter of the function to its values.
    """

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        def run(**how: Any) -> None:
            def bounded(**values: Any) -> None:
                note(ascii(values))
                with within(LONGEST):
                    check(**values)
                megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                assert megabytes < LARGEST, f"took {megabytes} MB"

            bounded.__name__ = check.__name__
            common = settings(deadline=None, database=None, phases=_PHASES, suppress_health_check=_HEALTH)
            given(**strategies)(settings(common, **how)(bounded))()

        def target() -> None:
            if not SECONDS:
                run(max_examples=examples, derandomize=True)
            end = _used() + SECONDS
            while _used() < end:
                run(max_examples=_ROUND)

        target.__name__, target.__doc__, target.__module__ = check.__name__, check.__doc__, check.__module__
        marked: Callable[[], None] = pytest.mark.fuzz(target)
        return marked

    return decorate


def _used() -> float:
    """Return the processor's time that this process and its children have taken."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


@cache
def seeds(folder: str) -> dict[str, bytes]:
    """Return the seeds of a target: name of the file to content."""
    return {path.name: path.read_bytes() for path in sorted((SEEDS / folder).iterdir())}


@cache
def pieces(*names: str) -> list[bytes]:
    """Return what is put into seeds: the lines of files in pieces/, with the escapes of Python."""
    lines = [line for name in names for line in (PIECES / f"{name}.txt").read_text().splitlines()]
    return [line.encode().decode("unicode_escape").encode("latin-1") for line in lines]


def mutated(folder: str) -> st.SearchStrategy[bytes]:
    """Return a strategy of the seeds of a target, mutated with the pieces of its name."""
    return _edited(list(seeds(folder).values()), pieces(folder))


def of_seeds(folder: str, *names: str) -> st.SearchStrategy[tuple[str, bytes]]:
    """Return a strategy of files: the suffix of a seed's name, and its content, mutated with the pieces of these names."""
    suffixes = sorted({Path(name).suffix for name in seeds(folder)})

    def files(suffix: str) -> st.SearchStrategy[tuple[str, bytes]]:
        texts = [text for name, text in seeds(folder).items() if Path(name).suffix == suffix]
        return _edited(texts, pieces(*names)).map(lambda text: (suffix, text))

    return st.sampled_from(suffixes).flatmap(files)


@st.composite
def _edited(draw: st.DrawFn, texts: Sequence[bytes], pieces: Sequence[bytes]) -> bytes:
    """Return a text with a few edits: pieces put in, parts left out, repeated, or exchanged for those of another text."""
    text = draw(st.sampled_from(texts))
    piece = st.one_of(st.sampled_from(pieces), st.binary(max_size=4), st.sampled_from(texts).map(lambda other: other[:200]))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 5, 20, 100, 10_000])))
        kind = draw(st.sampled_from(["put in", "exchange", "leave out", "repeat", "cut off"]))
        if kind == "put in":
            text = text[:start] + draw(piece) + text[start:]
        elif kind == "exchange":
            text = text[:start] + draw(piece) + text[end:]
        elif kind == "leave out":
            text = text[:start] + text[end:]
        elif kind == "repeat":
            text = text[:end] + text[start:end] * draw(st.sampled_from([1, 2, 50])) + text[end:]
        else:
            text = text[:start]
    return text


@contextmanager
def written(folder: Path, suffix: str, data: bytes) -> Iterator[Path]:
    """Write a file, and remove it at the end."""
    path = folder / f"fuzzed{suffix}"
    path.write_bytes(data)
    try:
        yield path
    finally:
        path.unlink()
