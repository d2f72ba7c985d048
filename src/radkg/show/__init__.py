"""What is known of a term or a fact, as values, as a page and in words."""
