"""The registry of verbs: what radkg can be asked, with which parameters, what it answers, and with which exit code.

Every face is made from here: the command line makes its options from the parameters, docs/api/ has their JSON Schema, and the
methods of `radkg.graph.KnowledgeGraph` are held to them by a test. A face that writes a parameter list again is a fault.

Importing this package imports next to nothing: what a verb needs, its call imports.
"""

from radkg.verbs.contract import KINDS, Face, Group, Parameter, Progress, Result, Verb
from radkg.verbs.registry import COMMANDS, COMMON, GROUPS, ONTOLOGY, VERBS, WITH

__all__ = [
    "COMMANDS",
    "COMMON",
    "GROUPS",
    "KINDS",
    "ONTOLOGY",
    "VERBS",
    "WITH",
    "Face",
    "Group",
    "Parameter",
    "Progress",
    "Result",
    "Verb",
]
