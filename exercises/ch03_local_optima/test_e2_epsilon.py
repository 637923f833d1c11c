"""Checks e2_epsilon.py. Type: pytest exercises/ch03_local_optima/test_e2_epsilon.py"""

EXERCISE = "ch03_local_optima/e2_epsilon"
