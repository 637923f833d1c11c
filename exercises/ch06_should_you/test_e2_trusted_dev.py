"""Checks e2_trusted_dev.py. Type: pytest exercises/ch06_should_you/test_e2_trusted_dev.py"""

EXERCISE = "ch06_should_you/e2_trusted_dev"
