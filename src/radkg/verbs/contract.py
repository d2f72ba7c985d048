"""What a verb is, what it takes, and what it answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from radkg.resources import help_text
from radkg.styles import Paint, plain

if TYPE_CHECKING:
    from radkg.graph import KnowledgeGraph


class Progress(Protocol):
    """Is told how far something is."""

    def __call__(self, done: int, of: int, count: int = 0, /) -> None:
        """Say how far it is.

        Args:
            done: How much is done, in bytes or the like.
            of: How much there is; 0 where that is not known.
            count: How many things that makes, where they are counted.
        """


class Result(Protocol):
    """What every verb answers with."""

    @property
    def exit_code(self) -> int:
        """The exit code of the command; one of the verb's `Verb.exits`."""

    def to_dict(self) -> Any:
        """Return the answer as plain values, as JSON gives it: a dictionary, or a list of them where things are listed."""

    def text(self, width: int = ..., paint: Paint = plain) -> str:
        """Return the answer for reading, without the last line's end; empty where there is nothing to read.

        Args:
            width: Columns of the page.
            paint: Puts words into styles.
        """

    def html(self) -> str:
        """Return the answer as HTML that can stand in a notebook or a page; what others wrote is escaped."""


class Parameter(NamedTuple):
    """A parameter of a verb.

    Attributes:
        name: Its name, in JSON and in messages.
        kind: One of `KINDS`.
        about: What it is, in words.
        default: Its value where none is given; nothing for one that is repeatable.
        example: A value to try. None names a disease, a finding or a drug: those stand in the examples of `Verb.examples`.
        choices: The values that there are, where they are few.
        placeholder: What stands for its value in the help.
        positional: Whether it is given without its name.
        required: Whether it must be given; of rivals, whether one of them must.
        repeatable: Whether it may be given more than once.
        commas: Whether several values may stand in one, with commas between them.
        option: Its option on the command line, where that is not made from the name.
        short: Its short option.
        python: Its name in Python, where that is another; empty where Python has none, as for a flag that `method` stands for.
        method: The method of `KnowledgeGraph` that does what the flag asks for.
        to: Who takes it: the "call", "load" (`radkg.load`), the "text" of the answer, or the "face", which writes the answer.
        rivals: Parameters with the same word here exclude each other.
        of: The flag or parameter without which it means nothing; the method of that takes it.
        minimum: The least number; of a number of seconds, what it must be above.
        maximum: The greatest number.
        remote: How a face takes it that others ask, over a network or from a program: "value" as it is; "content", the text of
            a file in the place of its path; "question", a question's name and nothing else; "never", not at all. What is for
            `radkg.load` it never takes: the graph is open already.
    """

    name: str
    kind: str
    about: str
    default: Any = None
    example: str = ""
    choices: tuple[str, ...] = ()
    placeholder: str = ""
    positional: bool = False
    required: bool = False
    repeatable: bool = False
    commas: bool = False
    option: str = ""
    short: str = ""
    python: str | None = None
    method: str = ""
    to: str = "call"
    rivals: str = ""
    of: str = ""
    minimum: float | None = None
    maximum: float | None = None
    remote: str = "value"

    @property
    def keyword(self) -> str:
        """The keyword by which it is handed on."""
        return self.python or self.name

    @property
    def flag(self) -> str:
        """Its option on the command line; empty where it is given without its name."""
        return "" if self.positional else self.option or "--" + self.name.replace("_", "-")

    @property
    def word(self) -> str:
        """What stands for its value in the help, where that does not list its choices."""
        return self.placeholder or self.name.upper()


#: Kinds of parameter, each with what it is; ``flag`` and ``switch`` are true or false, the latter with a default of either.
KINDS = {
    "text": "text",
    "words": "text; on the command line it need not stand in quotation marks",
    "file": "path of a file",
    "folder": "path of a folder",
    "url": "address",
    "values": "names with a value each",
    "integer": "whole number",
    "years": "completed years",
    "number": "number",
    "seconds": "number of seconds",
    "flag": "true or false",
    "switch": "true or false",
}


class Face(NamedTuple):
    """What a face offers a verb that runs.

    Attributes:
        progress: Called with what is being done; gives, for as long as that lasts, what is called with how much is done, and of
            how much, or ``None`` where nobody looks.
        remark: Called with what a user should know while it goes on.
        notice: Called with what is being done, where it takes a while.
        read: Called with a number of bytes; returns as much of standard input.
        form: The form that the answer will be written in; empty where that is not known.
        lift: Called when all that others wrote has been read, by what then may take as long as it takes.
        graph: The graph that is asked, where a face that others ask keeps one open; else each call loads its own.
        ask: Shows a question and returns the answer; ``None`` where nobody is there to answer.
    """

    progress: Callable[[str], AbstractContextManager[Progress | None]] = lambda what: nullcontext(None)
    remark: Callable[[str], None] = lambda text: None
    notice: Callable[[str], None] = lambda text: None
    read: Callable[[int], bytes] = lambda size: b""
    form: str = ""
    lift: Callable[[], None] = lambda: None
    graph: KnowledgeGraph | None = None
    ask: Callable[[str], str] | None = None


class Verb(NamedTuple):
    """Something that radkg can be asked.

    Attributes:
        name: Its name; one with a space is an action of one of `GROUPS`.
        summary: What it does, in a line.
        description: What it does, in a sentence.
        parameters: Its parameters, in the order of the help.
        call: Does it: takes a `Face`, and by keyword the parameters that are for the call or for `radkg.load`.
        results: The class of its answer, as ``module:Class``, by the flag that asks for it; "" where no such flag is given.
        exits: Exit code to what it means.
        methods: The methods of `KnowledgeGraph` that do the same.
        writers: Forms, each with the method of the answer that writes it, whole or piece by piece. Where the answer has no
            such method, it is written as text or JSON.
        remark: Returns what is to be said beside an answer in a form, on standard error; empty where nothing is.
        wraps: How the width of the text is found: "" where it does not matter; "lines" for text that is read, and "table" for
            tables, which have that of the terminal or of COLUMNS, and elsewhere 100 and 120 columns; "sentences" for text
            whose lines are whole where neither says how wide they are. A long text of these is paged on a terminal.
        remote: Whether faces offer it that others ask: it changes nothing that stays.
    """

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    call: Callable[..., Result]
    results: Mapping[str, str]
    exits: Mapping[int, str]
    methods: tuple[str, ...]
    writers: Mapping[str, str] = {}
    remark: Callable[[Any, str], str] = lambda result, form: ""
    wraps: str = ""
    remote: bool = False

    @property
    def command(self) -> str:
        """The word that the command line knows it by."""
        return self.name.partition(" ")[0]

    def examples(self) -> list[str]:
        """Return the commands that its help shows, each without ``radkg`` and without what is said beside it."""
        start = f"  radkg {self.name} "
        lines = [line.removeprefix("  radkg ") for line in help_text(self.command).splitlines() if f"{line} ".startswith(start)]
        return [line.partition("  ")[0].partition(" > ")[0] for line in lines]


class Group(NamedTuple):
    """A command with actions, each of which is a verb."""

    name: str
    summary: str
    description: str
