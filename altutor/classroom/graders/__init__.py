"""The graders: one module for each exercise, found by :mod:`altutor.classroom.catalogue`."""
