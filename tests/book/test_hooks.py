from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

from altutor.book import hooks
from altutor.book import published_results as kept
from altutor.errors import AltutorError

CONFIG: Any = {"config_file_path": str(Path(__file__).parents[2] / "mkdocs.yml"), "site_url": ""}


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
    with pytest.raises(PluginError, match="The published verdicts of local-optimum are not what its rows give"):
        hooks.on_pre_build(CONFIG)


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
