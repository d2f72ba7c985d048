"""RDF and SPARQL that somebody else wrote: read within bounds, guarded, and written again."""
