"""Tools for language models by the Model Context Protocol: verdicts, terms, named questions, each with facts and sources.

The tools are made from the registry of verbs and from the catalogue of questions. Each call is answered in a process that is
stopped at limits of time and memory. What comes from the graph is marked as data, since a user's own facts may be among it.
"""
