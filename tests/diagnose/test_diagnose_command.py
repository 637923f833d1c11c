"""``altutor diagnose`` as a user types it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from made_up_report import material, record, report, write_lines
from typer.testing import CliRunner

from altutor.cli import app
from altutor.data.newswire import load_newswire
from altutor.diagnose import cli, demo, reporting
from altutor.errors import AltutorError

CORPUS = load_newswire(60, 20)


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["diagnose", *map(str, arguments)])


def refused(result: Result) -> str:
    """The sentence of a refusal, after checking that it is one: exit code 2, no traceback, one line."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What the command asks for; the answer is made up."""
    calls: dict[str, Any] = {}

    def answer(name: str, value: Any) -> Any:
        def called(*args: Any, **kwargs: Any) -> Any:
            calls[name] = (args, kwargs)
            return value

        return called

    monkeypatch.setattr(reporting, "report", answer("report", report()))
    monkeypatch.setattr(reporting, "examine", answer("examine", report()))
    monkeypatch.setattr(demo, "demo", answer("demo", demo.Demo(material(), "its base")))
    return calls


def test_a_report_of_ones_own_files(tmp_path: Path) -> None:
    chosen = write_lines(tmp_path / "chosen.jsonl", map(record, CORPUS.pool[:12]))
    pool = write_lines(tmp_path / "pool.jsonl", (record(text, marked=False) for text in CORPUS.pool))
    result = invoke("--selected", chosen, "--pool", pool, "--label", "ORG", "--out", tmp_path / "out", "--seed", 2)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Verdict: ")
    last = result.stdout.strip().splitlines()[-1]
    assert str(tmp_path / "out" / "index.html") in last
    assert last.endswith("--heldout FILE")
    assert (tmp_path / "out" / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    written = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert written["settings"]["pool"] == pool.name
    assert written["settings"]["seed"] == 2
    assert written["files"][0]["format"] == "JSONL"


def test_options_are_passed_on(asked: dict[str, Any], tmp_path: Path) -> None:
    options = {"pool": "p", "random": "r", "heldout": "h", "base": "b", "label": "PER"}
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    result = invoke("--selected", "c", *words, "--no-text", "--seed", 7, "--out", tmp_path)
    assert result.exit_code == 0, result.stderr
    args, kwargs = asked["report"]
    assert args == ("c",)
    assert kwargs.pop("progress")
    assert kwargs == options | {"seed": 7, "text": False}


@pytest.mark.parametrize(
    ("words", "name", "data"),
    [
        (["--demo"], "newswire", None),
        (["--demo", "newswire"], "newswire", None),
        (["--demo", "--seed", "3"], "newswire", None),
        (["--demo=ag-news"], "ag-news", None),
        (["--demo", "ag-news", "--data", "folder"], "ag-news", "folder"),
    ],
)
def test_demo(words: list[str], name: str, data: str | None, asked: dict[str, Any], tmp_path: Path) -> None:
    result = invoke(*words, "--out", tmp_path)
    assert result.exit_code == 0, result.stderr
    args, kwargs = asked["demo"]
    assert (args, kwargs["data"], kwargs["base"]) == ((name,), data, None)
    assert asked["examine"][1]["base"] == "its base"
    assert "altutor diagnose --selected FILE" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name your annotations with --selected FILE, or type: altutor diagnose --demo"),
        (["--pool", "p"], "Name your annotations with --selected FILE"),
        (["--demo", "--pool", "p"], "leave out --pool"),
        (["--demo", "--selected", "c"], "leave out --selected"),
        (["--selected", "c", "--data", "d"], "--data is for --demo ag-news"),
        (["--selected", "c", "--seed", "-1"], "--seed is -1"),
        (["--selected", "c", "--seed", str(2**32)], "from 0 to 4294967295"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_made(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refused(invoke(*words))
    assert not list(tmp_path.iterdir())


def test_an_unknown_demo_is_refused(tmp_path: Path) -> None:
    assert "--demo ag-news" in refused(invoke("--demo", "agnews", "--out", tmp_path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"
    assert str(missing) in refused(invoke("--selected", missing, "--out", tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_label_that_is_not_there(tmp_path: Path) -> None:
    chosen = write_lines(tmp_path / "chosen.jsonl", map(record, CORPUS.pool[:5]))
    assert "did you mean ORG?" in refused(invoke("--selected", chosen, "--label", "ORGA", "--out", tmp_path))


def test_out_that_cannot_be_written_is_refused_before_files_are_read(asked: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert "--out" in refused(invoke("--selected", "c", "--out", tmp_path / "file"))
    assert not asked
    assert (tmp_path / "file").read_text() == "mine"


def test_a_page_of_ones_own_is_not_overwritten(asked: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    assert "choose another --out" in refused(invoke("--selected", "c", "--out", tmp_path))
    assert not asked
    assert (tmp_path / "index.html").read_text() == "mine"


def test_ctrl_c_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stop(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reporting, "report", stop)
    result = invoke("--selected", "c", "--out", tmp_path)
    assert result.exit_code == 130
    assert result.stderr.strip() == f"Stopped; nothing was written to {tmp_path}. Type the same command to begin again."
    assert not list(tmp_path.iterdir())


def test_memory_that_runs_out_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fill(*args: Any, **kwargs: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(reporting, "report", fill)
    assert "fewer texts of the pool" in refused(invoke("--selected", "c", "--out", tmp_path))


def test_a_page_that_cannot_be_drawn_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*args: Any) -> str:
        raise AltutorError("No such kind.")

    monkeypatch.setattr("altutor.diagnose.shown.page.page", broken)
    with pytest.raises(AltutorError):
        report().write(tmp_path)
    assert not list(tmp_path.iterdir())


def test_help_names_the_formats_and_every_option() -> None:
    output = " ".join(invoke("--help").output.replace("│", " ").split())
    options = ("--selected", "--pool", "--no-text", "--demo")
    for said in ("Prodigy", ".spacy", *options, "Your texts never leave this machine"):
        assert said in output


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["--demo"], ["--demo", "newswire"]),
        (["--demo", "--out", "x"], ["--demo", "newswire", "--out", "x"]),
        (["--out", "x", "--demo", "ag-news"], ["--out", "x", "--demo", "ag-news"]),
    ],
)
def test_a_bare_demo_is_newswire(given: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(cli.TyperCommand, "parse_args", lambda self, ctx, args: seen.extend(args))
    cli.BareDemo("diagnose").parse_args(None, given)
    assert seen == expected
