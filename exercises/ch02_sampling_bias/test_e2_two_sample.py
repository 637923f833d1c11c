"""Checks e2_two_sample.py. Type: pytest exercises/ch02_sampling_bias/test_e2_two_sample.py"""

EXERCISE = "ch02_sampling_bias/e2_two_sample"
