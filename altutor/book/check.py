"""``python -m altutor.book check site/``: what is looked at, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import typer

from altutor.book.checks import check_site, read_site
from altutor.book.checks.site import Finding, Site


def report(folder: Path) -> bool:
    """Check a built site, print what was found, and return whether nothing was."""
    site = read_site(folder)
    found = check_site(site)
    for line in lines(found):
        typer.echo(line)
    typer.echo(summary(site, found), err=bool(found))
    return not found


def lines(found: list[Finding]) -> list[str]:
    """Return one line for each finding; what the navigation brings to every page is said once, with the first page."""
    pages: dict[str, dict[str, Finding]] = {}
    for finding in sorted(found, key=lambda each: each.page):
        pages.setdefault(finding.about or str(finding), {}).setdefault(finding.page, finding)
    return [
        f"{first}{f' (the same on {len(rest)} more pages)' if rest else ''}"
        for same in pages.values()
        for first, *rest in [list(same.values())]
    ]


def summary(site: Site, found: list[Finding]) -> str:
    """Return the last line: what was looked at, and how much is wrong."""
    looked = f"{len(site.pages)} pages, {len(site.files)} files"
    if not found:
        return f"Passed: {looked}; links, hosts, pictures, headings, text and weight are as they must be."
    pages = len({finding.page for finding in found})
    return f"Failed: {len(found)} findings on {pages} of {looked}."
