"""Checks e4_density.py. Type: pytest exercises/ch03_local_optima/test_e4_density.py"""

EXERCISE = "ch03_local_optima/e4_density"
