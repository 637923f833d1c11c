"""Checks e1_label_shift.py. Type: pytest exercises/ch02_sampling_bias/test_e1_label_shift.py"""

EXERCISE = "ch02_sampling_bias/e1_label_shift"
