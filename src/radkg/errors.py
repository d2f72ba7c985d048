"""What can go wrong through no fault of radkg's own. Each error says what is wrong, where, and what to do."""

from __future__ import annotations

from radkg.shown import shown


class RadkgError(Exception):
    """Base of every error that a user's input can cause; the command line prints it in one line and exits with 2."""

    def __str__(self) -> str:
        """Return what is wrong in one line: the names and words in it may be anybody's."""
        return shown(super().__str__())


class UnreadableFile(RadkgError):
    """A file that is missing, too large, of an unknown format or not well formed.

    Args:
        path: The file as the user named it.
        reason: What is wrong with it.
        line: The line it was found on, counted from 1, where known.
        remedy: What to do about it.
    """

    def __init__(self, path: str, reason: str, *, line: int | None = None, remedy: str = "") -> None:
        self.path, self.reason, self.line, self.remedy = path, reason, line, remedy
        where = path if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {reason}" + (f"; {remedy}" if remedy else ""))


class MissingPackage(RadkgError):
    """A package that only some uses need is not installed.

    Args:
        what: What needs it.
        extra: The extra of radkg that installs it.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a package more; `pip install 'radkg[{extra}]'` installs it")


class InvalidOption(RadkgError):
    """An option that does not go with the others, or a value that it does not have."""


class UnknownTerm(RadkgError):
    """A name that no term, or nothing of another kind, carries; ``nearest`` are the names that come closest."""

    def __init__(self, name: str, nearest: tuple[str, ...] = (), *, kind: str = "term") -> None:
        self.name, self.nearest = name, nearest
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"no {kind} is called {name!r}{hint}")


class InvalidQuery(RadkgError):
    """A query that is unknown, not well formed, refused, or called with wrong parameters."""


class RefusedQuery(InvalidQuery):
    """A query that would reach outside or change something."""


class InvalidFacts(RadkgError):
    """Facts of a user's own that do not conform; ``radkg validate`` says how."""


class UnknownCriteria(RadkgError):
    """A name that no classification criteria carry; ``labels`` are those that there are."""

    def __init__(self, name: str, labels: tuple[str, ...] = ()) -> None:
        self.name, self.labels = name, labels
        super().__init__(f"no classification criteria are called {name!r}; there are: {', '.join(labels) or 'none'}")


class InvalidFindings(RadkgError):
    """Findings of a patient that are none, that contradict each other, or an age that nobody has."""


def no_truth(answer: object, instead: str) -> TypeError:
    """Return the error of an answer that is taken for true or false, such as by ``if answer:``, and is neither.

    Args:
        answer: The answer.
        instead: What to ask for, as Python.
    """
    return TypeError(f"a {type(answer).__name__} is neither true nor false; write {instead}")
