"""Checks e3_paired_curves.py. Type: pytest exercises/ch01_fair_race/test_e3_paired_curves.py"""

EXERCISE = "ch01_fair_race/e3_paired_curves"
