"""Checks e4_rehearsal.py. Type: pytest exercises/ch05_org_experiment/test_e4_rehearsal.py"""

EXERCISE = "ch05_org_experiment/e4_rehearsal"
