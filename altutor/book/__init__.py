"""The book: chapters as notebooks, numbers and claims out of published results, the site and its checks.

A chapter's code uses four names::

    from altutor.book import published, run, show
"""

from altutor.book.picture import show
from altutor.book.study import Study, published, run

__all__ = ["Study", "published", "run", "show"]
