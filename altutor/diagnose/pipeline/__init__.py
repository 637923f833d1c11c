"""The untouched pipeline's view of the texts."""
