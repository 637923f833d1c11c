"""The built site as the checks see it: its files, and its pages parsed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from altutor.errors import AltutorError

NOT_SHOWN = frozenset({"script", "style", "template", "noscript"})
"""Elements whose text no reader with scripts off or on sees as text."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a page.

    Attributes
    ----------
    page
        The file, relative to the site.
    wrong, expected, mend
        What is there, what should be, and what to do about it.
    about
        What is the same wherever it is found, such as the target of a link; two findings about it on a page are one.
    """

    page: str
    wrong: str
    expected: str
    mend: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.page}: {self.wrong}; expected {self.expected}; {self.mend}"


@dataclass
class Page:
    """One page, parsed.

    Attributes
    ----------
    name
        Its path below the site, with forward slashes.
    path
        Its file.
    source
        Its HTML.
    """

    name: str
    path: Path
    source: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a tree."""
        return BeautifulSoup(self.source, "html.parser")

    @cached_property
    def main(self) -> Tag | None:
        """The content of the page, without navigation and footer."""
        return self.soup.find("article") or self.soup.find("main") or self.soup.find(True, role="main")

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each anchor is there."""
        return Counter(text(tag, "id") for tag in self.soup.find_all(id=True))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All that a link to this page may name after ``#``."""
        return frozenset(self.ids) | {text(tag, "name") for tag in self.soup.find_all("a", attrs={"name": True})}

    @property
    def is_error_page(self) -> bool:
        """Whether a server shows this page under any address, so that its own links must be absolute."""
        return self.name == "404.html"


@dataclass
class Site:
    """A built site.

    Attributes
    ----------
    folder
        Where it lies.
    pages
        Its pages by their names.
    files
        All its files.
    """

    folder: Path
    pages: dict[str, Page]
    files: frozenset[Path] = field(default_factory=frozenset)

    def name(self, path: Path) -> str:
        """Return the path below the site, with forward slashes."""
        return path.relative_to(self.folder).as_posix()

    @cached_property
    def address(self) -> str:
        """Where the site says it is published (the canonical address of its home page), or nothing."""
        home = self.pages.get("index.html")
        link = home.soup.find("link", rel="canonical") if home else None
        href = text(link, "href") if link else ""
        return href[: -len("index.html")] if href.endswith("index.html") else href

    @cached_property
    def root(self) -> str:
        """The path that an absolute link of the error page starts with."""
        return urlsplit(self.address).path or "/"


def read_site(folder: Path) -> Site:
    """Read every page below a folder."""
    if not folder.is_dir():
        raise AltutorError(f"{folder} is no folder: build the site first with `mkdocs build`, then name its folder.")
    folder = folder.resolve()
    files = frozenset(path for path in folder.rglob("*") if path.is_file())
    pages = {}
    for path in sorted(path for path in files if path.suffix == ".html"):
        try:
            source = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise AltutorError(f"{path} is not UTF-8 ({error.reason}): build the site again.") from None
        name = path.relative_to(folder).as_posix()
        pages[name] = Page(name, path, source)
    if "index.html" not in pages:
        raise AltutorError(f"{folder} holds no index.html: name the folder that `mkdocs build` wrote, such as site/.")
    return Site(folder, pages, files)


def text(tag: Tag, attribute: str) -> str:
    """Return an attribute as one string; nothing where it is absent."""
    value = tag.get(attribute)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def show(tag: Tag, *attributes: str) -> str:
    """Name a tag as a reader would look for it in the page: its start, shortened, and its line."""
    shown = "".join(f' {name}="{shorten(text(tag, name))}"' for name in attributes if tag.has_attr(name))
    return f"<{tag.name}{shown}>{f' in line {tag.sourceline}' if tag.sourceline else ''}"


def shorten(words: str, length: int = 70) -> str:
    """Return words on one line, cut to a length."""
    line = " ".join(words.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def tags(root: Tag | None, *names: str) -> Iterator[Tag]:
    """Yield the elements below a root, in their order; none below nothing."""
    if root is not None:
        yield from root.find_all(list(names) if names else True)
