"""Graded exercises: what they are, how answers are checked, and what a student is told."""
