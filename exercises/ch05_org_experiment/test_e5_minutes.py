"""Checks e5_minutes.py. Type: pytest exercises/ch05_org_experiment/test_e5_minutes.py"""

EXERCISE = "ch05_org_experiment/e5_minutes"
