"""Checks e6_small_factorial.py. Type: pytest exercises/ch05_org_experiment/test_e6_small_factorial.py"""

EXERCISE = "ch05_org_experiment/e6_small_factorial"
