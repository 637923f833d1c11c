"""Checks e4_pairs_of_models.py. Type: pytest exercises/ch06_should_you/test_e4_pairs_of_models.py"""

EXERCISE = "ch06_should_you/e4_pairs_of_models"
