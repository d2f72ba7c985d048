"""Many statements: a file of them, or any number in Python, checked on all cores, in their order."""
