"""Verification of mapping sets with a release of the other ontology."""
