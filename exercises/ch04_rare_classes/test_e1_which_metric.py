"""Checks e1_which_metric.py. Type: pytest exercises/ch04_rare_classes/test_e1_which_metric.py"""

EXERCISE = "ch04_rare_classes/e1_which_metric"
