"""Checks e6_who_was_chosen.py. Type: pytest exercises/ch02_sampling_bias/test_e6_who_was_chosen.py"""

EXERCISE = "ch02_sampling_bias/e6_who_was_chosen"
