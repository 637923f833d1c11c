from pathlib import Path

import pytest

from altutor.book.bibliography import Bibliography
from altutor.errors import AltutorError

ENTRIES = """
[b]
authors = ["Anna B. Zeta", "Ulrike von Luxburg"]
year = 2011
title = "A <title>"
venue = "A venue"
doi = "10.1000/x"
[a]
authors = ["Bo Alpha", "C. D", "E. F", "G. H"]
year = 2020
title = "Another"
venue = "Elsewhere"
arxiv = "2001.00001"
"""


@pytest.fixture
def sources(tmp_path: Path) -> Bibliography:
    (tmp_path / "b.toml").write_text(ENTRIES)
    return Bibliography(tmp_path / "b.toml")


def test_citations(sources: Bibliography) -> None:
    assert sources.cite("b", "../") == ('<a class="cite" href="../bibliography.md#b">Zeta and von Luxburg (2011)</a>')
    assert "Alpha et al. (2020)" in sources.cite("a", "")


def test_references_are_sorted_and_linked(sources: Bibliography) -> None:
    listed = sources.sources()
    assert listed.index("Bo Alpha") < listed.index("Anna B. Zeta")
    assert "id='b'" in listed
    assert "A &lt;title&gt;" in listed
    assert "https://doi.org/10.1000/x" in listed
    assert "https://arxiv.org/abs/2001.00001" in listed
    assert "id=" not in sources.sources("b")


def test_unknown_key_is_named(sources: Bibliography) -> None:
    with pytest.raises(AltutorError, match="no entry 'c'"):
        sources.cite("c", "")


@pytest.mark.parametrize(("text", "words"), [("[a]\nyear = 1", "entry a: authors"), ("[a", "Cannot read")])
def test_damaged_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(AltutorError, match=words):
        Bibliography(path).sources()


def test_entries_of_the_book_are_complete() -> None:
    entries = Bibliography(Path(__file__).parents[2] / "docs" / "bibliography.toml").entries
    assert all({"doi", "arxiv", "url", "isbn"} & entry.keys() or entry["venue"] for entry in entries.values())
    assert len({entry["title"].lower() for entry in entries.values()}) == len(entries)
