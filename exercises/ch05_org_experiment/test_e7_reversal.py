"""Checks e7_reversal.py. Type: pytest exercises/ch05_org_experiment/test_e7_reversal.py"""

EXERCISE = "ch05_org_experiment/e7_reversal"
