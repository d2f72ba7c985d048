"""Mapping sets held against a release of the other ontology."""
