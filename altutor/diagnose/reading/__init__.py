"""Annotations as people have them: read from the files of the usual tools, into one form."""

from altutor.diagnose.reading.model import Example, Problem, Source, Span
from altutor.diagnose.reading.reader import read

__all__ = ["Example", "Problem", "Source", "Span", "read"]
