"""Active learning of named entities with spaCy: uncertainty, feedback, fine-tuning, scores."""
