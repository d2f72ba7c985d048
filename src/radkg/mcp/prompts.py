"""Prompts: what a person asks a model to do with the tools. What the person gives is put between marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.errors import InvalidOption
from radkg.mcp.marked import between_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 200_000  # characters of an argument
_HOW = """\
Report each claim with its verdict, the facts that decide it, and their citations with the IRIs of the facts.
Say "unknown" where radkg knows nothing: that is no verdict against the claim. Where sources disagree, give both sides.
State nothing of your own as if radkg had said it."""


class Prompt(NamedTuple):
    """A prompt.

    Attributes:
        title: What people see.
        about: What it is for.
        arguments: What it takes, by name, with what that is.
        template: The text, with the name of each argument in braces.
    """

    title: str
    about: str
    arguments: Mapping[str, str]
    template: str

    def text(self, given: Mapping[str, str]) -> str:
        """Return the text with what is given between marks.

        Raises:
            InvalidOption: An argument is missing, empty, too long, or there is none of its name.
        """
        takes = f"it takes: {', '.join(self.arguments)}"
        for name in given:
            if name not in self.arguments:
                raise InvalidOption(f"the prompt has no argument {name[:80]!r}; {takes}")
        for name in self.arguments:
            if not given.get(name, "").strip():
                raise InvalidOption(f"the prompt needs {name}; {takes}")
            if len(given[name]) > _LONGEST:
                raise InvalidOption(f"{name} is longer than {_LONGEST} characters; give a part of it")
        return self.template.format_map({name: between_marks(given[name], name) for name in self.arguments})


#: Every prompt by its name.
PROMPTS = {
    "check_report": Prompt(
        "Check a report against radkg",
        "Fact-check what a radiology report, an abstract or an answer claims in general, claim by claim, with sources.",
        {"report": "the text to be checked"},
        "Check the text below with the tool check_text, whole. Put each general claim about a disease or a finding\n"
        "that it leaves unchecked, as a plain sentence, to the tool check. Findings of the patient are not to be checked.\n"
        f"{_HOW}\n\n{{report}}",
    ),
    "check_claim": Prompt(
        "Check a claim against radkg",
        "Get the verdict on one claim, with the facts on both sides and what they rest on.",
        {"claim": "one sentence"},
        "Check the claim below with the tool check. If it is not understood, put it in plainer words that mean\n"
        "the same, and say so.\n"
        f"{_HOW}\n\n{{claim}}",
    ),
    "compare_diseases": Prompt(
        "Tell two diseases apart",
        "What tells two diseases apart on images and otherwise, and what they share, each with its source.",
        {"disease": "the one disease", "other": "the other disease"},
        "Compare the two diseases below with the tool compare: what tells them apart, what both show, and what is\n"
        "known of one only, which may be a gap in what is known; say so.\n"
        f"{_HOW}\n\n{{disease}}\n\n{{other}}",
    ),
}
