"""Checks e8_escape.py. Type: pytest exercises/ch03_local_optima/test_e8_escape.py"""

EXERCISE = "ch03_local_optima/e8_escape"
