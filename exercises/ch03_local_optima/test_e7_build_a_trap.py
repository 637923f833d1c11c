"""Checks e7_build_a_trap.py. Type: pytest exercises/ch03_local_optima/test_e7_build_a_trap.py"""

EXERCISE = "ch03_local_optima/e7_build_a_trap"
