"""The pools that the book uses."""
