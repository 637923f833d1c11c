"""What MkDocs calls while it builds the site (``hooks`` in mkdocs.yml).

Each function is one step of the build; what it does is in the module that it names.
"""

from __future__ import annotations

import hashlib
import logging
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

import altutor
from altutor.book import chapters, claims_pages, exercise_pages, macros, notebook_html, pages, players
from altutor.book import published_results as kept
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS
from altutor.files import write_atomic

log = logging.getLogger("mkdocs.hooks.altutor")
Config = Any
Page = Any
Files = Any

_notebooks: dict[str, Any] = {}  # executed chapters, by address of the download
_executed: dict[str, tuple[str, Any]] = {}  # while writing: chapters as last executed, and a hash of what went in
_finished: set[str] = set()  # pages that were made here: double braces in them are code
_pictures: dict[str, bytes] = {}  # pictures that pages show, by address below the root
_publish = False
_published = ""


def _hash(files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(file.read_bytes())
    return found.hexdigest()


def _of_the_package() -> str:
    """Return a hash of the package's code, which is read once: what comes later would be shown and not run."""
    return _hash(Path(altutor.__file__).parent.rglob("*.py"))


_package = _of_the_package()


def on_startup(command: str, dirty: bool) -> None:
    """Note what is made: a site to publish, or one to look at while writing."""
    global _publish
    _publish = command == "build"
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # kernels start without a warning


def on_pre_build(config: Config) -> None:
    """Refuse to build on published verdicts that are not what their rows give."""
    global _published
    if _of_the_package() != _package:
        raise PluginError("altutor has changed since this command was started: stop it and start it again.")
    _pictures.clear()
    _notebooks.clear()
    _finished.clear()
    if (now := _hash(kept.folder().rglob("*.json"))) != _published:
        kept.results.cache_clear()
        kept.traces.cache_clear()
        players.forget()
        pages.still.cache_clear()
        for experiment in EXPERIMENTS:
            _or_fail(kept.check, experiment)
        _published = now


@event_priority(100)
def on_files(files: Files, config: Config) -> Files:
    """Add the chapters, as executed notebooks, and the pages of the claims and of the exercises."""
    root = _root(config)
    cache = root / ".cache" / "altutor-book"
    inputs = [root / "chapters" / "goals.toml", root / "docs" / "bibliography.toml"]
    now = {slug: _published + _hash([root / "chapters" / f"{slug}.py", *inputs]) for slug in chapters.slugs(root)}
    # Filled one after the other, since matplotlib's settings are the process's; then each has a process of its own.
    changed = [slug for slug in now if _executed.get(slug, ("",))[0] != now[slug]]
    filled = {slug: _or_fail(chapters.read, root, slug) for slug in changed}
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda slug: _or_fail(chapters.execute, root, slug, filled[slug], cache), filled)
        for slug, notebook in zip(filled, done, strict=True):
            _executed[slug] = now[slug], notebook
    made = {"claims/index.md": _or_fail(claims_pages.index)} | _or_fail(exercise_pages.pages, root)
    for experiment in EXPERIMENTS:
        made[f"claims/{experiment}.md"] = _or_fail(claims_pages.page, experiment)
    for slug in now:
        address = f"chapters/{slug}.ipynb"
        _notebooks[address] = _executed[slug][1]
        made[address] = nbformat.writes(_notebooks[address])
    _finished.update(made)
    for address, content in made.items():
        # mkdocs-jupyter reads a notebook from a file, and `serve --dirty` looks at its date.
        _keep(cache / "pages" / address, content)
        files.append(File(address, str(cache / "pages"), config["site_dir"], config["use_directory_urls"]))
    return files


def _keep(path: Path, text: str) -> None:
    """Write a file unless it holds this text."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomic(path, text)


def on_page_markdown(markdown: str, page: Page, config: Config, files: Files) -> str:
    """Fill the macros of a page."""
    if page.file.src_uri in _finished:
        return markdown
    filled: str = _or_fail(macros.fill, markdown, page.file.src_uri, _root(config))
    return filled


def on_page_content(html: str, page: Page, config: Config, files: Files) -> str:
    """Finish the content of a page."""
    if page.file.src_uri.startswith("chapters/"):
        html = _tools(page) + notebook_html.simplify(html, _tags(_notebooks[page.file.src_uri]))

    def resolve(link: str) -> str | None:
        source = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), link))
        found = files.get_file_from_path(source)
        if found is None:
            log.warning("%s links to %s, which is not there", page.file.src_uri, link)
            return None
        address: str = found.url_relative_to(page.file)
        return address

    # Docstrings name functions by Sphinx roles, which mkdocstrings leaves as they are.
    html = re.sub(r":(?:func|class|data|mod|meth|attr|exc):(?=<code>)", "", html)
    finished: str = _or_fail(pages.finish, html, page.url or "index.html", resolve, _pictures)
    return finished


def on_post_page(output: str, page: Page, config: Config) -> str:
    """Name the theme's search dialog for those who hear it."""
    return output.replace('role="dialog">', 'role="dialog" aria-label="Search">')


def on_post_build(config: Config) -> None:
    """Write what pages refer to: pictures, notebooks to be downloaded, and the wheel that these install."""
    site = Path(config["site_dir"])
    for address, content in _pictures.items():
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for address, notebook in _notebooks.items():
        nbformat.write(chapters.with_install(notebook, _address_of_wheel(config)), site / address)
    if _publish:
        _build_wheel(_root(config), site / "chapters")


def _build_wheel(root: Path, folder: Path) -> None:
    """Build the package without a network; it lies beside the notebooks that install it."""
    line = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder.resolve())]
    made = subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)
    if made.returncode:
        raise PluginError(f"The wheel for the notebooks cannot be built: {made.stderr.strip()}")


def _address_of_wheel(config: Config) -> str:
    name = f"altutor-{altutor.__version__}-py3-none-any.whl"
    return f"{config['site_url'].rstrip('/')}/chapters/{name}" if config["site_url"] and _publish else ""


def _tags(notebook: Any) -> dict[str, list[str]]:
    return {cell["id"]: cell.metadata.get("tags", []) for cell in notebook.cells}


def _tools(page: Page) -> str:
    name = posixpath.basename(page.file.src_uri)
    return f'<p class="chapter-tools"><a href="{name}" download>Download this chapter as a notebook</a></p>'


def _root(config: Config) -> Path:
    return Path(config["config_file_path"]).parent


def _or_fail(do: Any, *arguments: Any) -> Any:
    """Do a step; what is wrong with the book ends the build with one sentence."""
    try:
        return do(*arguments)
    except AltutorError as error:
        raise PluginError(str(error)) from error
