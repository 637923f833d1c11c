"""Checks e3_accept_reject.py. Type: pytest exercises/ch05_org_experiment/test_e3_accept_reject.py"""

EXERCISE = "ch05_org_experiment/e3_accept_reject"
