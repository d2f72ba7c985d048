"""What is asked of the graph, answered as plain values that can be sent from one process to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from radkg.mcp import resources, tools

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.graph import KnowledgeGraph

#: What may be asked for.
KINDS = ("tool", "resource", "names")


def answer(graph: KnowledgeGraph, task: Mapping[str, Any]) -> Any:
    """Return the answer of a tool, media type and text of a resource, or names that complete what has been typed.

    Args:
        graph: The graph.
        task: ``what`` is asked, one of `KINDS`; the ``name`` of the tool, the address of the resource or that of a template or
            prompt; and what is ``given`` to it.

    Raises:
        RadkgError: It cannot be answered; the message says what to do.
    """
    what, name, given = task["what"], task["name"], task["given"]
    if what == "tool":
        return tools.answer(tools.tools_of(graph.ontology)[name], graph, given)
    if what == "resource":
        return resources.read(graph, name)
    return resources.names(graph, given["argument"], given["typed"])
