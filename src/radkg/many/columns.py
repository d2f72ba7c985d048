"""What a verdict adds to a row: one column each, in files and on Spark alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.model.snapshot import is_damage
from radkg.shown import shown
from radkg.verdict import NOT_UNDERSTOOD, check
from radkg.verdict.wording import describe_answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge
    from radkg.verdict import DecidingFact, Verdict


class AddedColumns(NamedTuple):
    """What a verdict adds to a row.

    Attributes:
        verdict: "supported", "contradicted", "unknown", "disputed" or "not understood".
        because: How the facts decide, or why the row could not be checked.
        facts: IRIs of the facts that decide.
        citations: What these rest on, each source with the place in it once.
        read_as: What the statement was understood to say, as a sentence; empty where it was not understood.
    """

    verdict: str
    because: str
    facts: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    read_as: str = ""


class Checked(NamedTuple):
    """What a worker makes of a statement.

    Attributes:
        columns: What is added to its row.
        text: The verdict for reading; empty where nobody asked for it.
        defect: Whether radkg itself failed on the statement.
    """

    columns: AddedColumns
    text: str = ""
    defect: bool = False


def columns_of(verdict: Verdict, known: Knowledge) -> AddedColumns:
    """Return what a verdict adds to a row."""
    # a sentence that makes several claims has a verdict on each
    claims = verdict.parts or (verdict,)
    facts = {fact.iri: fact for one in (verdict, *claims) for fact in one.facts}
    readings = (describe_answer(claim.reading, known) for claim in claims if claim.reading is not None)
    return AddedColumns(
        verdict.verdict,
        verdict.because,
        tuple(facts),
        tuple(dict.fromkeys(_citations(facts.values()))),
        "; and ".join(dict.fromkeys(readings)),
    )


def not_checked(reason: str) -> AddedColumns:
    """Return what is added to a row that could not be checked."""
    return AddedColumns(NOT_UNDERSTOOD, reason)


def free_names(taken: Iterable[str], names: Iterable[str] = AddedColumns._fields) -> tuple[str, ...]:
    """Return how columns are called beside others: ``radkg_`` stands before a name that another has.

    Args:
        taken: The names of the others; columns of Spark differ by more than capitals.
        names: The names as they should be.
    """
    folded, found = {name.casefold() for name in taken}, list[str]()
    for wanted in names:
        name = wanted
        while name in folded:
            name = f"radkg_{name}"
        found.append(name)
    return tuple(found)


def checked(known: Knowledge, statement: str, *, text: bool = False) -> Checked:
    """Return what becomes of a statement. A defect of radkg's own ends no run: the row says that there was one.

    Args:
        known: The knowledge.
        statement: The statement.
        text: Whether the verdict is to be there for reading as well.

    Raises:
        OSError: The snapshot is damaged; so for RuntimeError.
    """
    try:
        verdict = check(known, statement)
        return Checked(columns_of(verdict, known), str(verdict) if text else "")
    except Exception as error:
        if is_damage(error):
            raise
        columns = not_checked(f"a defect of radkg's own, please report it: {type(error).__name__}: {error}")
        return Checked(columns, text_of_row(statement, columns) if text else "", defect=True)


def text_of_row(statement: str, columns: AddedColumns) -> str:
    """Return for reading what becomes of a row that could not be checked."""
    return f"{columns.verdict.upper()}  {shown(' '.join(statement.split()))}\n  {shown(columns.because)}"


def _citations(facts: Iterable[DecidingFact]) -> Iterable[str]:
    for fact in facts:
        for evidence in fact.evidence:
            yield evidence.citation + (f", {evidence.section}" if evidence.section else "")
