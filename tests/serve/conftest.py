"""Fixtures of the tests of the server."""

from serve_fixtures import served, starting

__all__ = ["served", "starting"]
