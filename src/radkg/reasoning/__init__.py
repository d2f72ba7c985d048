"""OWL reasoning: HermiT, the profile of OWL 2, and axioms in words."""
