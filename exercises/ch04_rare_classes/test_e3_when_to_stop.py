"""Checks e3_when_to_stop.py. Type: pytest exercises/ch04_rare_classes/test_e3_when_to_stop.py"""

EXERCISE = "ch04_rare_classes/e3_when_to_stop"
