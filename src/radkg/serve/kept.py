"""Answers that are kept in memory, for who asks the same again: what is served does not change while it is served."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

_SMALLEST = 1000  # bytes; less than this, compressing is not worth it
_COMPRESSED = ("text/", "application/json", "application/ld+json", "application/n-triples", "application/rdf+xml", "image/svg")


@dataclass(slots=True)
class Answer:
    """An answer.

    Attributes:
        body: Its bytes.
        media_type: Their media type.
        etag: What it is told from others by.
        compressed: The bytes in gzip, where somebody has asked for that.
    """

    body: bytes
    media_type: str
    etag: str
    compressed: bytes | None = None

    @classmethod
    def of(cls, body: bytes, media_type: str) -> Answer:
        """Return an answer with an ETag of its bytes."""
        return cls(body, media_type, sha256(media_type.encode() + b"\0" + body).hexdigest()[:32])

    @property
    def is_compressible(self) -> bool:
        """Whether it is worth compressing."""
        media = self.media_type
        return len(self.body) >= _SMALLEST and (media.startswith(_COMPRESSED) or "+json" in media or "+xml" in media)

    def compress(self) -> None:
        """Compress it, where that is not done yet."""
        if self.compressed is None:
            self.compressed = gzip.compress(self.body, 5, mtime=0)


class KeptAnswers:
    """The answers that were asked for last.

    Args:
        most: Bytes of all together.
    """

    def __init__(self, most: int) -> None:
        self.hits = self.misses = 0
        self._most, self._bytes = most, 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """Return the answer to a question; ``None`` where it is not kept."""
        found = self._answers.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, in the place of those that nobody has asked for longest."""
        if 2 * len(answer.body) > self._most // 4:  # of the largest, a handful would take the place of all others
            return
        old = self._answers.pop(key, None)
        self._bytes += 2 * len(answer.body) - (2 * len(old.body) if old else 0)  # with its compressed form
        self._answers[key] = answer
        while self._bytes > self._most:
            _, gone = self._answers.popitem(last=False)
            self._bytes -= 2 * len(gone.body)
