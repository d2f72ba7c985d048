"""Questions to the graph: the catalogue, and SPARQL of a user's own within bounds of time and memory."""
