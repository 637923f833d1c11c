"""The sources that the book cites: one file, every citation looked up in it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from altutor.errors import AltutorError

Entry = dict[str, Any]


@lru_cache
def read(path: Path, changed: float) -> dict[str, Entry]:
    """Return the entries of a bibliography, by key; `changed` is the file's time, so that a changed one is read again.

    Raises
    ------
    AltutorError
        When the file is damaged, or an entry lacks a field.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise AltutorError(f"Cannot read {path} ({error}): mend it.") from error
    for key, entry in entries.items():
        if missing := {"authors", "year", "title", "venue"} - entry.keys():
            raise AltutorError(f"{path}, entry {key}: {', '.join(sorted(missing))} is missing.")
    return entries


class Bibliography:
    """Citations and references.

    Parameters
    ----------
    path
        The TOML file: a table an entry, with ``authors``, ``year``, ``title``, ``venue`` and ``doi``, ``arxiv`` or
        ``url``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def entries(self) -> dict[str, Entry]:
        """Entries by key."""
        return read(self.path, self.path.stat().st_mtime if self.path.exists() else 0.0)

    def cite(self, key: str, prefix: str) -> str:
        """Return ``Dasgupta and Hsu (2008)``, linked to the list.

        Parameters
        ----------
        key
            An entry.
        prefix
            Relative address of the site's root.
        """
        entry = self._entry(key)
        family = [_family(author) for author in entry["authors"]]
        names = f"{family[0]} et al." if len(family) > 3 else _and(family)
        return f'<a class="cite" href="{prefix}bibliography.md#{key}">{escape(names)} ({entry["year"]})</a>'

    def sources(self, *keys: str) -> str:
        """Return full references as a list, sorted by author and year: of these keys, or of all."""
        chosen = {key: self._entry(key) for key in keys or self.entries}
        ordered = sorted(chosen.items(), key=lambda item: (_family(item[1]["authors"][0]), item[1]["year"]))
        whole = not keys
        items = "".join(f"<li{f' id={key!r}' if whole else ''}>{_reference(entry)}</li>" for key, entry in ordered)
        return f'<ul class="references">{items}</ul>'

    def _entry(self, key: str) -> Entry:
        if key not in self.entries:
            raise AltutorError(f"{self.path} has no entry {key!r}: add it, or cite one that is there.")
        return self.entries[key]


def _reference(entry: Entry) -> str:
    where = ""
    if "doi" in entry:
        where = f' <a href="https://doi.org/{entry["doi"]}">doi:{escape(entry["doi"])}</a>'
    elif "arxiv" in entry:
        where = f' <a href="https://arxiv.org/abs/{entry["arxiv"]}">arXiv:{escape(entry["arxiv"])}</a>'
    elif "url" in entry:
        where = f' <a href="{escape(entry["url"])}">{escape(entry["url"].removeprefix("https://"))}</a>'
    return (
        f"{escape(_and(entry['authors']))} ({entry['year']}). <cite>{escape(entry['title'])}</cite>. "
        f"{escape(entry['venue'])}.{where}"
    )


def _family(author: str) -> str:
    """Return the family name: the last word, and a particle before it."""
    words = author.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return " ".join(words[start:])


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
