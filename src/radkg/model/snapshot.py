"""Snapshots: what was computed from an ontology once, opened from disk in milliseconds.

A snapshot is a folder with an embedded store, in which everything that follows is derived, and the words that sentences are
read with. Its name is a digest of all that went into it: the ontology's files, its mappings, the queries that derive, the
engine and its own code. So a snapshot is never stale: where anything has changed, there is none of that name. The digest of
files that have not changed since it was computed is remembered beside the snapshots, as their number grows with the facts.

A wheel carries the snapshot of radkg's own ontology. Others are made at first use, in the user's cache folder; where that
cannot be had, everything is computed anew each time, with the same answers.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.model.knowledge import Knowledge
from radkg.model.lexicon import collected
from radkg.model.lines import DamagedLines, SortedLines
from radkg.model.words import WordIndex, write_words
from radkg.rdf.whole import waiting_folder, write_file

if TYPE_CHECKING:
    from hashlib import blake2b as Blake

    from radkg.model.ontology import Ontology

#: The folder that snapshots are kept in; ``off`` for none.
VARIABLE = "RADKG_CACHE"

_STORE, _WORDS, _FACTS = "store", "words", "facts"
_SIZE = 16  # bytes of a digest
_FORM = b"1"  # to be raised when the form of a snapshot changes
_CODE = ("model", "mappings", "namespaces.py", os.path.join("rdf", "reading.py"))  # what a snapshot is computed by
_ABANDONED = 3600  # seconds
_KEPT = 8  # snapshots; each change of a file makes another
_REMEMBERED = ".key"  # the suffix of a remembered digest
_SETTLED = 2 * 10**9  # nanoseconds after which another change of a file has another time on every clock
_NOT_NEEDED = ("LOG", "LOCK", "OPTIONS", "IDENTITY")  # files of the engine's that only a writer needs


def key_of(ontology: Ontology) -> str:
    """Return the name of the ontology's snapshot: a digest of all that goes into it, in hexadecimal.

    Raises:
        OSError: A file cannot be read.
    """
    return _digest_of_content(_ingredients(ontology))


def remembered_key_of(ontology: Ontology) -> str:
    """Return what `key_of` does, without reading a file where none has changed since that was last computed.

    That is told as git tells it: by the size, the number and the times of each file. The time of its last change cannot be set
    by who changes it. Nothing is remembered of a file that has changed in the last two seconds, which might change again within
    the same tick of a coarse clock.

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
    if _digest_of_state(ingredients) == state:  # nothing changed while it was read
        with suppress(OSError):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            if _is_safe(folder):
                write_file(path, key.encode())
                _remove_forgotten(folder)
    return key


def _new_digest() -> Blake:
    try:
        from _blake2 import blake2b  # that of hashlib, which would load OpenSSL for other digests first
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
    """Return a digest of what tells that none of the files has changed; empty where that cannot be told."""
    if os.name != "posix":  # elsewhere, the time of the last change can be set
        return ""
    import time

    digest, settled = _new_digest(), time.time_ns() - _SETTLED
    digest.update(os.getcwd().encode())  # paths may be relative
    for name, path in ingredients:
        stat = os.stat(path)
        changed = stat.st_ctime_ns
        if changed > settled or changed % 10**9 == 0:  # whole seconds are what images of disks are made with
            return ""
        digest.update(f"\n{name} {path} {stat.st_size} {stat.st_mtime_ns} {changed} {stat.st_ino} {stat.st_dev}".encode())
    return digest.hexdigest()


def _ingredients(ontology: Ontology) -> list[tuple[str, str]]:
    """Return the files that a snapshot is made from, by a name that is the same wherever they lie."""
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
    """Return the knowledge that is in the snapshot called ``key``; ``None`` where there is none that can be read."""
    for folder in (resources.snapshots_folder(), cache_folder()):
        path = os.path.join(folder, key) if folder else ""
        if path and os.path.isdir(path):
            with suppress(OSError, RuntimeError, ValueError, DamagedLines):
                words, about = WordIndex(os.path.join(path, _WORDS)), SortedLines(os.path.join(path, _FACTS))
                store = ox.Store.read_only(os.path.join(path, _STORE))
                with suppress(OSError):  # a folder that may only be read is no worse for it
                    os.utime(path)
                return Knowledge(store, ontology, words, about)
    return None


def keep(known: Knowledge, key: str) -> None:
    """Keep what was computed as the snapshot called ``key`` in the user's cache folder, if that can be written to.

    It is not kept where a file has changed since the key was computed, as it may be of the file as it is now.
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
    """Write a snapshot whole or not at all: it is made beside its place, and moved there.

    Args:
        known: What was computed.
        path: The folder to be; where another process has made it meanwhile, that one stands.

    Raises:
        OSError: It cannot be written.
    """
    with waiting_folder(os.path.dirname(path)) as waiting:
        made = os.path.join(waiting, os.path.basename(path))
        os.mkdir(made)
        place = os.path.join(made, _STORE)
        store = ox.Store(place)
        store.bulk_extend(known.store)
        store.flush()
        del store  # the engine lets go of its files
        for name in os.listdir(place):
            if name.startswith(_NOT_NEEDED):
                os.unlink(os.path.join(place, name))
        write_words(os.path.join(made, _WORDS), collected(known))
        known.write_facts(os.path.join(made, _FACTS))
        try:
            os.rename(made, path)
        except OSError:
            if not os.path.isdir(path):
                raise


def cache_folder() -> str:
    """Return the folder of the user's that snapshots are kept in; empty where there is none."""
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
    """Return whether nobody else can write to a folder: who could, would decide what radkg answers."""
    if os.name != "posix":
        return True
    status = os.stat(folder)
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _remove_forgotten(folder: str) -> None:
    """Remove what was remembered longest ago."""
    found = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder) if entry.name.endswith(_REMEMBERED)]
    for _, path in sorted(found, reverse=True)[_KEPT:]:
        os.unlink(path)


def _remove_old(folder: str, key: str) -> None:
    """Remove what was not used for longest."""
    import shutil
    import time

    found = [
        (entry.stat(follow_symlinks=False).st_mtime, entry.path)
        for entry in os.scandir(folder)
        if entry.is_dir(follow_symlinks=False) and len(entry.name) == len(key) and entry.name != key
    ]
    for used, path in sorted(found, reverse=True)[_KEPT - 1 :]:
        if time.time() - used > _ABANDONED:  # another process may be about to open it
            shutil.rmtree(path, ignore_errors=True)
