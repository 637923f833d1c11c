"""What the command prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_up_report import SECRET, finding, report, step, with_passage

from altutor.diagnose.finding import Unknown
from altutor.diagnose.reporting import Report
from altutor.diagnose.shown import terminal

OUT = Path("report")


def printed(made: Report, capsys: pytest.CaptureFixture[str], again: str = "altutor diagnose") -> str:
    terminal.show(made, OUT / "index.html", again)
    return capsys.readouterr().out


@pytest.fixture(autouse=True)
def no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not those of the terminal in which the tests run, which some runners pass on."""
    monkeypatch.delenv("COLUMNS", raising=False)


def test_the_verdict_comes_first_then_findings_then_what_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    made = report(
        finding("length", 1, p_value=0.0001, adjusted=0.0002, step=step("look", 0.3, "They are longer.")),
        finding("gap", 4, low=None, high=None, unit="points"),
        unknowns=(Unknown("Whether it holds.", "--heldout FILE"), Unknown("Whether else.", "--heldout FILE")),
    )
    lines = [" ".join(line.split()) for line in printed(made, capsys).splitlines()]
    assert lines[0].startswith("Verdict: LOOK")
    assert lines[1].startswith("1. look They are longer. Next: Mend they are longer.")
    one = next(line for line in lines if line.startswith("Is there a difference in length?"))
    assert "1.250 words a text 0.500 to 2.000 < 0.001 20 chosen texts" in one
    assert any(line.startswith("Is there a difference in gap? 1.250 points – – 20 chosen") for line in lines)
    assert "- Whether it holds. Whether else." in lines
    assert lines[lines.index("- Whether it holds. Whether else.") + 1] == "needs --heldout FILE"
    assert lines[-1] == "Report: report/index.html Next: altutor diagnose"


def test_texts_are_for_the_page_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert SECRET not in printed(report(with_passage()), capsys)


def test_square_brackets_are_words(capsys: pytest.CaptureFixture[str]) -> None:
    made = report(
        finding(question="Is [red]it[/red] so?", step=step("look", 0.1, "It [/] is [bold]so.")),
        unknowns=(Unknown("Whether [x].", "[/]"),),
    )
    output = printed(made, capsys, "altutor diagnose --selected '[red]'")
    for said in ("Is [red]it[/red] so?", "It [/] is [bold]so.", "Whether [x].", "needs [/]", "'[red]'"):
        assert said in output


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"pool": None}, "altutor diagnose --selected chosen.jsonl --label ORG --pool FILE"),
        ({}, "altutor diagnose --selected chosen.jsonl --pool pool.jsonl --label ORG --heldout FILE"),
        (
            {"random": "my file.csv", "seed": 3, "text": False},
            "altutor diagnose --selected chosen.jsonl --pool pool.jsonl --random 'my file.csv' --label ORG --seed 3 "
            "--no-text --base PIPELINE",
        ),
    ],
)
def test_the_next_command_names_what_is_missing_most(settings: dict[str, object], expected: str) -> None:
    assert terminal.next_command(report(finding(), **settings), OUT) == expected


def test_with_every_file_the_next_command_is_the_same_again() -> None:
    command = terminal.next_command(report(finding(), heldout="h.jsonl", base="en_x"), Path("there"))
    assert command.startswith(
        "altutor diagnose --selected chosen.jsonl --pool pool.jsonl --heldout h.jsonl --base en_x"
    )
    assert command.endswith("--out there  (again, once the next step is done)")


def test_after_the_demo_come_your_own_files() -> None:
    assert terminal.next_command(report(finding()), OUT, demo=True).startswith("altutor diagnose --selected FILE")


def test_bars_take_what_is_told_and_leave_standard_output_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.bars() as begin:
        tell = begin("reading [it]")
        for share in (0.0, 0.5, 1.0):
            tell(share)
    assert capsys.readouterr().out == ""


def test_nothing_of_the_files_steers_the_terminal(steering: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = report(
        finding("length", 1, question=steering, unit=steering, sizes={steering: 2}, step=step("look", 0.3, steering)),
        unknowns=(Unknown(steering, steering),),
        selected=steering,
        label=steering,
    )
    file = replace(made.facts.files[0], name=steering, format=steering, wrong={steering: 2})
    made = replace(made, facts=replace(made.facts, files=(file,), compared=(steering, 3)))
    with terminal.bars() as begin:
        begin(steering)
    output = printed(made, capsys, terminal.next_command(made, Path(steering)))
    assert {one for one in output if not one.isprintable()} == {"\n"}
    assert output.splitlines()[-1].count(r"\x1b[31mred\u202e\x00 end") == 3


def test_a_bar_names_a_file_without_steering_the_terminal(steering: str, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    monkeypatch.setattr("rich.progress.Progress.add_task", lambda self, name, **rest: named.append(name) or 0)
    with terminal.bars() as begin:
        begin(steering)
    assert named == [r"\x1b[31mred\u202e\x00 end"]


@pytest.mark.parametrize(("columns", "most"), [("60", 60), ("", 120), ("none", 120)])
def test_the_width_is_that_of_columns_where_it_is_set(
    columns: str, most: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    output = printed(report(finding(step=step("look", 0.3, "They are longer. " * 20))), capsys)
    assert max(len(line) for line in output.splitlines()) == most
    assert "95% interval" in output or " interval  " in output  # the heading is not broken within a word


def test_one_text_is_one_text(capsys: pytest.CaptureFixture[str]) -> None:
    made = report(finding(trace=None))
    file = replace(made.facts.files[0], texts=1, wrong={"overlapping spans": 1})
    facts = replace(made.facts, files=(file,), compared=("random texts", 1))
    lines = printed(replace(made, facts=facts), capsys).splitlines()
    assert "chosen texts: 1 text in chosen.jsonl (plain JSONL); 1 overlapping span" in lines
    assert "compared with: 1 random text" in lines
