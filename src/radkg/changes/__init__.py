"""What differs between two releases: facts, terms, mappings, sources, and the verdicts that change."""
