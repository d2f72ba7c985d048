"""What can go wrong between here and a triple store, named by what failed."""

from __future__ import annotations

from radkg.errors import RadkgError


class StoreError(RadkgError):
    """Something about a triple store; the message says what to do."""


class InvalidTarget(StoreError):
    """A TARGET that names no store, or names one in a way that is refused."""


class Unreachable(StoreError):
    """Nothing answers, or an answer breaks off, each time it is tried."""


class NotAuthorised(StoreError):
    """The store wants credentials that it was not given, or refuses those it was."""


class Refused(StoreError):
    """The store answers with an error."""


class NotSupported(Refused):
    """The store does not do this at all."""


class TooLarge(Refused):
    """The store takes no request of this size."""


class UnusableFolder(StoreError):
    """The folder of an embedded store is locked, read-only, damaged, or something else."""


class NotVerified(StoreError):
    """What was read back is not what was sent."""
