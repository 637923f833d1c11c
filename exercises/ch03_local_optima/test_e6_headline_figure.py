"""Checks e6_headline_figure.py. Type: pytest exercises/ch03_local_optima/test_e6_headline_figure.py"""

EXERCISE = "ch03_local_optima/e6_headline_figure"
