"""Checks e2_unlabelled.py. Type: pytest exercises/ch05_org_experiment/test_e2_unlabelled.py"""

EXERCISE = "ch05_org_experiment/e2_unlabelled"
