"""The metadata of a mapping set: YAML, as a comment above the table or in a file beside it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from radkg import resources
from radkg.errors import MissingPackage, UnreadableFile
from radkg.mappings.slots import SEVERAL, joined, parted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 2**20  # bytes
_PREFIXES = "curie_map"
_LINE = re.compile(r"(\w+): (?:\"([^\"\\]*)\"|([A-Za-z0-9][\w./:?=%+~()-]*(?: [\w.,/()+-]+)*))\Z", re.ASCII)
_PREFIX = re.compile(r"  ([\w.-]+): (?:\"([^\s\"\\]+)\"|([^\s\"'#&*!|>{}\[\],][^\s\"]*(?<!:)))\Z")
_BESIDE = (".sssom.yml", ".sssom.yaml", ".yml", ".yaml", "_metadata.yml", ".metadata.yml", "-meta.yml", ".meta.yml")


class SetHeader(NamedTuple):
    """What a set says of itself.

    Attributes:
        metadata: Slot to value; several values as a cell has them, and what is no text as JSON.
        prefixes: Prefix to namespace.
    """

    metadata: dict[str, str]
    prefixes: dict[str, str]

    def over(self, other: SetHeader) -> SetHeader:
        """Return this header with what only the other one says."""
        return SetHeader(other.metadata | self.metadata, other.prefixes | self.prefixes)


def read_lines(lines: Sequence[str], path: str, first: int = 1) -> SetHeader:
    """Return the metadata in the lines above a table, which begin with ``#``.

    Args:
        lines: The lines, without their ends.
        path: The file, to be named in errors.
        first: The number of the first line.

    Raises:
        UnreadableFile: They are no YAML, or no slots and values.
        MissingPackage: They are more than plain YAML, and PyYAML is not installed.
    """
    return _plain([line.removeprefix("#") for line in lines]) or _read_yaml(
        "\n".join(line.removeprefix("#") for line in lines), path, first
    )


def read_beside(path: str) -> SetHeader | None:
    """Return the metadata in a file beside a table: ``a.sssom.yml`` beside ``a.sssom.tsv``; ``None`` where there is none.

    Raises:
        UnreadableFile: See `read_lines`.
        MissingPackage: See `read_lines`.
    """
    stem = os.path.splitext(path)[0]
    stem = stem.removesuffix(".sssom")
    for beside in (stem + suffix for suffix in _BESIDE):
        if os.path.isfile(beside):
            try:
                text = resources.read_text(beside)
            except (OSError, UnicodeDecodeError):
                raise UnreadableFile(beside, "not to be read as UTF-8") from None
            return _read_yaml(text.removeprefix("\ufeff"), beside, 1)
    return None


def from_values(values: Mapping[str, Any], path: str) -> SetHeader:
    """Return the metadata in a mapping of slots to values, as JSON and YAML give it.

    Raises:
        UnreadableFile: The prefixes are none.
    """
    prefixes = values.get(_PREFIXES) or {}
    if not isinstance(prefixes, dict) or not all(isinstance(iri, str) for iri in prefixes.values()):
        raise UnreadableFile(path, "its curie_map is no list of prefixes and namespaces", remedy="write “prefix: namespace”")
    metadata = {str(slot): text for slot, value in values.items() if slot != _PREFIXES and (text := text_of(value))}
    return SetHeader(metadata, {str(prefix): iri for prefix, iri in prefixes.items()})


def text_of(value: object) -> str:
    """Return a value as a cell has it: several values with "|" between them, and what is no text as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return joined([one for one in value if one])
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)


def write(header: SetHeader) -> list[str]:
    """Return the lines of a set's metadata, above its table."""
    lines = []
    for slot, value in header.metadata.items():
        several = parted(value) if slot in SEVERAL else []
        if len(several) > 1:
            lines += [f"#{slot}:", *(f"#  - {_quoted(one)}" for one in several)]
        else:
            lines.append(f"#{slot}: {value if slot == 'extension_definitions' else _quoted(value)}")
    prefixes = [f"#  {prefix}: {_namespace(iri)}" for prefix, iri in sorted(header.prefixes.items())]
    return [*lines, f"#{_PREFIXES}:", *prefixes] if prefixes else lines


def _namespace(iri: str) -> str:
    """Return a namespace in quotation marks where YAML would take it for a slot."""
    return json.dumps(iri) if iri.endswith(":") else iri


def _quoted(value: str) -> str:
    """Return a value in quotation marks where YAML would not read it as text: a date, or a value with a colon."""
    plain = re.fullmatch(r"https?://[\w./?=%+~()-]+", value, re.ASCII) or (value.isascii() and value.replace(" ", "").isalpha())
    words = value.casefold() not in ("", "true", "false", "yes", "no", "on", "off", "null", "y", "n")
    return value if plain and words else json.dumps(value, ensure_ascii=False)


def _plain(lines: Sequence[str]) -> SetHeader | None:
    """Return metadata as radkg writes it; ``None`` where it is written otherwise, which PyYAML reads."""
    header, of_prefixes = SetHeader({}, {}), False
    for line in lines:
        if of_prefixes and (found := _PREFIX.match(line)):
            header.prefixes[found[1]] = found[2] or found[3]
        elif found := _LINE.match(line):
            of_prefixes = False
            header.metadata[found[1]] = found[3] if found[2] is None else found[2]
        elif line == f"{_PREFIXES}:":
            of_prefixes = True
        else:
            return None
    return header


def _read_yaml(text: str, path: str, first: int) -> SetHeader:
    try:
        import yaml
    except ImportError:
        raise MissingPackage("reading the metadata of a mapping set", "mappings") from None
    if len(text) > LONGEST:
        raise UnreadableFile(path, "metadata of more than 1 MB", remedy="shorten them")

    class Loader(yaml.BaseLoader):  # leaves all values as the texts that they are
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("a value that refers to another one")
            return super().compose_node(parent, index)

    try:
        values = yaml.load(text, Loader) or {}  # a BaseLoader makes texts, lists and mappings alone
    except yaml.YAMLError as error:
        _not_yaml(error, path, first)
    except (RecursionError, ValueError):
        raise UnreadableFile(path, "metadata that are no YAML", line=first) from None
    if not isinstance(values, dict):
        raise UnreadableFile(path, "metadata that are no list of slots and values", line=first, remedy="write “slot: value”")
    return from_values(values, path)


def _not_yaml(error: Exception, path: str, first: int) -> NoReturn:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    line = first + mark.line if mark else first
    raise UnreadableFile(path, f"metadata that are no YAML: {problem}", line=line, remedy="write “slot: value”") from None
