"""The canonical form of Turtle files: what is changed, what is kept, and that nothing is said otherwise than before."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import format_turtle
from format_turtle import Malformed, formatted, main, tokens

PREFIXES = "@prefix a: <http://example.org/a/> .\n@prefix b: <http://example.org/b/> .\n\n"
FILES = format_turtle.hand_written()

#: What is written by hand, and its canonical form, without the prefixes before it.
RULES = {
    "one predicate a line": (
        "a:s a a:C; a:p 1 ; a:q 2 .",
        "a:s a a:C ;\n    a:p 1 ;\n    a:q 2 .",
    ),
    "four spaces": (
        "a:s a a:C ;\n  a:p 1 ;\n\ta:q 2 .",
        "a:s a a:C ;\n    a:p 1 ;\n    a:q 2 .",
    ),
    "a space before marks": ("a:s a a:C, a:D.", "a:s a a:C , a:D ."),
    "no more than one space": ("a:s   a\ta:C  ,  a:D .", "a:s a a:C , a:D ."),
    "no space at the end of a line": ("a:s a a:C ; \n    a:p 1 .  ", "a:s a a:C ;\n    a:p 1 ."),
    "the object on the line of its predicate": ("a:s a\n    a:C .", "a:s a a:C ."),
    "the predicate on the line of its subject": ("a:s\n    a a:C .", "a:s a a:C ."),
    "marks at the end of the line": ("a:s a a:C\n    , a:D\n    ; a:p 1\n.", "a:s a a:C ,\n        a:D ;\n    a:p 1 ."),
    "no idle semicolon": ("a:s a a:C ;; a:p [ a:q 1 ; ] ; .", "a:s a a:C ;\n    a:p [ a:q 1 ] ."),
    "spaces in brackets": ("a:s a:p [a:q (1 2)] , [ ] , ( ) .", "a:s a:p [ a:q ( 1 2 ) ] , [] , () ."),
    "what continues is indented by eight": (
        "a:s a:p a:x ,\n    a:y ;\n    a:q ( 1\n    2 ) , [ a:r 1 ;\n                a:r 2\n    ] .",
        "a:s a:p a:x ,\n        a:y ;\n    a:q ( 1\n        2 ) , [ a:r 1 ;\n        a:r 2 ] .",
    ),
    "a long list is broken after a comma": (
        f'a:s a:p "{"x" * 60}" , "{"y" * 60}" , "z" .',
        f'a:s a:p "{"x" * 60}" ,\n        "{"y" * 60}" , "z" .',
    ),
    "a blank line around a statement of several lines": (
        "a:s a a:C .\na:t a a:C ;\n    a:p 1 .\na:u a a:C .\na:v a a:C .",
        "a:s a a:C .\n\na:t a a:C ;\n    a:p 1 .\n\na:u a a:C .\na:v a a:C .",
    ),
    "no more than one blank line": ("a:s a a:C .\n\n\n\na:t a a:C .", "a:s a a:C .\n\na:t a a:C ."),
    "two blank lines before a heading and one after it": (
        "a:s a a:C .\n### Heading\na:t a a:C .",
        "a:s a a:C .\n\n\n### Heading\n\na:t a a:C .",
    ),
    "two spaces before a comment": ("a:s a a:C . # why", "a:s a a:C .  # why"),
    "a comment behind the mark": (
        "a:s a a:C # why\n    , a:D # and why\n    ; # both\n    a:p 1 .",
        "a:s a a:C ,  # why\n        a:D ;  # and why\n    # both\n    a:p 1 .",
    ),
    "no comment becomes part of another": ("a:s a a:C ; # why\n. # why", "a:s a a:C .  # why\n# why"),
    "a comment on its own line stands as what follows it": (
        "a:s a a:C ;\n# why\n  a:p a:x ,\n# and why\n    a:y .",
        "a:s a a:C ;\n    # why\n    a:p a:x ,\n        # and why\n        a:y .",
    ),
    "the type of a literal without spaces": ('a:s a:p "1" ^^ a:t .', 'a:s a:p "1"^^a:t .'),
}  # fmt: skip
KEPT = {
    "the order of predicates": "a:s a:q 1 ;\n    a a:C .",
    "one-line statements that stand together": "a:s a a:C .\na:t a a:C .",
    "a comment directly above a statement": "# Why.\na:s a a:C .",
    "a comment and a blank line": "# What follows.\n\na:s a a:C .",
    "a heading of two lines": "\n### Heading, which\n### goes on\n\na:s a a:C .",
    "long strings": 'a:s a:p """ a\n  ; "b" # c \n\t""" .',
    "what looks like a comment": 'a:s a:p "# no" , <http://example.org/#no> .  # yes',
    "escapes and dots in names": r"a:s.t a:p a:x\,y , a:%20 , 1.5 , -.5 , 1e3 , _:b.c .",
    "lexical forms": 'a:s a:p 23.0 , "023"^^a:t , \'x\' , "x"@en-GB .',
    "a blank node as subject": "[ a a:C ] a:p 1 .",
    "a very long string": f'a:s a:p "{"x" * 200}" .',
}


@pytest.mark.parametrize(("written", "canonical"), RULES.values(), ids=RULES.keys())
def test_a_rule_changes_what_breaks_it(written: str, canonical: str) -> None:
    assert formatted(PREFIXES + written) == f"{PREFIXES}{canonical}\n"
    assert formatted(f"{PREFIXES}{canonical}\n") == f"{PREFIXES}{canonical}\n"


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_is_canonical_is_kept(text: str) -> None:
    assert formatted(f"{PREFIXES}{text}\n") == f"{PREFIXES}{text}\n"


def test_prefixes_are_sorted_between_the_comments_that_part_them() -> None:
    written = "@prefix  c:<c> .\n@prefix b: <b>.\n# More.\n@prefix a: <a> .\nb:s a b:C ."
    assert formatted(written) == "@prefix b: <b> .\n@prefix c: <c> .\n\n# More.\n\n@prefix a: <a> .\n\nb:s a b:C .\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("<s> <p> <o>", 1, "does not end"),
        ("<s> <p>\n  ] .", 2, "closes nothing"),
        ("<s> <p> ( <o> ] .", 1, "closes nothing"),
        ('<s> <p> "o\n" .', 1, "no token"),
        ("<s> <p> << <s> <p> <o> >> .", 1, "no token"),
        ("\n<s> <p> p:o .", 2, "prefix"),
        ("PREFIX p: <p>\np:s p:p p:o .", 1, "write @prefix"),
        ("@prefix p: <p> .\n@prefix p: <o> .\np:s p:p p:o .", 1, "something else"),
    ],
)
def test_what_cannot_be_formatted_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(Malformed, match=reason) as refused:
        formatted(text)
    assert refused.value.line == line


def test_a_result_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for changed in (["<s> <p> 2 .  # why"], ["<s> <p> 1 ."]):
        monkeypatch.setattr(format_turtle, "laid_out", lambda _, changed=changed: changed)
        with pytest.raises(Malformed, match="something else"):
            formatted("<s> <p> 1 . # why" if changed == ["<s> <p> 2 .  # why"] else "<s> <p> # why\n 1 .")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(format_turtle.ROOT).as_posix())
def test_the_files_of_the_repository_are_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text) == text


def test_the_knowledge_is_among_them_and_what_is_generated_is_not() -> None:
    names = {path.relative_to(format_turtle.ROOT).as_posix() for path in FILES}
    assert {"ontology/radkg.ttl", "ontology/facts/dermatomyositis.ttl", "ontology/shapes/facts.ttl"} <= names
    assert not [name for name in names if name.startswith(format_turtle.EXEMPT)]


SPACE = st.sampled_from([" ", "  ", "\n", "\t", "\n\n\n", "\r\n", " # why\n", "\n# why\n"])
ITEM = st.sampled_from(
    ["a:x", "b:y.z", "<http://example.org/#x>", "_:b1", "1.5", "-3", '"; # ."@en', '"""a\n "" b"""', "'\\''"]
)
OBJECT = st.recursive(
    ITEM.map(lambda item: [item]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: ["(", *(token for item in items for token in item), ")"]),
        st.lists(inner, max_size=3).map(
            lambda items: ["[", *(token for item in items for token in ("a:p", *item, ";")), "]"],
        ),
    ),
    max_leaves=6,
)


@st.composite
def turtle(draw: st.DrawFn) -> str:
    """Some statements of Turtle in a layout that nobody would write."""
    text = draw(st.sampled_from(["", "# first\n"])) + PREFIXES
    for _ in range(draw(st.integers(0, 3))):
        written = [draw(st.sampled_from(["a:s", "_:s", "[]"]))]
        for _ in range(draw(st.integers(1, 3))):
            written += ["a", *draw(OBJECT)]
            for more in draw(st.lists(OBJECT, max_size=2)):
                written += [",", *more]
            written.append(";")
        text += "".join(token + draw(SPACE) for token in [*written, "."])
    return text


@given(turtle())
@example("")
@example("# only a comment")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_layout_becomes_canonical_in_one_step(text: str) -> None:
    once = formatted(text)  # refuses to say anything else than the text
    assert formatted(once) == once
    assert [line for line in once.split("\n") if line != line.rstrip(" ")] == []


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_file_of_ours_comes_back_from_another_layout(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in FILES if path.stat().st_size < 9000]))
    text = path.read_text(encoding="utf-8")
    spaces = st.sampled_from([" ", "\n", "  \t", "\n   "])
    other = "".join(
        ("\n" + token.text + "\n") if token.kind == "comment" else token.text + data.draw(spaces) for token in tokens(text)
    )
    once = formatted(other)
    assert formatted(once) == once
    assert [token.text for token in tokens(once)] == [token.text for token in tokens(text)]


def test_check_names_file_and_line_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.ttl"
    path.write_text(f"{PREFIXES}a:s a a:C ;\n   a:p 1 .\na:t a a:C .\n\n\n\na:u a a:C .\n")
    before = path.read_bytes()
    assert main(["--check", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{path}:5: write a:p 1 .",
        f"{path}:7: take out 2 lines",
    ]
    assert path.read_bytes() == before
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: formatted\n"
    assert main(["--check", str(path)]) == 0
    assert capsys.readouterr().out == ""


def test_line_feeds_of_another_system_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.ttl"
    path.write_bytes(b"\xef\xbb\xbf<s> a <C> .\r\n")
    assert main(["--check", str(path)]) == 1
    assert capsys.readouterr().out == f"{path}:1: write <s> a <C> .\n"
    assert main([str(path)]) == 0
    assert path.read_bytes() == b"<s> a <C> .\n"


def test_a_file_that_cannot_be_read_is_two_and_the_others_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, binary, fine = (tmp_path / name for name in ("broken.ttl", "binary.ttl", "fine.ttl"))
    broken.write_text("\n<s> <p>")
    binary.write_bytes(b"\xff")
    fine.write_text("<s> a <C>.")
    assert main([str(broken), str(binary), str(tmp_path / "none.ttl"), str(fine)]) == 2
    assert fine.read_text() == "<s> a <C> .\n"
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"{broken}:2: this statement does not end"
    assert [line.partition(":")[0] for line in told] == [str(broken), str(binary), str(tmp_path / "none.ttl")]


def test_a_file_that_is_exempt_is_left_alone_when_named(capsys: pytest.CaptureFixture[str]) -> None:
    path = next((format_turtle.ROOT / "tests/engine/validation/invalid").glob("*.ttl"))
    before = path.read_bytes()
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert path.read_bytes() == before
