from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load

from altutor.book import hooks
from altutor.book import published_results as kept
from altutor.errors import AltutorError

CONFIG: Any = {"config_file_path": str(Path(__file__).parents[2] / "mkdocs.yml"), "site_url": ""}


@pytest.mark.parametrize("address", ["", "https://example.org/book/"])
def test_address_of_the_site_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.delenv("ALTUTOR_SITE_URL", raising=False)
    if address:
        monkeypatch.setenv("ALTUTOR_SITE_URL", address)
    with open(CONFIG["config_file_path"], encoding="utf-8") as file:
        assert yaml_load(file)["site_url"] == address


def page(address: str) -> Any:
    return SimpleNamespace(file=SimpleNamespace(src_uri=address))


def test_numbers_of_a_page_are_filled_in() -> None:
    text = hooks.on_page_markdown("{{ config('local-optimum', 'budget') }}", page("a.md"), CONFIG, [])
    assert text == "60"


def test_number_that_is_missing_ends_the_build_and_names_page_and_results() -> None:
    with pytest.raises(PluginError, match=r"guides/a\.md: local-optimum has no claim 'nonsense'"):
        hooks.on_page_markdown("{{ est('local-optimum/nonsense') }}", page("guides/a.md"), CONFIG, [])


def test_verdicts_that_do_not_follow_from_their_rows_end_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(experiment: str) -> None:
        raise AltutorError(f"The published verdicts of {experiment} are not what its rows give: x.")

    monkeypatch.setattr(kept, "check", disagree)
    monkeypatch.setattr(hooks, "_published", "older")
    with pytest.raises(PluginError, match="The published verdicts of local-optimum are not what its rows give"):
        hooks.on_pre_build(CONFIG)


def test_only_what_has_changed_is_executed_and_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "docs").mkdir()
    for name in ("chapters/01_a.py", "chapters/02_b.py", "chapters/goals.toml", "docs/bibliography.toml"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    read: list[str] = []

    def notebook(root: Path, slug: str) -> Any:
        read.append(slug)
        text = (root / "chapters" / f"{slug}.py").read_text(encoding="utf-8")
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text, id="one")])

    monkeypatch.setattr(hooks, "_executed", {})
    monkeypatch.setattr(hooks, "_notebooks", {})
    monkeypatch.setattr(hooks.chapters, "read", notebook)
    monkeypatch.setattr(hooks.chapters, "execute", lambda root, slug, filled, cache: filled)
    monkeypatch.setattr(hooks.exercise_pages, "pages", lambda root: {"exercises/ch01_a.md": "{{ code }}"})
    config = {"config_file_path": str(tmp_path / "mkdocs.yml"), "site_dir": "site", "use_directory_urls": False}
    pages = tmp_path / ".cache" / "altutor-book" / "pages"

    def build() -> dict[str, int]:
        read.clear()
        addresses = [file.src_uri for file in hooks.on_files([], config)]
        assert {"claims/index.md", "exercises/ch01_a.md"} <= set(addresses)
        for made in addresses:  # double braces in them are code
            assert hooks.on_page_markdown("{{ code }}", page(made), config, []) == "{{ code }}"
        assert set(hooks._notebooks) == {"chapters/01_a.ipynb", "chapters/02_b.ipynb"}
        return {address: (pages / address).stat().st_mtime_ns for address in addresses}

    first = build()
    assert read == ["01_a", "02_b"]
    assert build() == first
    assert read == []
    (tmp_path / "chapters" / "02_b.py").write_text("new", encoding="utf-8")
    second = build()
    assert read == ["02_b"]
    assert {address for address in first if first[address] != second[address]} == {"chapters/02_b.ipynb"}
    (tmp_path / "chapters" / "goals.toml").write_text("new", encoding="utf-8")
    build()
    assert read == ["01_a", "02_b"]


def test_code_that_has_changed_meanwhile_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_package", "older")
    with pytest.raises(PluginError, match=r"altutor has changed .* start it again"):
        hooks.on_pre_build(CONFIG)


def test_search_dialog_has_a_name() -> None:
    assert 'aria-label="Search"' in hooks.on_post_page('<div class="md-search" role="dialog">', None, CONFIG)


def test_wheel_has_an_address_only_where_the_site_has_one() -> None:
    assert hooks._address_of_wheel(CONFIG) == ""
    hooks.on_startup("build", dirty=False)
    assert hooks._address_of_wheel({"site_url": "https://example.org/book/"}).startswith(
        "https://example.org/book/chapters/altutor-"
    )
