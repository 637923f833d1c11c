"""What is checked on every page of the built site: one module a subject, each a function of the site and a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from altutor.book.checks.hosts import check_hosts, check_stylesheet
from altutor.book.checks.links import check_links
from altutor.book.checks.pictures import check_pictures
from altutor.book.checks.scripts import check_script_file
from altutor.book.checks.site import Finding, Page, Site, read_site
from altutor.book.checks.structure import check_structure
from altutor.book.checks.text import check_text
from altutor.book.checks.weight import check_weight

__all__ = ["PAGE_CHECKS", "Finding", "Page", "Site", "check_site", "read_site"]

PAGE_CHECKS: tuple[Callable[[Site, Page], Iterator[Finding]], ...] = (
    check_links,
    check_hosts,
    check_pictures,
    check_structure,
    check_text,
    check_weight,
)
"""Each looks at one subject on one page and yields what is wrong."""


def check_site(site: Site, files: Iterable[Path] | None = None) -> list[Finding]:
    """Check every page, style sheet and script of a built site.

    Parameters
    ----------
    site
        What :func:`read_site` returned.
    files
        The style sheets and scripts to look at; by default all of the site.
    """
    found = [finding for page in site.pages.values() for check in PAGE_CHECKS for finding in check(site, page)]
    for path in sorted(site.files) if files is None else files:
        if path.suffix == ".css":
            found += check_stylesheet(site, path)
        elif path.suffix in (".js", ".mjs"):
            found += check_script_file(site, path)
    return list(dict.fromkeys(found))
