"""Loading radkg into triple stores. A query sees a whole release at any time, the old one or the new one."""

from __future__ import annotations

from radkg.stores.loading import load, remove
from radkg.stores.report import GraphReport, LoadReport

__all__ = ["GraphReport", "LoadReport", "load", "remove"]
