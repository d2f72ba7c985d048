"""What a query reaches of a graph: the predicates, and of types the classes, that its patterns can match.

Who holds only the triples of those has the same rows as who holds the whole graph. So the pages of the site answer a question
before all of the graph is there. A query of which this cannot be shown reaches everything: one with a predicate that may be
any, with a path that may have no steps, which matches every node, or with anything else that is not read here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from radkg.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from radkg.questions.catalogue import Question

#: What triples are told apart by: the predicate, and with rdf:type the class behind it.
Key = tuple[str, str]

_TYPE = RDF + "type"
_ANY = ""  # class of a key that stands for all types
_TOKEN = re.compile(
    r"""
    (?P<gap>(?:\s|\#[^\n\r]*)+)
  | (?P<text>'''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"""(?:"{0,2}(?:[^"\\]|\\.))*\"""
           | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
  | <(?P<iri>[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*)>
  | (?P<variable>[?$]\w+)
  | (?P<blank>_:\w+)
  | (?P<name>(?:[A-Za-z][\w-]*)?:(?:[\w:-]|\.(?=[\w:-]))*)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>[A-Za-z]\w*)
  | (?P<sign>\^\^|&&|\|\||!=|<=|>=|[][{}().,;*/|^!=<>+?-])
    """,
    re.VERBOSE | re.DOTALL,
)
_IRI = frozenset(("iri", "name"))


def key_of(triple: ox.Triple) -> Key:
    """Return what a triple is told apart by."""
    predicate = triple.predicate.value
    return predicate, str(triple.object) if predicate == _TYPE else _ANY


def reached(question: Question, keys: frozenset[Key]) -> frozenset[Key] | None:
    """Return the keys that a question reaches, whatever its parameters are; ``None`` where it may reach any.

    Args:
        question: The question.
        keys: Those that there are in the graph.
    """
    found = _reached(question.with_values(dict.fromkeys(question.bindings(), ())))
    if found is None:
        return None
    return frozenset(key for key in keys if key in found or (key[0] == _TYPE and (_TYPE, _ANY) in found))


def _reached(sparql: str) -> frozenset[Key] | None:
    try:
        return frozenset(_Query(sparql).keys)
    except _Unsure:
        return None


class _Unsure(Exception):
    """Something in a query is not read here."""


class _Query:
    """The patterns of a query.

    Args:
        sparql: The query.

    Attributes:
        keys: What its patterns can match.

    Raises:
        _Unsure: They may match anything.
    """

    def __init__(self, sparql: str) -> None:
        self.keys: set[Key] = set()
        self._prefixes = dict(PREFIXES)
        self._tokens = [*_tokens(sparql), ("end", "")]
        self._at = 0
        while self._taken("PREFIX"):
            name = self._take("name").removesuffix(":")
            self._prefixes[name] = self._take("iri")
        if self._taken("ASK"):
            self._taken("WHERE")
            self._group()
        else:
            self._select()
        self._take("end")

    def _unsure(self) -> NoReturn:
        raise _Unsure(self._tokens[self._at])

    @property
    def _kind(self) -> str:
        return self._tokens[self._at][0]

    @property
    def _text(self) -> str:
        return self._tokens[self._at][1]

    def _is(self, text: str) -> bool:
        """Return whether a sign or a keyword is next."""
        return self._kind in ("sign", "word") and self._text.upper() == text

    def _taken(self, *texts: str) -> bool:
        """Go beyond one of some signs or keywords, and return whether it was there."""
        found = any(map(self._is, texts))
        self._at += found
        return found

    def _take(self, *kinds: str) -> str:
        """Go beyond a token of one of some kinds, or a sign, and return what it says."""
        kind, text = self._tokens[self._at]
        if kind not in kinds and (kind != "sign" or text not in kinds):
            self._unsure()
        self._at += 1
        return text

    def _iri(self) -> str:
        """Go beyond an IRI, and return it."""
        if self._kind not in _IRI:
            self._unsure()
        iri = self._expanded(*self._tokens[self._at])
        self._at += 1
        return iri

    def _select(self) -> None:
        if not self._taken("SELECT"):
            self._unsure()
        self._taken("DISTINCT", "REDUCED")
        while not self._is("WHERE") and not self._is("{"):
            if self._is("("):
                self._expression()
            else:
                self._take("variable", "*")
        self._taken("WHERE")
        self._group()
        self._modifiers()

    def _modifiers(self) -> None:
        """Go beyond what orders and counts the rows."""
        while self._kind != "end" and not self._is("}"):
            if self._taken("VALUES"):
                self._values()
            elif self._is("("):
                self._expression()
            elif self._is("{"):
                self._unsure()
            else:
                self._at += 1

    def _expression(self) -> list[tuple[str, str]]:
        """Go beyond an expression in round brackets, and return its tokens; the patterns of EXISTS in it are read."""
        start, depth = self._at, 0
        while True:
            if self._taken("EXISTS"):
                self._group()
                continue
            if self._kind == "end" or self._is("{") or self._is("}"):
                self._unsure()
            depth += self._is("(") - self._is(")")
            self._at += 1
            if depth == 0:
                return self._tokens[start : self._at]

    def _group(self) -> None:
        """Read what stands in curly brackets."""
        self._take("{")
        if self._is("SELECT"):
            self._select()
            self._take("}")
            return
        only: dict[str, set[str]] = {}
        left_open: list[tuple[str, bool]] = []  # variables in the place of a predicate, or of a class
        while not self._taken("}"):
            if self._is("{") or self._taken("OPTIONAL", "MINUS", "UNION"):
                self._group()
            elif self._taken("FILTER"):
                _narrow(only, self._filter())
            elif self._taken("BIND"):
                self._expression()
            elif self._taken("VALUES"):
                _narrow(only, self._values())
            elif not self._taken("."):
                self._triples(left_open)
        # Only in the same group: that a row is left out further out can bring another in, for which an OPTIONAL found nothing.
        for variable, is_class in left_open:
            if variable in only:
                self.keys |= {(_TYPE, f"<{iri}>") if is_class else (iri, _ANY) for iri in only[variable]}
            elif is_class:
                self.keys.add((_TYPE, _ANY))
            else:
                self._unsure()

    def _filter(self) -> dict[str, set[str]]:
        """Go beyond a filter, and return the variables that it holds to some IRIs."""
        if self._is("("):
            return self._held(self._expression()[1:-1])
        self._taken("NOT")
        if self._taken("EXISTS"):
            self._group()
        else:
            self._take("word")
            self._expression()
        return {}

    def _held(self, tokens: list[tuple[str, str]]) -> dict[str, set[str]]:
        """Return the variables that an expression holds to some IRIs: ``?a = iri``, ``?a IN (iri, …)``, some with ``&&``."""
        parts: list[list[tuple[str, str]]] = [[]]
        depth = 0
        for kind, text in tokens:
            depth += (kind == "sign") * ((text == "(") - (text == ")"))
            if kind == "sign" and text == "||" and depth == 0:
                return {}
            if kind == "sign" and text == "&&" and depth == 0:
                parts.append([])
            else:
                parts[-1].append((kind, text))
        found: dict[str, set[str]] = {}
        for part in parts:
            match [(kind, text.upper() if kind == "word" else text) for kind, text in part]:
                case [("variable", variable), ("sign", "="), last] if last[0] in _IRI:
                    listed = part[2:]
                case [("variable", variable), ("word", "IN"), ("sign", "("), *inner, ("sign", ")")] if all(
                    kind in _IRI for kind, _ in inner[::2]
                ) and all(token == ("sign", ",") for token in inner[1::2]):
                    listed = inner[::2]
                case _:
                    continue
            _narrow(found, {variable: {self._expanded(*token) for token in listed}})
        return found

    def _expanded(self, kind: str, text: str) -> str:
        """Return the IRI that a token stands for."""
        if kind == "iri":
            return text
        prefix, _, local = text.partition(":")
        if prefix not in self._prefixes:
            self._unsure()
        return self._prefixes[prefix] + local

    def _values(self) -> dict[str, set[str]]:
        """Go beyond a table of values, and return the variables that it holds to IRIs."""
        several = self._taken("(")
        variables = []
        while self._kind == "variable":
            variables.append(self._take("variable"))
        if several:
            self._take(")")
        self._take("{")
        columns: dict[str, set[str] | None] = {variable: set() for variable in variables}
        while not self._taken("}"):
            if several:
                self._take("(")
            for variable in variables:
                iri = self._value()
                column = columns[variable]
                columns[variable] = None if iri is None or column is None else column | {iri}
            if several:
                self._take(")")
        return {variable: iris for variable, iris in columns.items() if iris is not None}

    def _value(self) -> str | None:
        """Go beyond a value, and return it where it is an IRI."""
        if self._kind in _IRI:
            return self._iri()
        if not self._taken("UNDEF"):
            self._literal()
        return None

    def _literal(self) -> None:
        self._taken("-", "+")
        if self._taken("TRUE", "FALSE"):
            return
        self._take("text", "number")
        if self._kind == "language":
            self._at += 1
        elif self._taken("^^"):
            self._iri()

    def _triples(self, left_open: list[tuple[str, bool]]) -> None:
        """Read the triples of one subject."""
        is_blank = self._is("[")
        self._node(left_open)
        if not (is_blank and (self._is(".") or self._is("}"))):
            self._properties(left_open)

    def _properties(self, left_open: list[tuple[str, bool]]) -> None:
        while True:
            verb: str | None = None
            if self._kind == "variable":
                left_open.append((self._take("variable"), False))
            else:
                verb = self._verb()
            self._object(verb, left_open)
            while self._taken(","):
                self._object(verb, left_open)
            if not self._taken(";"):
                return
            while self._taken(";"):
                pass
            if self._is(".") or self._is("}") or self._is("]"):
                return

    def _object(self, verb: str | None, left_open: list[tuple[str, bool]]) -> None:
        if verb != _TYPE:
            self._node(left_open)
        elif self._kind in _IRI:
            self.keys.add((_TYPE, f"<{self._iri()}>"))
        elif self._kind == "variable":
            left_open.append((self._take("variable"), True))
        else:
            self._unsure()

    def _node(self, left_open: list[tuple[str, bool]]) -> None:
        if self._kind in _IRI:
            self._iri()
        elif self._kind in ("variable", "blank"):
            self._at += 1
        elif self._taken("["):
            if not self._is("]"):
                self._properties(left_open)
            self._take("]")
        else:
            self._literal()

    def _verb(self) -> str | None:
        """Go beyond a path, and return it where it is rdf:type alone; what else it reaches, is put into `keys`."""
        start = self._at
        found: set[str] = set()
        if self._alternatives(found):
            self._unsure()  # it may have no steps, and so matches every node
        if self._at == start + 1 and found == {_TYPE}:
            return _TYPE
        self.keys |= {(iri, _ANY) for iri in found}
        return None

    def _alternatives(self, found: set[str]) -> bool:
        """Go beyond the alternatives of a path, and return whether it may have no steps."""
        may_be_empty = self._steps(found)
        while self._taken("|"):
            may_be_empty |= self._steps(found)
        return may_be_empty

    def _steps(self, found: set[str]) -> bool:
        # a step without an end of its own ends where the next begins, which is a node of one of its triples
        may_be_empty = self._step(found)
        while self._taken("/"):
            may_be_empty &= self._step(found)
        return may_be_empty

    def _step(self, found: set[str]) -> bool:
        self._taken("^")
        may_be_empty = False
        if self._taken("("):
            may_be_empty = self._alternatives(found)
            self._take(")")
        elif self._taken("A"):
            found.add(_TYPE)
        else:
            found.add(self._iri())
        if self._taken("*", "?"):
            return True
        self._taken("+")
        return may_be_empty


def _narrow(only: dict[str, set[str]], further: dict[str, set[str]]) -> None:
    for variable, iris in further.items():
        only[variable] = only[variable] & iris if variable in only else iris


def _tokens(sparql: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each token but blanks and comments."""
    at = 0
    while at < len(sparql):
        token = _TOKEN.match(sparql, at)
        if token is None or token.lastgroup is None:
            raise _Unsure(sparql[at : at + 20])
        at = token.end()
        if token.lastgroup != "gap":
            yield token.lastgroup, token[token.lastgroup]
