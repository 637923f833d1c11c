"""Checks e2_committee.py. Type: pytest exercises/ch04_rare_classes/test_e2_committee.py"""

EXERCISE = "ch04_rare_classes/e2_committee"
