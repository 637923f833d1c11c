"""What comes from files, made safe to show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_report import finding, report, with_passage

from altutor.diagnose.shown.visible import visible, without_folders
from altutor.wording import JOINERS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zürich 東京 حزب 🎉", "Zürich 東京 حزب 🎉"),
        ("\x1b[2J\x07\x9b1m\x00\x7f", r"\x1b[2J\x07\x9b1m\x00\x7f"),
        ("a\u202eb\u2066c\u200fd\ufeff", r"a\u202eb\u2066c\u200fd\ufeff"),
        ("a\u200bb\udcffc\U000e0041", r"a\u200bb\udcffc\U000e0041"),
        ("one\ntwo\tthree\r\u00a0\u2028.", "one two three   ."),
        ("क्\u200cष क्\u200dष 👩\u200d🚀", "क्\u200cष क्\u200dष 👩\u200d🚀"),
    ],
)
def test_what_cannot_be_printed_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=())))  # halves of surrogate pairs, too
def test_what_is_shown_can_be_printed_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert all(one.isprintable() or one in JOINERS for one in shown)
    assert visible(shown) == shown
    shown.encode()


def test_every_text_of_a_report_is_made_visible(steering: str) -> None:
    made = report(finding(sizes={steering: 3}), with_passage(), selected=steering)
    shown = visible(made)
    assert shown.findings[0].sizes == {r"\x1b[31mred\u202e\x00 end": 3}
    assert shown.settings["selected"] == r"\x1b[31mred\u202e\x00 end"
    assert shown.findings[1] == made.findings[1]
    assert made.findings[0].sizes == {steering: 3}  # report.json keeps it


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("/home/ada/texts/pool.jsonl", "pool.jsonl"),
        ("../texts/pool.jsonl", "pool.jsonl"),
        ("/home/ada/set:train", "set:train"),
        ("pool.jsonl", "pool.jsonl"),
        ("owner/name", "owner/name"),  # on the hub
        ("owner/name:train", "owner/name:train"),
        ("newswire: its pool", "newswire: its pool"),
    ],
)
def test_files_are_named_by_the_last_part_of_their_paths(given: str, shown: str) -> None:
    made = report(finding(answer=f"{given}, line 3; '{given}'.", method="A/pool.jsonl and a/b."), selected=given)
    made = replace(made, facts=replace(made.facts, files=(replace(made.facts.files[0], name=given),)))
    bare = without_folders(made)
    assert bare.facts.files[0].name == bare.settings["selected"] == shown
    assert bare.findings[0].answer == f"{shown}, line 3; '{shown}'."
    assert bare.findings[0].method == "A/pool.jsonl and a/b."


def test_a_name_within_another_word_stays() -> None:
    bare = without_folders(report(finding(answer="The schema/en and a/en."), base="a/en"))
    assert bare.findings[0].answer == "The schema/en and en."
