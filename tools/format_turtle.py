"""Write the Turtle files of this repository in their canonical form, or check that they have it.

    python tools/format_turtle.py [--check] [FILE…]      (no file: every hand-written Turtle file of the repository)

The form says how a file looks, never what it says:

- UTF-8, line feeds, no space at the end of a line, one line feed at the end of the file.
- ``@prefix name: <iri> .``, sorted by name, before one blank line.
- The subject and its first predicate on one line, each further predicate on a line of its own, indented by 4; one space
  before ``;``, ``,`` and ``.`` and inside brackets.
- In a list of objects, a collection or a blank node, a line ends where the author ended it; what continues is indented by 8.
  A list of objects that is too long for the line is broken after a comma.
- A blank line on both sides of a statement of several lines; two before a heading (``###``), one after it. Elsewhere one
  blank line or none, as the author has it.
- Comments keep their place: on a line of their own, or two spaces behind what they stand behind.

The order of statements, predicates and objects is the author's. A file is written only after the result was parsed and
compared: the triples are the same, and so are the comments.

Exit codes: 0 all canonical, or made so; 1 ``--check`` found a file that is not; 2 a file cannot be read or formatted.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
#: Generated files; files whose lines tests count on, or that are broken on purpose; tables of one-line shapes.
EXEMPT = (
    "ontology/imported/",
    "tests/engine/checks/",
    "tests/descriptions/",
    "tests/mappings/",
    "tests/engine/validation/invalid/",
    "tests/engine/validation/shapes/",
    "tests/fuzz/seeds/",
)
WIDTH = 128
PREDICATE, CONTINUED = " " * 4, " " * 8
OPENING, CLOSING = ("[", "("), {"]": "[", ")": "("}

_IRI = r"<[^\s<>]*>"
_NAME = r"""(?!\.\D)(?:\\.|[^\s<>"'{}|^`\\,;()\[\]#.]|\.(?=[^\s<>"'{}|^`,;()\[\]#]))+"""
_STRING = r'"""(?:\\.|"{0,2}[^"\\])*"""|' r"'''(?:\\.|'{0,2}[^'\\])*'''|" r'"(?:\\.|[^"\\\n])*"|' r"'(?:\\.|[^'\\\n])*'"
_SPACE = r"[ \t\r\n]"
_TOKEN = re.compile(
    rf"(?P<space>{_SPACE}+)|(?P<comment>\#[^\n]*)|(?P<string>{_STRING})"
    rf"(?P<literal>@[\w-]+|{_SPACE}*\^\^{_SPACE}*(?:{_IRI}|{_NAME}))?|(?P<item>{_IRI}|{_NAME})|(?P<mark>[;,.()\[\]])",
    re.DOTALL,
)


class Malformed(Exception):
    """The text is not Turtle, or not Turtle that can be formatted.

    Attributes:
        line: Where, counted from 1.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class Token:
    """One token: ``kind`` is comment, item or mark; ``breaks`` counts the line feeds before it."""

    kind: str
    text: str
    breaks: int
    line: int

    def is_mark(self, *texts: str) -> bool:
        return self.kind == "mark" and self.text in texts


@dataclass
class Block:
    """Lines that stay together: ``kind`` is directive, comment or statement; ``breaks`` counts the line feeds before them."""

    kind: str
    text: str
    breaks: int

    @property
    def is_heading(self) -> bool:
        return self.kind == "comment" and self.text.startswith("###")


def formatted(text: str) -> str:
    """Return Turtle in the canonical form.

    Raises:
        Malformed: The text is not Turtle, or would not be the same when formatted.
    """
    found = tokens(text)
    made = blocks(found)
    start = 0
    for end in range(len(made) + 1):  # runs of prefixes
        if end == len(made) or not made[end].text.startswith("@prefix"):
            made[start:end] = sorted(made[start:end], key=lambda block: block.text)
            start = end + 1
    gaps = ["", *(_gap(before, after) for before, after in pairwise(made))]
    result = "".join(gap + block.text for gap, block in zip(gaps, made, strict=False)) + "\n" * bool(made)
    _compare(text, found, result)
    return result


def tokens(text: str) -> list[Token]:
    """Take Turtle apart; a mark comes before the comments that stand between it and the item that it belongs to.

    Raises:
        Malformed: There is something that is no token of RDF 1.1 Turtle.
    """
    found: list[Token] = []
    position, line, breaks = 0, 1, 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise Malformed(line, f"no token of Turtle: {text[position:].splitlines()[0][:40]}")
        if match["space"]:
            breaks += match[0].count("\n")
        elif match["string"] is not None:
            _add(found, Token("item", match["string"] + "".join((match["literal"] or "").split()), breaks, line))
        else:
            _add(found, Token(str(match.lastgroup), match[0].rstrip(), breaks, line))
        if not match["space"]:
            breaks = 0
        line += match[0].count("\n")
        position = match.end()
    return found


def _add(found: list[Token], token: Token) -> None:
    place = len(found)
    if token.is_mark(";", ",", ".", *CLOSING):
        while place and found[place - 1].kind == "comment":
            place -= 1
        if token.is_mark(";", ".", "]") and place and found[place - 1].is_mark(";"):  # a semicolon with nothing behind it
            place -= 1
            del found[place]
    found.insert(place, token)


def blocks(found: list[Token]) -> list[Block]:
    """Group tokens into directives, comments and statements, each laid out.

    Raises:
        Malformed: A statement does not end, a bracket has no partner, or a directive is written as in SPARQL.
    """
    made: list[Block] = []
    statement: list[Token] = []
    for before, token in pairwise([Token("", "", 0, 1), *found]):
        if statement or token.kind != "comment":
            statement.append(token)
        elif before.kind != "comment" and made and not token.breaks:
            made[-1].text += f"  {token.text}"
        else:
            made.append(Block("comment", token.text, token.breaks))
        if statement and statement[0].text.lower() in ("prefix", "base"):
            raise Malformed(token.line, f"write @{statement[0].text.lower()}, and a full stop behind the address")
        if token.is_mark("."):
            kind = "directive" if statement[0].text in ("@prefix", "@base") else "statement"
            made.append(Block(kind, "\n".join(laid_out(statement)), statement[0].breaks))
            statement = []
    if statement:
        raise Malformed(statement[0].line, "this statement does not end")
    return made


def laid_out(statement: list[Token]) -> list[str]:
    """Return the lines of one statement."""
    lines, opened = [""], [""]
    before = statement[0]  # the token before, comments left aside
    commented = False  # whether a comment ends the line
    for place, token in enumerate(statement):
        next_predicate = len(opened) == 1 and before.is_mark(";")
        may_break = before.is_mark(";", ",") or (opened[-1] == "(" and not before.is_mark("("))
        breaks = token.breaks or (before.is_mark(";", ",") and before.breaks)
        if token.kind == "comment":
            if token.breaks or commented:
                lines.append((PREDICATE if next_predicate else CONTINUED) + token.text)
            else:
                lines[-1] += f"  {token.text}"
            commented = True
            continue
        if token.is_mark(*CLOSING) and opened.pop() != CLOSING[token.text]:
            raise Malformed(token.line, f"this {token.text} closes nothing")
        if not place or (token.is_mark(*CLOSING) and before.is_mark(*OPENING)):
            lines[-1] += token.text
        elif token.is_mark(";", ",", ".", *CLOSING):
            lines[-1] += f" {token.text}"
        elif next_predicate:
            lines.append(PREDICATE + token.text)
        elif commented or (may_break and breaks) or (before.is_mark(",") and _too_long(lines[-1], statement[place:])):
            lines.append(CONTINUED + token.text)
        else:
            lines[-1] += f" {token.text}"
        if token.is_mark(*OPENING):
            opened.append(token.text)
        before, commented = token, False
    return lines


def _too_long(line: str, rest: list[Token]) -> bool:
    """Whether the first object of ``rest`` goes beyond the line."""
    depth, length = 0, len(line.rpartition("\n")[2])
    for token in rest:
        depth += token.is_mark(*OPENING) - token.is_mark(*CLOSING)
        length += len(token.text) + 1
        if depth <= 0 and token.is_mark(";", ",", ".", *CLOSING):
            break
    return length > WIDTH


def _gap(before: Block, after: Block) -> str:
    """Return the line feeds between two blocks."""
    if after.is_heading and not before.is_heading:
        return "\n\n\n"
    if before.is_heading and after.kind != "comment":
        return "\n\n"
    if before.kind == "directive" or after.kind == "directive":
        return "\n" if before.kind == after.kind else "\n\n"
    several = "\n" in before.text or (before.kind == "statement" and "\n" in after.text)
    return "\n\n" if several or after.breaks > 1 else "\n"


def _compare(text: str, found: list[Token], result: str) -> None:
    try:
        same = _triples(text) == _triples(result)
    except SyntaxError as error:
        raise Malformed(error.lineno or 1, error.msg) from error
    if not same or sorted(t.text for t in found if t.kind == "comment") != sorted(
        t.text for t in tokens(result) if t.kind == "comment"
    ):
        raise Malformed(1, "not formatted, since the result would say something else")


def _triples(text: str) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(text, ox.RdfFormat.TURTLE, base_iri="urn:base:"))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def differences(text: str, result: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each difference, and what to do there."""
    present, canonical = text.split("\n"), result.split("\n")
    matcher = difflib.SequenceMatcher(None, present, canonical, autojunk=False)
    for kind, start, end, other, other_end in matcher.get_opcodes():
        if kind != "equal":
            written = next((line for line in canonical[other:other_end] if line.strip()), None)
            lines = max(end - start, other_end - other)
            blank = f"{'take out' if kind == 'delete' else 'add'} {lines} line{'s' if lines > 1 else ''}"
            yield start + 1, blank if written is None else f"write {written.strip()}"


def hand_written() -> list[Path]:
    """Return the files of the repository that have the canonical form."""
    paths = sorted(path for top in ("ontology", "tests") for path in (ROOT / top).rglob("*.ttl"))
    return [path for path in paths if not exempt(path)]


def exempt(path: Path) -> bool:
    """Whether a file keeps its own form."""
    resolved = path.resolve()
    return resolved.is_relative_to(ROOT) and resolved.relative_to(ROOT).as_posix().startswith(EXEMPT)


def main(arguments: list[str] | None = None) -> int:
    """Format or check files."""
    parser = argparse.ArgumentParser(description="Turtle files in canonical form.")
    parser.add_argument("--check", action="store_true", help="write nothing; name the lines that differ")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Turtle (default: all hand-written files)")
    options = parser.parse_args(arguments)
    worst = 0
    for path in [path for path in options.files if not exempt(path)] or ([] if options.files else hand_written()):
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8")
            result = formatted(text.removeprefix("\ufeff"))
        except (OSError, UnicodeDecodeError, Malformed) as error:
            print(f"{path}:{getattr(error, 'line', 1)}: {error}", file=sys.stderr)
            worst = 2
            continue
        if result.encode() == raw:
            continue
        if options.check:
            worst = max(worst, 1)
            for line, wanted in differences(text, result):
                print(f"{path}:{line}: {wanted}")
        else:
            path.write_bytes(result.encode())
            print(f"{path}: formatted")
    return worst


if __name__ == "__main__":
    sys.exit(main())
