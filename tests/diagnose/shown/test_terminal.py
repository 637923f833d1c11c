"""What the command prints."""

from __future__ import annotations

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
    assert any(line.startswith("Is there a difference in gap? 1.250 points 20 chosen") for line in lines)
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
