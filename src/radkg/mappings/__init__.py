"""Mappings of radkg's terms to other vocabularies: mapping sets of SSSOM, one file a vocabulary (ontology/mappings/)."""

from __future__ import annotations

from radkg.mappings.index import Index
from radkg.mappings.listing import MappingSets
from radkg.mappings.prefixes import Prefix, Prefixes
from radkg.mappings.sets import NO_TERM_FOUND, Mapping, MappingSet, mapping_files, read_set, write_json, write_set

__all__ = [
    "NO_TERM_FOUND",
    "Index",
    "Mapping",
    "MappingSet",
    "MappingSets",
    "Prefix",
    "Prefixes",
    "mapping_files",
    "read_set",
    "write_json",
    "write_set",
]
