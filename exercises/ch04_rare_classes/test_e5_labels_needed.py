"""Checks e5_labels_needed.py. Type: pytest exercises/ch04_rare_classes/test_e5_labels_needed.py"""

EXERCISE = "ch04_rare_classes/e5_labels_needed"
