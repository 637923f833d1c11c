from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from annotated import decision, material, spans

from altutor.data.ag_news import load_ag_news
from altutor.data.corpus import Text
from altutor.diagnose.finding import Finding, Unknown
from altutor.diagnose.reading import Example, Span
from altutor.diagnose.scores.lessons import CAP, lessons
from altutor.diagnose.scores.training import Trained
from altutor.diagnose.scores.tuned import _binary, _spans, tuned

ACME = "Acme Corp. sued Borealis in Oslo."  # Acme Corp.: 0 to 10, Borealis: 16 to 24


def tally(right: float, n: int = 200) -> np.ndarray:
    hits = round(right * n)
    return np.stack([np.repeat([1.0, 0.0], [hits, n - hits]), np.ones(n)], axis=1)


def trained(meaning: str, dev: tuple[float, float], held: tuple[float, float], p_value: float = 0.01) -> Trained:
    dev_change, held_change = dev[1] - dev[0], held[1] - held[0]
    return Trained(
        meaning,
        tally(dev[0]),
        tally(dev[1]),
        tally(held[0]),
        tally(held[1]),
        (dev_change - 0.03, dev_change + 0.03, 0.01),
        (held_change - 0.03, held_change + 0.03, p_value),
    )


@pytest.mark.parametrize(
    ("dev", "held", "level"),
    [
        ((0.5, 0.7), (0.5, 0.7), None),
        ((0.5, 0.9), (0.5, 0.7), "stop"),  # lower end of the gap near 0.12
        ((0.5, 0.84), (0.5, 0.7), "look"),
        ((0.5, 0.6), (0.65, 0.55), "stop"),  # dev rises, held-out falls
        ((0.5, 0.6), (0.5, 0.8), None),  # dev is below: the choice was hard
    ],
)
def test_what_complete_annotations_ask_for(
    dev: tuple[float, float], held: tuple[float, float], level: str | None
) -> None:
    rng = np.random.default_rng(0)
    finding = _spans([trained("", dev, held)], "ORG", "held-out texts", {"dev": 200}, rng)
    assert finding.effect == pytest.approx(dev[1] - held[1])
    assert (finding.step.level if finding.step else None) == level
    if dev[1] < held[1] - 0.1:
        assert "the chosen texts are harder" in finding.answer


@pytest.mark.parametrize(
    ("dev", "held", "said"),
    [
        ((0.5, 0.6), (0.65, 0.55), "The puzzle occurs: dev rises while the score on the random texts falls."),
        ((0.5, 0.6), (0.65, 0.63), "holds 0, so it may be chance."),
        ((0.5, 0.6), (0.5, 0.6), "The puzzle, dev up and random texts down, does not occur."),
        ((0.6, 0.5), (0.6, 0.5), "The puzzle, dev up and random texts down, does not occur."),
    ],
)
def test_whether_dev_rises_while_the_others_fall_is_said(
    dev: tuple[float, float], held: tuple[float, float], said: str
) -> None:
    finding = _spans([trained("", dev, held)], "ORG", "random texts", {"dev": 200}, np.random.default_rng(0))
    assert finding.answer.endswith(said)
    assert finding.trace is not None
    assert set(finding.trace.columns["series"]) == {"own dev split", "random texts"}


def test_a_fall_weighs_what_it_is_and_not_the_end_of_its_interval() -> None:
    one = trained("", (0.5, 0.6), (0.75, 0.55))
    finding = _spans([one], "ORG", "held-out texts", {"dev": 200}, np.random.default_rng(0))
    assert finding.step is not None
    assert finding.step.weight == pytest.approx(0.2)


def test_the_worst_of_three_is_held_to_its_adjusted_p_value() -> None:
    """Its own interval is clear of 0, but chance gives the worst of three that more often than one."""
    for p_value, level in ((0.016, "stop"), (0.017, None)):
        found = [
            trained("unknown", (0.5, 0.7), (0.5, 0.4), p_value),
            trained("not an entity", (0.5, 0.7), (0.5, 0.5), 0.9),
            trained("the base's prediction", (0.5, 0.7), (0.5, 0.52), 0.9),
        ]
        finding = _binary(found, "ORG", "held-out texts", {"dev": 200}, np.random.default_rng(0))
        assert (finding.step.level if finding.step else None) == level
        assert ("Dev rises while held-out falls where they are unknown." in finding.answer) == (level is not None)
        assert "Effect and interval are those of the worst of the three." in finding.method


def test_the_worst_meaning_of_yes_no_answers_counts() -> None:
    found = [
        trained("unknown", (0.5, 0.5), (0.5, 0.4)),
        trained("not an entity", (0.5, 0.7), (0.5, 0.2)),
        trained("the base's prediction", (0.5, 0.6), (0.5, 0.55)),
    ]
    finding = _binary(found, "ORG", "held-out texts", {"dev": 200}, np.random.default_rng(0))
    assert finding.effect == pytest.approx(-0.3)
    assert finding.p_value == pytest.approx(0.03)
    assert "Dev rises while held-out falls where they are not an entity." in finding.answer
    assert finding.step is not None
    assert finding.step.level == "stop"
    assert "the base's prediction (+0.05)" in finding.step.do
    harmless = [trained("unknown", (0.5, 0.6), (0.5, 0.52))]
    assert _binary(harmless, "ORG", "held-out texts", {}, np.random.default_rng(0)).step is None


def test_lessons_of_complete_annotations() -> None:
    import spacy

    nlp = spacy.blank("en")
    off = spans(ACME, (0, 3), (16, 24))  # "Acm" is not on token borders
    overlapping = spans("Acme Corp. of Oslo", (0, 10), (0, 18))
    binary, found = lessons(nlp, material([off, overlapping]).chosen, "ORG")
    assert not binary
    assert found[0].answer.unclear == ((0, 1),)
    assert len(found[0].answer.accepted) == 1
    start, end = found[0].answer.accepted[0]
    assert found[0].doc[start:end].text == "Borealis"
    assert len(found[1].answer.accepted) == 1
    none = lessons(nlp, material([spans(ACME, (0, 10), label="LAW")], label="ORG").chosen, "ORG")[1]
    assert none[0].answer.accepted == ()
    assert none[0].answer.complete


def test_lessons_of_yes_no_answers() -> None:
    import spacy

    nlp = spacy.blank("en")
    chosen = [decision(ACME, (0, 10), True), decision(ACME, (16, 24), False), decision(ACME, (0, 3), True)]
    skipped = Example(ACME, (Span(0, 10, "ORG"),), answer="ignore", binary=True, complete=False)
    binary, found = lessons(nlp, material([*chosen, skipped, spans("Rain.", label="ORG")]).chosen, "ORG")
    assert binary
    assert [(bool(lesson.answer.accepted), bool(lesson.answer.rejected)) for lesson in found] == [
        (True, False),
        (False, True),
    ]
    assert not any(lesson.answer.complete for lesson in found)


def test_no_more_lessons_than_are_trained_on() -> None:
    import spacy

    chosen = material([spans(f"Text {number}.") for number in range(CAP + 100)], label="ORG").chosen
    assert len(lessons(spacy.blank("en"), chosen, "ORG")[1]) == CAP


def test_without_a_label_nothing_is_loaded() -> None:
    unknown = tuned(material([Example(ACME, None, ("Law",))]), "no such pipeline", np.random.default_rng(0))
    assert isinstance(unknown, Unknown)
    assert "--label" in unknown.needs


def marked(text: Text) -> Example:
    return spans(text.text, *text.spans)


def test_too_few_annotations(shared: Path) -> None:
    base = shared / "models" / "en_news_base"
    unknown = tuned(material([spans(ACME, (0, 10))]), base, np.random.default_rng(0))
    assert isinstance(unknown, Unknown)
    assert "--selected" in unknown.needs


def test_a_base_without_the_label(shared: Path) -> None:
    given = material([spans(ACME, (0, 10), label="FIRM")])
    unknown = tuned(given, shared / "models" / "en_news_base", np.random.default_rng(0))
    assert isinstance(unknown, Unknown)
    assert unknown.needs.startswith("a pipeline that knows FIRM, with --base (this one knows ")
    assert "ORG" in unknown.needs


def test_a_text_too_long_for_the_pipeline_is_learnt_from_its_beginning() -> None:
    nlp = spacy.blank("en")
    nlp.max_length = 20
    text = "Acme said no . " * 4
    _, found = lessons(nlp, material([spans(text, (0, 4), (45, 49))]).chosen, "ORG")
    assert len(found[0].doc.text) == 20
    assert found[0].answer.accepted == ((0, 1),)


@pytest.mark.slow
def test_a_pipeline_learns_from_annotations(shared: Path) -> None:
    corpus = load_ag_news(str(shared / "ag_news"))
    given = material([marked(text) for text in corpus.pool[:200]], held=[marked(text) for text in corpus.heldout[:200]])
    shares = list[float]()
    base = shared / "models" / "en_news_base"
    finding, again = (tuned(given, base, np.random.default_rng(0), shares.append) for _ in range(2))
    assert isinstance(finding, Finding)
    assert finding == again
    assert finding.trace is not None
    assert shares == [1.0, 1.0]
    _, _, before, after = finding.trace.columns["estimate"]
    assert after > before + 0.05
    assert finding.sizes == {"annotations trained on": 160, "dev": 40, "held-out texts": 200}
