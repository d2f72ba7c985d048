"""What the command line has besides the verbs: commands of its own, and what the environment tells it."""

from __future__ import annotations

SHELLS = ("bash", "zsh", "fish")

#: How a command or an option that is no verb's is used, with what it does.
BESIDES = {
    "help COMMAND": "what a command takes, as `radkg COMMAND --help`",
    "completion SHELL": f"a script that completes commands and options: {', '.join(SHELLS)}",
    "man": "the manual page: radkg man | man -l -",
    "-V, --version": "the version",
    "-q, --quiet": "say nothing beside the answer, but errors; every command takes it",
}

#: The commands among them; "version" is what some type.
OWN = ("completion", "man", "version", "--version", "-V")

#: Variable of the environment to what it does.
ENVIRONMENT = {
    "COLUMNS": "how many columns a text has, where that is not the width of the terminal",
    "FORCE_COLOR": "colours elsewhere than on a terminal as well",
    "NO_COLOR": "no colours",
    "PAGER": "what shows a long answer on a terminal (less); empty or cat: nothing does",
    "RADKG_CACHE": "the folder for what follows from an ontology, or off",
    "RADKG_DEBUG": "1 shows where a defect happened",
    "RADKG_MEGABYTES": "how much memory a command may take that reads files of others (4096)",
    "RADKG_PAGER": "as PAGER, for radkg alone",
    "TERM": "dumb: no colours, no progress bar, no pager",
}
