"""A practitioner's own annotations, and what they say about selection bias."""
