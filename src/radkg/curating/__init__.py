"""Adding a fact: what a curator says of it, as Turtle in its place, judged before it is written."""
