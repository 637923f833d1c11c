"""A page in the browser, and what went wrong while it was open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

LOCAL = ("file:", "data:", "blob:", "about:")
SERIOUS = ("serious", "critical")
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What may differ between the light and the dark page."""
ALIKE = ["details.mkdocstrings-source", "figure details", ".output details"]
"""What a page may fold away many times; axe takes seconds for each."""
SETTLED = 400  # milliseconds after which no colour is on its way to another


class Look:
    """An open page.

    Attributes
    ----------
    page
        The page of the browser, to be driven.
    troubles
        Errors of scripts, requests to other hosts, and files that were not there; must be empty.
    """

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self.site = site
        self.troubles: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", lambda request: self.troubles.append(f"failed: {request.url} ({request.failure})"))

    def open(self, name: str) -> None:
        """Open a page of the site from disk; a name may have an anchor."""
        path, _, anchor = name.partition("#")
        self.page.goto((self.site / path).as_uri() + (f"#{anchor}" if anchor else ""), wait_until="load")

    def unfold(self) -> None:
        """Open what is folded away; of what all looks alike (source code, data of figures) the first on the page."""
        self.page.evaluate(
            """alike => {
                const same = alike.map(each => [...document.querySelectorAll(each)].slice(1)).flat();
                document.querySelectorAll('details').forEach(each => { each.open = !same.includes(each); });
            }""",
            ALIKE,
        )

    def switch_scheme(self) -> str:
        """Use the page's own switch between light and dark; return the scheme that is on then."""
        self.page.evaluate("document.querySelector('form[data-md-component=palette] label:not([hidden])').click()")
        self.page.wait_for_timeout(SETTLED)
        return self.scheme

    @property
    def scheme(self) -> str:
        """``default`` (light) or ``slate`` (dark)."""
        return str(self.page.evaluate("document.body.getAttribute('data-md-color-scheme')"))

    def violations(self, options: dict[str, Any] | None = None) -> list[str]:
        """Return what axe finds serious or critical, each with the elements it means."""
        from axe_playwright_python.sync_playwright import Axe

        # Style sheets are on the page already; axe would fetch them once more, which a browser forbids on file://.
        options = {"resultTypes": ["violations"], "preload": False, **(options or {})}
        found = Axe().run(self.page, options=options).response["violations"]
        return [
            f"{each['id']} ({each['impact']}, {self.scheme}): {each['help']}: "
            + "; ".join(f"{node['html'][:90]!r} {_why(node)}" for node in each["nodes"][:5])
            + (f" and {len(each['nodes']) - 5} more" if len(each["nodes"]) > 5 else "")
            for each in found
            if each["impact"] in SERIOUS
        ]

    def beyond(self, width: int) -> list[str]:
        """Return the innermost elements that make the page wider than the window."""
        return list(
            self.page.evaluate(
                """width => {
                    if (document.documentElement.scrollWidth <= width) return [];
                    const wide = [...document.querySelectorAll('body *')].filter(each => {
                        const box = each.getBoundingClientRect();
                        if (box.right <= width + 0.5 || box.width === 0) return false;
                        for (let up = each.parentElement; up; up = up.parentElement)
                            if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return false;
                        return true;
                    });
                    const inner = wide.filter(each => !wide.some(other => other !== each && each.contains(other)));
                    return [`page is ${document.documentElement.scrollWidth} wide`,
                        ...inner.slice(0, 5).map(each => each.outerHTML.slice(0, 100))];
                }""",
                width,
            )
        )

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "assert"):
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(LOCAL):
            self.troubles.append(f"another host: {request.url}")
        elif request.url.startswith("file:") and not request.url.startswith(self.site.as_uri()):
            self.troubles.append(f"outside the site: {request.url}")


def _why(node: dict[str, Any]) -> str:
    return " ".join(node["failureSummary"].split()).removeprefix("Fix any of the following: ")[:200]
