"""Checks e1_span_f.py. Type: pytest exercises/ch05_org_experiment/test_e1_span_f.py"""

EXERCISE = "ch05_org_experiment/e1_span_f"
