"""Checks e3_which_sample_is_biased.py. Type: pytest exercises/ch06_should_you/test_e3_which_sample_is_biased.py"""

EXERCISE = "ch06_should_you/e3_which_sample_is_biased"
