"""Checks e1_missing_a_cluster.py. Type: pytest exercises/ch03_local_optima/test_e1_missing_a_cluster.py"""

EXERCISE = "ch03_local_optima/e1_missing_a_cluster"
