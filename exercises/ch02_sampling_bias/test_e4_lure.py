"""Checks e4_lure.py. Type: pytest exercises/ch02_sampling_bias/test_e4_lure.py"""

EXERCISE = "ch02_sampling_bias/e4_lure"
