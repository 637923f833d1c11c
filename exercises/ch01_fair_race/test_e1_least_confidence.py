"""Checks e1_least_confidence.py. Type: pytest exercises/ch01_fair_race/test_e1_least_confidence.py"""

EXERCISE = "ch01_fair_race/e1_least_confidence"
