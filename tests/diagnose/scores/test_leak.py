from __future__ import annotations

import numpy as np
from annotated import material, spans
from hypothesis import given
from hypothesis import strategies as st

from altutor.diagnose.scores.leak import leak, near_duplicates

LONG = "Acme Corp. said on Monday that its profit rose by a tenth in the third quarter of the year."
OTHER = "Rain is expected on Sunday, and the wind turns to the north in the course of the night."


def test_texts_on_both_sides() -> None:
    chosen = [spans(LONG, (0, 10)), spans("A short one.")]
    held = [spans(LONG, (0, 10)), spans(LONG.replace("year.", "year, and more."), (0, 10)), spans(OTHER)]
    finding = leak(material(chosen, held=held))
    assert finding is not None
    assert finding.answer.startswith("1 of 3 held-out texts was chosen, too, and 1 more is nearly the same")
    assert "%" not in finding.answer  # a share of texts bounds no F
    assert finding.effect == 2 / 3
    assert finding.p_value is None
    assert finding.step is not None
    assert finding.step.level == "stop"
    assert finding.trace is not None
    assert finding.trace.columns["estimate"] == [1, 1]


def test_one_of_many_is_looked_at() -> None:
    held = [spans(f"{OTHER} {number}" * number) for number in range(1, 30)]
    finding = leak(material([spans(LONG)], held=[*held, spans(LONG)]))
    assert finding is not None
    assert finding.step is not None
    assert finding.step.level == "look"


def test_the_worse_file_is_reported_and_both_are_shown() -> None:
    finding = leak(material([spans(LONG)], held=[spans(OTHER)], random=[spans(LONG), spans(OTHER)]))
    assert finding is not None
    assert finding.trace is not None
    assert "1 of 2 random texts" in finding.answer
    assert "held-out" not in finding.answer  # clean
    assert finding.trace.columns["group"] == ["Held-out texts"] * 2 + ["Random texts"] * 2


def test_both_files_are_named_where_both_leak() -> None:
    near = spans(LONG.replace("year.", "year, and more."))
    held, random = [spans(LONG), near, spans(f"{LONG} again"), spans(OTHER)], [near, spans(OTHER)]
    finding = leak(material([spans(LONG)], held=held, random=random))
    assert finding is not None
    assert finding.step is not None
    assert finding.step.what == (
        "1 of 4 held-out texts was chosen, too, and 2 more are nearly the same as a chosen text. "
        "0 of 2 random texts were chosen, too, and 1 more is nearly the same as a chosen text."
    )
    assert finding.answer.startswith(finding.step.what)
    assert "the held-out texts and the random texts" in finding.step.do
    assert (finding.effect, finding.unit) == (0.75, "share of the held-out texts")


def test_clean_files_ask_for_nothing() -> None:
    finding = leak(material([spans(LONG)], held=[spans(OTHER)]))
    assert finding is not None
    assert finding.effect == 0
    assert finding.answer.endswith("The held-out texts are clean.")
    assert finding.step is None
    assert leak(material([spans(LONG)])) is None


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=3, max_size=8), min_size=1, max_size=6))
def test_shared_shingles_as_counted_by_hand(words: list[list[str]]) -> None:
    texts, others = [" ".join(one) for one in words], ["a b c d", "b b b b b"]

    def shingles(text: str) -> set[tuple[str, ...]]:
        split = text.split()
        return {tuple(split[i : i + 3]) for i in range(len(split) - 2)}

    expected = [
        any(len(shingles(a) & shingles(b)) >= 0.8 * len(shingles(a) | shingles(b)) for b in others) for a in texts
    ]
    assert near_duplicates(texts, others).tolist() == expected


def test_texts_of_fewer_than_three_words_are_like_none() -> None:
    assert not near_duplicates(["two words"], ["two words"]).any()
    assert near_duplicates([], ["a b c"]).shape == (0,)
    assert near_duplicates(["a b c"], []).tolist() == np.array([False]).tolist()
