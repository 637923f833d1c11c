from pathlib import Path

import nbformat
import pytest

from altutor.book import chapters
from altutor.errors import AltutorError

TEXT = "# %% [markdown]\n# # Title\n#\n# {words}\n\n# %%\n{code}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "chapters").mkdir()
    return tmp_path


def write(root: Path, words: str = "text", code: str = "print(6 * 7)") -> None:
    (root / "chapters" / "01_one.py").write_text(TEXT.format(words=words, code=code))


def build(root: Path):
    return chapters.execute(root, "01_one", chapters.read(root, "01_one"), root / "cache")


def test_code_is_executed_and_numbers_are_filled_in(root: Path) -> None:
    write(root, words='{{ config("local-optimum", "budget") }} queries')
    notebook = build(root)
    assert notebook.cells[0].source == "# Title\n\n60 queries"
    assert notebook.cells[1].outputs[0].text == "42\n"
    nbformat.validate(notebook)


def test_changed_text_does_not_execute_again_and_changed_code_does(root: Path) -> None:
    mark = root / "mark"
    code = f"open({str(mark)!r}, 'a').write('x')"
    write(root, code=code)
    build(root)
    write(root, words="other words", code=code)
    assert "other words" in build(root).cells[0].source
    assert mark.read_text() == "x"
    write(root, code=f"{code}\n# changed")
    build(root)
    assert mark.read_text() == "xx"
    assert len(list((root / "cache").glob("*.ipynb"))) == 1


def test_exercises_do_not_make_chapters_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter's outputs are kept while exercises change, so its cells must not use them."""
    read = Path.read_bytes
    seen: list[Path] = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: seen.append(path) or read(path))
    chapters._key([])
    assert any(path.match("altutor/engine.py") for path in seen)
    assert not any("classroom" in path.parts for path in seen)
    for path in (Path(__file__).parents[2] / "chapters").glob("*.py"):
        assert "altutor.classroom" not in path.read_text(encoding="utf-8")


def test_cell_that_fails_ends_the_build_and_leaves_no_cache(root: Path) -> None:
    write(root, code="1 / 0")
    with pytest.raises(AltutorError, match=r"(?s)chapters/01_one.py does not run.*ZeroDivisionError"):
        build(root)
    assert not list(root.glob("cache/*"))


def test_missing_number_ends_the_build_and_is_named(root: Path) -> None:
    write(root, words='{{ est("local-optimum/nonsense") }}')
    with pytest.raises(AltutorError, match=r"chapters/01_one.ipynb: local-optimum has no claim 'nonsense'"):
        build(root)


@pytest.mark.parametrize("words", ["{{ nonsense() }}", "{{ est( }}", "{{ est() }}"])
def test_damaged_macro_names_the_page(root: Path, words: str) -> None:
    write(root, words=words)
    with pytest.raises(AltutorError, match=r"chapters/01_one.ipynb: "):
        build(root)


def test_download_begins_with_the_install_and_the_page_does_not(root: Path) -> None:
    write(root)
    notebook = build(root)
    copy = chapters.with_install(notebook, "https://example.org/altutor.whl")
    assert len(copy.cells) == len(notebook.cells) + 1
    assert "https://example.org/altutor.whl" in copy.cells[0].source
    nbformat.validate(copy)
    first = copy.cells[0].source.replace("%pip", "raise AssertionError #")
    exec(compile(first, "cell", "exec"), {})  # altutor is there, so nothing is installed
