"""Checks e4_rare_and_hidden.py. Type: pytest exercises/ch04_rare_classes/test_e4_rare_and_hidden.py"""

EXERCISE = "ch04_rare_classes/e4_rare_and_hidden"
