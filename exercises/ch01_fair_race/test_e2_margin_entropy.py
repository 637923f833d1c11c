"""Checks e2_margin_entropy.py. Type: pytest exercises/ch01_fair_race/test_e2_margin_entropy.py"""

EXERCISE = "ch01_fair_race/e2_margin_entropy"
