"""Snapshots: the knowledge of an ontology, computed once and opened from disk in milliseconds.

A snapshot is a folder with an embedded store, in which everything that follows is derived, with the words that sentences are
read with, and with the facts by term. Its name is a digest of its ingredients: the ontology's files, the mappings, the derive
queries, the engine and radkg's code. So a snapshot is never stale: after a change of an ingredient, none has the new name.
The name is remembered by the state of the ingredients on disk, so that they need not be read each time.

A wheel carries the snapshot of radkg's own ontology. Others are made at first use, in the user's cache folder. Where that
folder cannot be used, the knowledge is computed anew each time, with the same answers.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.model.knowledge import Knowledge
from radkg.model.lines import DamagedLines, SortedLines, write_lines
from radkg.model.ontology import Ontology
from radkg.model.words import WordIndex, write_words
from radkg.rdf.whole import waiting_folder, write_file
from radkg.rdf.writing import dumped_whole

if TYPE_CHECKING:
    from hashlib import blake2b as Blake

#: The folder that snapshots are kept in; ``off`` for none.
VARIABLE = "RADKG_CACHE"

_STORE, _FILES, _WORDS, _FACTS = "store", "files", "words", "facts"
_SNAPSHOT, _ONTOLOGY, _MAPPINGS = "snapshot", "ontology", "mappings"  # folders of what is packed
_QUERIES, _COMPETENCY = "queries", "competency"
_SIZE = 16  # bytes of a digest
_FORM = b"2"  # raised when the form of a snapshot changes
_CODE = ("model", "mappings", "namespaces.py", os.path.join("rdf", "reading.py"))  # the code that computes a snapshot
_ABANDONED = 3600  # seconds
_KEPT = 8  # snapshots; each change of a file makes another
_REMEMBERED = ".key"  # suffix of the file with a remembered name
_NOTED = ".note"  # suffix of a file with what was computed of an ontology
_SETTLED = 2 * 10**9  # nanoseconds: a later change of the file has another time, on any file system
_NOT_NEEDED = ("LOG", "LOCK", "OPTIONS", "IDENTITY")  # files of the engine that a reader does not need


def key_of(ontology: Ontology) -> str:
    """Return the name of the ontology's snapshot: a digest of its ingredients, in hexadecimal.

    Raises:
        OSError: A file cannot be read.
    """
    return _digest_of_content(_ingredients(ontology))


def remembered_key_of(ontology: Ontology) -> str:
    """Return what `key_of` returns, without reading the ingredients where none has changed since the last call.

    The state of a file on disk shows whether it has changed, as in git's index: size, inode, time of modification and time of
    change. The time of change cannot be set by a program. No name is remembered where a file has changed in the last two
    seconds: the file might change again within the same tick of a coarse clock.

    Raises:
        OSError: A file cannot be read.
    """
    ingredients, folder = _ingredients(ontology), cache_folder()
    state = _digest_of_state(ingredients) if folder else ""
    if not state:
        return _digest_of_content(ingredients)
    path = os.path.join(folder, state + _REMEMBERED)
    with suppress(OSError):
        if _is_safe(folder) and len(remembered := resources.read_bytes(path)) == 2 * _SIZE:
            return remembered.decode("ascii", "replace")
    key = _digest_of_content(ingredients)
    if _digest_of_state(ingredients) == state:  # no file has changed while the files were read
        with suppress(OSError):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            if _is_safe(folder):
                write_file(path, key.encode())
                _remove_forgotten(folder)
    return key


def _new_digest() -> Blake:
    try:
        from _blake2 import blake2b  # hashlib has the same function, but loads OpenSSL for other digests first
    except ImportError:
        from hashlib import blake2b

    return blake2b(_FORM + f"pyoxigraph {ox.__version__}".encode(), digest_size=_SIZE)


def _digest_of_content(ingredients: list[tuple[str, str]]) -> str:
    digest = _new_digest()
    for name, path in ingredients:
        data = resources.read_bytes(path)
        digest.update(f"\n{name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _digest_of_state(ingredients: list[tuple[str, str]]) -> str:
    """Return a digest of the state of the ingredients on disk; empty where the state does not show every change."""
    if os.name != "posix":  # Windows has no time of change
        return ""
    import time

    digest, settled = _new_digest(), time.time_ns() - _SETTLED
    digest.update(os.getcwd().encode())  # the paths may be relative
    for name, path in ingredients:
        stat = os.stat(path)
        changed = stat.st_ctime_ns
        if changed > settled or changed % 10**9 == 0:  # whole seconds: set by the program that made an image of a disk
            return ""
        digest.update(f"\n{name} {path} {stat.st_size} {stat.st_mtime_ns} {changed} {stat.st_ino} {stat.st_dev}".encode())
    return digest.hexdigest()


def _ingredients(ontology: Ontology) -> list[tuple[str, str]]:
    """Return the ingredients of a snapshot: name and path of each file; the name is the same in every installation."""
    code = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    modules = [path for part in _CODE for path in _modules(os.path.join(code, part))]
    mappings = resources.files_under(ontology.path("mappings"), ".tsv")
    queries = ontology.query_files("derive")
    return [
        *((path.removeprefix(ontology.root).lstrip(os.sep), path) for path in (*ontology.files(), *mappings)),
        *((f"derive/{os.path.basename(path)}", path) for path in queries),
        *((f"code/{path.removeprefix(code).lstrip(os.sep)}", path) for path in modules),
    ]


def _modules(path: str) -> list[str]:
    if os.path.isdir(path):
        return [os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith(".py")]
    return [path] if os.path.isfile(path) else []


def open_snapshot(ontology: Ontology, key: str) -> Knowledge | None:
    """Return the knowledge in a snapshot; ``None`` where there is no snapshot that can be read.

    Args:
        ontology: The ontology.
        key: The name of its snapshot; see `key_of`.
    """
    carried, cache = resources.snapshots_folder(), cache_folder()
    for folder in (carried, cache):
        path = os.path.join(folder, key) if folder else ""
        if path and os.path.isdir(path):
            with suppress(OSError, RuntimeError, ValueError, DamagedLines):
                if not _is_as_written(path, times=folder == cache) or (folder == cache and not _is_safe(folder)):
                    continue
                known = _opened(path, ontology)
                with suppress(OSError):  # the time of use cannot be noted in a read-only folder
                    os.utime(path)
                return known
    return None


def _opened(path: str, ontology: Ontology) -> Knowledge:
    words, facts = WordIndex(os.path.join(path, _WORDS)), SortedLines(os.path.join(path, _FACTS))
    return Knowledge(ox.Store.read_only(os.path.join(path, _STORE)), ontology, words, facts)


def packed(known: Knowledge) -> bytes:
    """Return all that verdicts are made of, for another machine: a snapshot, the mappings, and the questions they point to."""
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="radkg-") as folder:
        whole = os.path.join(folder, "whole")
        os.mkdir(whole)
        make(known, os.path.join(whole, _SNAPSHOT))
        mappings = known.ontology.path(_MAPPINGS)
        if os.path.isdir(mappings):
            shutil.copytree(mappings, os.path.join(whole, _ONTOLOGY, _MAPPINGS))
        competency = os.path.join(whole, _QUERIES, _COMPETENCY)
        os.makedirs(competency)
        for path in known.ontology.query_files(_COMPETENCY):
            shutil.copy(path, competency)
        with open(shutil.make_archive(os.path.join(folder, "packed"), "zip", whole), "rb") as archive:
            return archive.read()


def unpacked(data: bytes, folder: str) -> Knowledge:
    """Return the knowledge that has been `packed`.

    Args:
        data: What `packed` returned. It is trusted: whoever makes it decides what radkg answers.
        folder: Where to unpack it; where it has been already, it is opened.

    Raises:
        OSError: It cannot be unpacked.
    """
    import io
    import zipfile

    if not os.path.isdir(folder):
        with waiting_folder(os.path.dirname(folder)) as waiting:
            made = os.path.join(waiting, os.path.basename(folder))
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                archive.extractall(made)
            try:
                os.rename(made, folder)
            except OSError:  # another process may have been first
                if not os.path.isdir(folder):
                    raise
    ontology = Ontology(os.path.join(folder, _ONTOLOGY), os.path.join(folder, _QUERIES))
    return _opened(os.path.join(folder, _SNAPSHOT), ontology)


def is_damage(error: Exception) -> bool:
    """Return whether an error of the engine says that a store on disk is damaged: it finds out when it reads the place."""
    return "corruption" in str(error).lower()


def discard(ontology: Ontology) -> None:
    """Remove the snapshot of an ontology from the user's cache folder, if it is there, so that it is made anew."""
    import shutil

    with suppress(OSError):
        shutil.rmtree(os.path.join(cache_folder(), key_of(ontology)))


def keep(known: Knowledge, key: str) -> None:
    """Keep knowledge as a snapshot in the user's cache folder, if the folder can be written to.

    Knowledge is not kept where an ingredient has changed since the name was computed: it may be that of the new ingredient.

    Args:
        known: The knowledge.
        key: The name of the snapshot; see `key_of`.
    """
    folder = cache_folder()
    if not folder:
        return
    with suppress(OSError, RuntimeError):
        if key_of(known.ontology) != key:
            return
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_safe(folder):
            return
        make(known, os.path.join(folder, key))
        _remove_old(folder, key)


def make(known: Knowledge, path: str) -> None:
    """Write a snapshot whole or not at all: in a folder of another name, which is then renamed.

    Args:
        known: The knowledge.
        path: The folder of the snapshot. Where another process has made it meanwhile, it stays as it is.

    Raises:
        OSError: The snapshot cannot be written.
    """
    with waiting_folder(os.path.dirname(path)) as waiting:
        made = os.path.join(waiting, os.path.basename(path))
        os.mkdir(made)
        folder = os.path.join(made, _STORE)
        store = ox.Store(folder)
        # by way of text, which takes no longer, and leaves other threads the lock of Python
        store.bulk_load(dumped_whole(known.store), format=ox.RdfFormat.N_QUADS, lenient=True)
        store.flush()
        del store  # the engine lets go of its files
        for name in os.listdir(folder):
            if name.startswith(_NOT_NEEDED):
                os.unlink(os.path.join(folder, name))
        _write_files(made)
        write_words(os.path.join(made, _WORDS), known.entries())
        known.write_facts(os.path.join(made, _FACTS))
        try:
            os.rename(made, path)
        except OSError:
            if not os.path.isdir(path):
                raise


def _write_files(path: str) -> None:
    """Write size and time of change of each of the engine's files, by which one that was changed since is found."""
    files = [os.path.join(path, _STORE, name) for name in os.listdir(os.path.join(path, _STORE))]
    lines = (f"{os.path.basename(file)}\t{(status := os.stat(file)).st_size}\t{status.st_mtime_ns}" for file in files)
    write_lines(os.path.join(path, _FILES), lines)


def _is_as_written(path: str, *, times: bool) -> bool:
    """Return whether the engine's files are those that were written; a wheel is unpacked with other times."""
    for name, size, time in SortedLines(os.path.join(path, _FILES)):
        status = os.stat(os.path.join(path, _STORE, name))
        if status.st_size != int(size) or (times and status.st_mtime_ns != int(time)):
            return False
    return True


def cache_folder() -> str:
    """Return the user's cache folder, in which snapshots are kept; empty where there is none."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return "" if given in ("", "off") else os.path.abspath(given)
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return ""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "radkg") if os.path.isabs(base) else ""


def _is_safe(folder: str) -> bool:
    """Return whether the user alone can write to a folder: whoever writes a snapshot decides what radkg answers."""
    if os.name != "posix":
        return True
    status = os.stat(folder)
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def note(ontology: Ontology, name: str) -> bytes | None:
    """Return what was noted of an ontology by `keep_note`; ``None`` where nothing was, or something has changed since.

    Args:
        ontology: The ontology.
        name: What was noted: letters, digits and hyphens, a digest of the code that computes it among them.
    """
    folder, carried = cache_folder(), resources.snapshots_folder()
    with suppress(OSError):
        file = f"{remembered_key_of(ontology)}.{name}{_NOTED}"
        with suppress(OSError):
            if folder and _is_safe(folder):
                data = resources.read_bytes(os.path.join(folder, file))
                os.utime(os.path.join(folder, file))
                return data
        if carried:
            return resources.read_bytes(os.path.join(carried, file))
    return None


def is_noted(key: str) -> bool:
    """Return whether anything was noted of an ontology in the user's cache folder: it has been asked before.

    Args:
        key: The name of its snapshot; see `key_of`.
    """
    with suppress(OSError):
        return any(entry.name.startswith(key) and entry.name.endswith(_NOTED) for entry in os.scandir(cache_folder()))
    return False


def write_note(ontology: Ontology, name: str, data: bytes, folder: str) -> str:
    """Write a note beside a snapshot that a wheel is to carry, and return the name of its file; see `note` for the others.

    Args:
        ontology: The ontology.
        name: What is noted.
        data: The note.
        folder: Where it is written.
    """
    file = f"{key_of(ontology)}.{name}{_NOTED}"
    write_file(os.path.join(folder, file), data)
    return file


def keep_note(ontology: Ontology, name: str, data: bytes) -> None:
    """Note something that was computed of an ontology beside its snapshot, if the user's cache folder can be written to.

    Args:
        ontology: The ontology.
        name: See `note`.
        data: What is noted.
    """
    folder = cache_folder()
    with suppress(OSError):
        if not folder:
            return
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if _is_safe(folder):
            write_file(os.path.join(folder, f"{remembered_key_of(ontology)}.{name}{_NOTED}"), data)
            _remove_forgotten(folder, _NOTED)


def digest_of_code(*rooms: str) -> str:
    """Return a digest of the code in rooms of radkg's, by which what it computed is known."""
    digest, code = _new_digest(), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for path in (path for room in rooms for path in _modules(os.path.join(code, room))):
        digest.update(os.path.basename(path).encode() + resources.read_bytes(path))
    return digest.hexdigest()


def _remove_forgotten(folder: str, suffix: str = _REMEMBERED) -> None:
    """Remove the names, or notes, that were remembered longest ago, beyond `_KEPT`."""
    found = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder) if entry.name.endswith(suffix)]
    for _, path in sorted(found, reverse=True)[_KEPT:]:
        os.unlink(path)


def _remove_old(folder: str, key: str) -> None:
    """Remove the snapshots that were not used for longest, beyond `_KEPT`; what else somebody keeps there stays."""
    import shutil
    import time

    found = [
        (entry.stat(follow_symlinks=False).st_mtime, entry.path)
        for entry in os.scandir(folder)
        if entry.is_dir(follow_symlinks=False) and len(entry.name) == len(key) and entry.name != key
        if os.path.isdir(os.path.join(entry.path, _STORE))
    ]
    for used, path in sorted(found, reverse=True)[_KEPT - 1 :]:
        if time.time() - used > _ABANDONED:  # another process may be about to open it
            shutil.rmtree(path, ignore_errors=True)
