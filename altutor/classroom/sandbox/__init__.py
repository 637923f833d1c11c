"""Runs students' code so that it can neither reach the grader nor anything else."""
