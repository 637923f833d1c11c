"""Checks e5_reweight.py. Type: pytest exercises/ch02_sampling_bias/test_e5_reweight.py"""

EXERCISE = "ch02_sampling_bias/e5_reweight"
