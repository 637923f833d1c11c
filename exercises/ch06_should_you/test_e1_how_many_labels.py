"""Checks e1_how_many_labels.py. Type: pytest exercises/ch06_should_you/test_e1_how_many_labels.py"""

EXERCISE = "ch06_should_you/e1_how_many_labels"
