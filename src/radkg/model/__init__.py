"""The ontology as Python objects: terms, relations, facts, and the words they go by."""
