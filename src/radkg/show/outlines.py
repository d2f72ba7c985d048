"""Maps of parts: the files with the outlines that facts colour; they are in ontology/pictures/maps/.

A file is a drawing as any program for drawings writes it. Only its paths are taken from it, each checked, as an ontology may be
anybody's.
"""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import NamedTuple

from radkg.errors import UnreadableFile

_LARGEST = 256 * 1024  # bytes
_FILE_NAME = re.compile(r"[a-z0-9-]+\.svg")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE.,+\-\s]+")
_LABEL = re.compile(r"(\d+(?:\.\d+)?) (\d+(?:\.\d+)?)(?: (left|right))?")
PART, BESIDE, AROUND = "part", "beside", "outline"
_CLASSES = (PART, BESIDE, AROUND)
_SVG = "{http://www.w3.org/2000/svg}"
_SIDES = ("top", "bottom", "left", "right")
EXTENT = 200.0  # of a map, in both directions


class Outline(NamedTuple):
    """The outline of one thing on a map.

    Attributes:
        kind: `PART`, `BESIDE` the parts and never coloured, or `AROUND` the whole.
        term: IRI of the part; empty where the graph has no term for it.
        name: What it is called where it has no term.
        path: The outline, as SVG has it.
        label: Where the line from its name ends, and on which side the name stands: "left" or "right", or "" for a name that
            stands at that place itself; ``None`` where it is not named.
    """

    kind: str
    term: str
    name: str
    path: str
    label: tuple[float, float, str] | None


class Outlines(NamedTuple):
    """All outlines of a map.

    Attributes:
        outlines: The outlines, from below to above.
        sides: What is at its top, bottom, left and right, in words.
    """

    outlines: tuple[Outline, ...]
    sides: dict[str, str]


def read_outlines(folder: str, file: str) -> Outlines:
    """Return the outlines of a map.

    Args:
        folder: The folder of the maps.
        file: The name of the file in it.

    Raises:
        UnreadableFile: There is no such file, or it is no map.
    """
    path = os.path.join(folder, file)
    if not _FILE_NAME.fullmatch(file):
        raise UnreadableFile(
            file[:80], "is no name of a map", remedy="name it with small letters, digits and hyphens, and .svg"
        )
    try:
        if os.path.getsize(path) > _LARGEST:
            raise UnreadableFile(path, f"a map of more than {_LARGEST // 1024} KB", remedy="draw it with fewer points")
        with open(path, "rb") as stream:
            text = stream.read()
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower(), remedy="put the map's file there") from None
    return _parsed(path, text)


@lru_cache(maxsize=16)
def _parsed(path: str, text: bytes) -> Outlines:
    if b"<!" in re.sub(rb"<!--.*?-->", b"", text, flags=re.DOTALL):
        raise UnreadableFile(path, "has a document type, which maps have not", remedy="save it as plain SVG")
    try:
        root = ET.fromstring(text)  # without a document type there are no entities
    except ET.ParseError as error:
        raise UnreadableFile(path, f"not well formed: {error}", line=error.position[0], remedy="save it as plain SVG") from None
    if root.get("viewBox") != f"0 0 {EXTENT:g} {EXTENT:g}":
        raise UnreadableFile(path, "is of another size", remedy=f'give it viewBox="0 0 {EXTENT:g} {EXTENT:g}"')
    found = tuple(_outline(path, element) for element in root.iter(_SVG + "path"))
    terms = [outline.term for outline in found if outline.term]
    if twice := next((term for term in terms if terms.count(term) > 1), ""):
        raise UnreadableFile(path, f"has two outlines of {twice}", remedy="draw both in one path")
    return Outlines(found, {side: root.get(f"data-{side}", "") for side in _SIDES})


def _outline(path: str, element: ET.Element) -> Outline:
    term, name, drawn = element.get("data-term", ""), element.get("data-name", ""), element.get("d", "")
    where = term or name or "a path"
    kind = element.get("class", "")
    if kind not in _CLASSES:
        raise UnreadableFile(path, f"{where} has no class of {', '.join(_CLASSES)}", remedy="give it one")
    if not _PATH.fullmatch(drawn):
        raise UnreadableFile(path, f"{where} has no outline", remedy="give it one as d of the path")
    label = _LABEL.fullmatch(element.get("data-label", ""))
    if (term or element.get("data-label")) and not label:
        remedy = 'give it one in data-label, as "40 120", with left or right behind it where that is not clear'
        raise UnreadableFile(path, f"{where} has no place for its name", remedy=remedy)
    if not label:
        return Outline(kind, term, name, drawn, None)
    x, y, side = float(label[1]), float(label[2]), label[3] or ""
    if kind == PART and not side:
        side = "left" if x < EXTENT / 2 else "right"
    return Outline(kind, term, name, drawn, (x, y, side))
