"""Checks e5_which_run_leaked.py. Type: pytest exercises/ch01_fair_race/test_e5_which_run_leaked.py"""

EXERCISE = "ch01_fair_race/e5_which_run_leaked"
