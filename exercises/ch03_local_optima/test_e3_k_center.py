"""Checks e3_k_center.py. Type: pytest exercises/ch03_local_optima/test_e3_k_center.py"""

EXERCISE = "ch03_local_optima/e3_k_center"
