"""When active learning hurts: the package behind the book."""

from importlib.metadata import version

__version__ = version("altutor")
