"""The site is made with the extra "book"; without it only what notebooks need is tested."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from player_pages import WAIT, write_pages

collect_ignore = (
    []
    if find_spec("mkdocs_jupyter")
    else [
        "test_chapters.py",
        "test_check.py",
        "test_hooks.py",
        "test_maths.py",
        "test_notebook_html.py",
        "test_pages.py",
    ]
)

CHROMIUM = os.environ.get("ALTUTOR_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"
)


@pytest.fixture(scope="module")  # two sessions of playwright cannot run in one process
def browser() -> Iterator[Any]:
    """Chromium; where there is none, tests are skipped, or fail with ``ALTUTOR_REQUIRE_CHROMIUM=1``."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        if os.environ.get("ALTUTOR_REQUIRE_CHROMIUM") == "1":
            pytest.fail(f"ALTUTOR_REQUIRE_CHROMIUM=1, and there is no {CHROMIUM}: set ALTUTOR_CHROMIUM to the browser")
        pytest.skip(f"{CHROMIUM} is not there; ALTUTOR_CHROMIUM names another browser")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses of a page a player, below a folder that holds the scripts as the site does."""
    return write_pages(tmp_path_factory.mktemp("site"))


@pytest.fixture
def visit(browser: Any, pages: dict[str, str]) -> Iterator[Any]:
    """Open a player's page; at the end, nothing was complained of and nobody else was asked."""
    contexts, complaints = [], []

    def opened(name: str, width: int = 1280, motion: str = "reduce", **settings: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion=motion, offline=True, **settings
        )
        contexts.append(context)
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else complaints.append(one.url))
        page.goto(pages[name])
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
