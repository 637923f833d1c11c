"""The report: valid enough to read aloud, complete, and at home without a network."""

from __future__ import annotations

import re
from dataclasses import asdict
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from altutor.claims import FULL_SCALE_ONLY, Verdict
from altutor.errors import AltutorError
from altutor.files import dump_json
from altutor.outputs import MADE, read_sections
from altutor.report import write_index
from altutor.results import Results, versions
from altutor.traces import Trace

VOID = {"meta", "link", "img", "br", "hr", "input", "rect", "line"}
COMMAND = "altutor reproduce --out 'a & b'"


class Page(HTMLParser):
    """Elements of a page with their attributes, and whether every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open, f"</{tag}> closes nothing"
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


def verdict(holds: str, estimate: float | None = 0.1, note: str = "", **changes) -> dict:
    fields = {
        "id": holds,
        "statement": f"It is <{holds}>.",
        "estimate": estimate,
        "low": None if estimate is None else estimate - 0.05,
        "high": None if estimate is None else estimate + 0.05,
        "level": 0.95,
        "n_seeds": 7,
        "bound": (0.0, None),
        "unit": "F",
    }
    return asdict(Verdict(holds=holds, note=note, **(fields | changes)))


def fill(out: Path, experiment: str, source: str, claims: list[dict]) -> None:
    """Write what a run writes."""
    folder = out / experiment
    Results(
        experiment,
        {"scale": "quick", "seeds": 7, "levels": [0.0, 0.1], "strict": True},
        list(range(7)),
        versions("numpy"),
        {"source": source, "rows": 1234, "sha256": "f" * 64},
        [{"seed": 0, "accuracy": 0.5}],
        claims,
        {"runs_seconds": 75.0, "wall_seconds": 40.0, "peak_memory_mib": 300, "jobs": 2},
    ).write(folder / "results.json")
    for name in ("second", "first"):
        columns = {"labels": list(range(500)), "accuracy": [0.5] * 500}
        trace = Trace(f"{experiment}-{name}", "lines", f"The {name}", "What to see.", f"A line of {name}.", columns)
        trace.write(folder / "traces")
        for ending in ("svg", "png"):
            (folder / "figures").mkdir(exist_ok=True)
            (folder / "figures" / f"{trace.id}.{ending}").write_text("picture")
    made = {"command": COMMAND, "figures": [f"{experiment}-second", f"{experiment}-first"]}
    (folder / MADE).write_text(dump_json(made))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    open_claims = [
        verdict("inconclusive"),
        verdict("inconclusive", None, FULL_SCALE_ONLY, id="later", n_seeds=0),
        verdict("inconclusive", id="endless", low=None, high=None, n_seeds=1),
    ]
    fill(tmp_path, "local-optimum", "trap", [verdict("yes"), verdict("no", -0.2)])
    fill(tmp_path, "ag-news-org", "newswire", open_claims)
    return tmp_path


@pytest.fixture
def page(out: Path) -> Page:
    return Page(write_index(out).read_text(encoding="utf-8"))


def test_every_link_and_picture_exists(out: Path, page: Page) -> None:
    targets = [attributes["href"] for attributes in page.all("a")] + [
        attributes["src"] for attributes in page.all("img")
    ]
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    assert len(targets) > 10
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in ids
        else:
            assert (out / target).is_file(), target


def test_needs_no_network_and_no_script(out: Path, page: Page) -> None:
    text = (out / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"(?i)(https?:)?//[a-z]", text)
    assert not re.search(r"(?i)<(script|link|iframe)|@import|url\(|\son\w+=", text)


def test_headings_are_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_tables_and_language_are_accessible(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert any(attributes.get("name") == "viewport" for attributes in page.all("meta"))
    assert all(len(attributes["alt"] or "") > 5 for attributes in page.all("img"))
    assert all(attributes.get("scope") in ("col", "row") for attributes in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(
        attributes.get("tabindex") == "0" for attributes in page.all("div") if attributes.get("class") == "scroll"
    )
    assert len([a for a in page.all("div") if a.get("class") == "scroll"]) == len(page.all("table"))


def test_colours_have_contrast() -> None:
    style = (Path(__file__).parents[1] / "altutor/templates/style.css").read_text()
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.S)[:2]
    )

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for scheme in (light, dark):
        for ink, ground in [(i, "ground") for i in ("ink", "soft", "link", "yes", "no", "open")] + [("ink", "note")]:
            one, other = sorted((luminance(scheme[ink]), luminance(scheme[ground])))
            assert (other + 0.05) / (one + 0.05) >= 4.5, (ink, ground)


def test_tells_claims_in_words(page: Page) -> None:
    for words in ("✓ holds", "✗ does not hold", "? inconclusive", "→ full scale only", "unbounded (too few seeds)"):
        assert words in page.words
    assert "0.100 F 95% interval 0.050 to 0.150; 7 seeds" in page.words
    assert "above 0 F" in page.words
    assert "It is <yes>." in page.words  # escaped


def test_names_the_stand_in_and_only_there(page: Page) -> None:
    assert page.words.count("Generated stand-in.") == 1


def test_shows_command_data_versions_and_settings(page: Page) -> None:
    for words in (COMMAND, "1,234", "f" * 64, "numpy", "300 MiB", "levels", "[0.0,0.1]"):
        assert words in page.words


def test_keeps_the_order_of_figures_and_cuts_long_tables(page: Page) -> None:
    assert page.words.index("The second") < page.words.index("The first")
    assert "The first 400 of 500 rows" in page.words


def test_empty_folder_says_what_to_type(tmp_path: Path) -> None:
    page = Page(write_index(tmp_path).read_text(encoding="utf-8"))
    assert "no results yet" in page.words
    assert "altutor reproduce" in page.words


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": 1}', '{"schema": 99}'])
def test_damaged_trace_is_named(out: Path, content: str) -> None:
    file = out / "local-optimum" / "traces" / "local-optimum-first.json"
    file.write_text(content)
    with pytest.raises(AltutorError, match=re.escape(str(file))):
        read_sections(out)


def test_missing_trace_is_named(out: Path) -> None:
    file = out / "local-optimum" / "traces" / "local-optimum-first.json"
    file.unlink()
    with pytest.raises(AltutorError, match=re.escape(str(file))):
        read_sections(out)
