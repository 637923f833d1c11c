"""A page stays light: what all pages share lies in files that a browser keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from altutor.book.checks.site import Finding, Page, Site, tags

HEAVIEST = 400_000  # bytes of a page without its pictures
LONGEST_STYLE = 5_000  # bytes of a style sheet within a page
PICTURE = re.compile(r"data:(?:image|font|audio|video)/[\w.+-]+;base64,[A-Za-z0-9+/=\s]+|data:image/svg\+xml[^\"']*")


def check_weight(site: Site, page: Page) -> Iterator[Finding]:
    """Yield the page if it is too heavy, and every long style sheet that it carries itself."""
    size = len(PICTURE.sub("", page.source).encode())
    if size > HEAVIEST:
        yield Finding(
            page.name,
            f"the page has {size / 1000:.0f} KB without its pictures",
            f"{HEAVIEST / 1000:.0f} KB or less",
            "move styles, scripts and data that pages share into files, or split the page",
        )
    for tag in tags(page.soup, "style"):
        length = len(PICTURE.sub("", tag.get_text()).encode())
        if length > LONGEST_STYLE:
            yield Finding(
                page.name,
                f"<style> in line {tag.sourceline} has {length / 1000:.0f} KB",
                f"{LONGEST_STYLE / 1000:.0f} KB or less",
                "move it into a style sheet of the site",
            )
