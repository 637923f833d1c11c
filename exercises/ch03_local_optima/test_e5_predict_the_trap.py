"""Checks e5_predict_the_trap.py. Type: pytest exercises/ch03_local_optima/test_e5_predict_the_trap.py"""

EXERCISE = "ch03_local_optima/e5_predict_the_trap"
