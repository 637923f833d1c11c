"""The chosen texts beside others: whether and how they differ, and what was never looked at."""
