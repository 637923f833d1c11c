"""Published findings that the book leans on, run again: one subpackage a paper, each an experiment of its own."""
