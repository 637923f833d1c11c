"""Checks e4_labels_to_target.py. Type: pytest exercises/ch01_fair_race/test_e4_labels_to_target.py"""

EXERCISE = "ch01_fair_race/e4_labels_to_target"
