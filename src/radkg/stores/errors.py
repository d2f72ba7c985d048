"""The errors of loading, named by what failed."""

from __future__ import annotations

from radkg.errors import RadkgError


class StoreError(RadkgError):
    """A failure with a triple store; the message says what to do."""


class InvalidTarget(StoreError):
    """A TARGET that names no store, or has a part that is refused, such as a password."""


class InvalidCredentials(StoreError):
    """A password, a token or the address that it is for has what none of these has; the message does not repeat it."""


class Unreachable(StoreError):
    """The store does not answer, or its answers break off, at each try."""


class NotAuthorised(StoreError):
    """The store asks for credentials, or refuses those that it was given."""


class Refused(StoreError):
    """The store answers with an error."""


class NotSupported(Refused):
    """The store does not support the request."""


class TooLarge(Refused):
    """The store takes no request of this size."""


class AnswerTooLarge(Refused):
    """The store answers with more than is taken."""


class UnusableFolder(StoreError):
    """The folder of an embedded store is locked, read-only, damaged, or not that of a store."""


class NotVerified(StoreError):
    """The triples read back are not the triples sent."""
