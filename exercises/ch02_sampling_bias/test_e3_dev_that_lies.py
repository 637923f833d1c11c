"""Checks e3_dev_that_lies.py. Type: pytest exercises/ch02_sampling_bias/test_e3_dev_that_lies.py"""

EXERCISE = "ch02_sampling_bias/e3_dev_that_lies"
