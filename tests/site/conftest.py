"""The built site in a real browser: ``ALTUTOR_SITE=site python -m pytest tests/site``.

Without ``ALTUTOR_SITE`` nothing here is collected. ``ALTUTOR_CHROMIUM`` names the browser (default: the system's).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITE = os.environ.get("ALTUTOR_SITE")
collect_ignore_glob = [] if SITE else ["test_*.py"]
QUIET = [
    "--no-sandbox",  # containers
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def pytest_report_header() -> str:
    return f"site: {SITE or 'none; set ALTUTOR_SITE to the folder that `mkdocs build` wrote'}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``name`` runs on every page of the site."""
    if "name" in metafunc.fixturenames:
        folder = Path(str(SITE))
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        metafunc.parametrize("name", [name for name in names if name != "404.html"])  # its links need a server


@pytest.fixture(scope="session")
def site() -> Path:
    folder = Path(str(SITE)).resolve()
    assert (folder / "index.html").is_file(), f"ALTUTOR_SITE={SITE} holds no index.html: build it with `mkdocs build`"
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("ALTUTOR_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    with sync_playwright() as play:
        # Without a browser of the system: the one that `playwright install chromium` fetched.
        chromium = play.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: Path) -> Callable[..., Any]:
    """Open a page from disk, without a network: ``with visit("index.html", width=360) as look``; `browse.Look`."""
    from browse import Look

    @contextmanager
    def opened(name: str, *, width: int = 1280, height: int = 900, **options: Any) -> Iterator[Look]:
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", **options
        )
        try:
            look = Look(context.new_page(), site)
            look.open(name)
            yield look
        finally:
            context.close()

    return opened
