"""The floors of the house: an import goes down, at run time, inside functions and for type checkers alike."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import draw_floors

PACKAGE = Path(__file__).parents[2] / "src" / "radkg"

#: The rooms, from the ground up. A room imports from itself and from rooms that stand before it.
ROOMS = draw_floors.rooms()


def module_of(path: Path) -> str:
    """Return the name of a module below radkg: ``rdf.reading``; that of the package itself is empty."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


def imported(source: str, package: str, modules: Mapping[str, object]) -> Iterator[str]:
    """Yield the modules of radkg that ``source``, a module in ``package``, imports anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                origin = ".".join(["radkg", *filter(None, above), *([node.module] if node.module else [])])
            else:
                origin = node.module or ""
            names = [f"{origin}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("radkg.") or name == "radkg":
                parts = name.split(".")[1:]
                while parts and ".".join(parts) not in modules:
                    parts.pop()  # the last part is a name within the module
                yield ".".join(parts)


def room_of(module: str) -> str:
    """Return the room that a module is in: the longest of `ROOMS` that it begins with."""
    fitting = [room for room in ROOMS if module == room or module.startswith(room + ".")]
    return max(fitting, key=len, default="")


def upward(edges: Mapping[str, set[str]]) -> list[str]:
    """Return the imports between modules that go up, or lead to a room that is in no floor."""
    places = {room: place for place, room in enumerate(ROOMS)}
    return sorted(
        f"{module} -> {other}"
        for module, others in edges.items()
        for other in others
        if other and places[room_of(other)] > places[room_of(module)]
    )


MODULES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
PACKAGES = {module: module if path.name == "__init__.py" else module.rpartition(".")[0] for module, path in MODULES.items()}


@cache
def edges() -> dict[str, set[str]]:
    """Return the modules of radkg that each of its modules imports; the package itself may import any, and is none of them."""
    return {
        module: set(imported(path.read_text(encoding="utf-8"), PACKAGES[module], MODULES)) - {module}
        for module, path in MODULES.items()
        if module
    }


def test_every_module_is_in_a_room() -> None:
    assert [module for module in MODULES if module and not room_of(module)] == []
    assert [room for room in ROOMS if not any(room_of(module) == room for module in MODULES)] == []


def test_an_import_goes_down() -> None:
    assert upward(edges()) == []


def test_no_modules_import_each_other() -> None:
    """Not only rooms: no circle of modules either, wherever the imports stand."""
    try:
        TopologicalSorter(edges()).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


@pytest.mark.parametrize(
    "source",
    [
        "from radkg.graph import load",
        "import radkg.graph",
        "from radkg import graph",
        "from .. import graph",
        "from ..graph import load",
        "def f():\n    from radkg.graph import load",
        "if TYPE_CHECKING:\n    from radkg.graph import KnowledgeGraph",
    ],
)
def test_an_import_that_goes_up_is_found(source: str) -> None:
    assert upward({"model.ontology": set(imported(source, "model", MODULES))}) == ["model.ontology -> graph"]


def test_a_class_name_has_one_meaning() -> None:
    homes: dict[str, list[str]] = {}
    for module, path in MODULES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def test_the_picture_of_the_floors_is_up_to_date() -> None:
    assert draw_floors.PICTURE.read_text(encoding="utf-8") == draw_floors.picture()
