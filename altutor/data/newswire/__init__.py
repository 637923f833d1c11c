"""Newswire: a generated stand-in for AG News, for machines that cannot fetch it.

Every text is made up from templates and invented names, so the gold spans are right by construction. It shows how the
experiments work; what holds for real news must be shown on AG News.
"""

from altutor.data.newswire.base import newswire_base
from altutor.data.newswire.generate import load_newswire, source_texts

__all__ = ["load_newswire", "newswire_base", "source_texts"]
