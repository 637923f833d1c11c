"""What was answered about the chosen texts: labels, kind of feedback, what may be forgotten."""
