"""What actively chosen labels say about the pool, and whether and how they differ from it."""
