from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from annotated import decision, material, spans

from altutor.diagnose.finding import Finding, Unknown
from altutor.diagnose.material import Material
from altutor.diagnose.reading import Example
from altutor.diagnose.scores.gap import gap
from altutor.diagnose.scores.settle import settle
from altutor.diagnose.scores.standin import cross_validate
from altutor.diagnose.scores.tally import score
from altutor.diagnose.scores.task import evenly, task

FIRMS = ["Acme Corp", "Borealis", "Kestrel Mining", "Quorvex", "Tarn Group", "Ulmar"]
VERBS = ["sued", "bought", "left", "praised"]


def news(rng: np.random.Generator, n: int, firms: list[str] = FIRMS) -> list[Example]:
    """Texts with one or two firms, and names that look like firms but are none."""
    made = []
    for _ in range(n):
        first, second = rng.choice(firms, 2)
        verb, number = rng.choice(VERBS), rng.integers(10**6)
        text = f"{first} {verb} {second} in Oslo , item {number} ."
        start = len(f"{first} {verb} ")
        made.append(spans(text, (0, len(first)), (start, start + len(second))))
    return made


def topics(rng: np.random.Generator, n: int, noise: float) -> list[Example]:
    made = []
    for _ in range(n):
        topic = str(rng.choice(["Law", "Trade"]))
        said = topic if rng.random() > noise else {"Law": "Trade", "Trade": "Law"}[topic]
        made.append(Example(f"{topic.lower()} news number {rng.integers(10**6)}", None, (said,)))
    return made


def found(material: Material, seed: int = 0) -> Finding:
    finding = gap(material, np.random.default_rng(seed))
    assert isinstance(finding, Finding)
    return finding


def test_an_easy_choice_flatters_dev() -> None:
    rng = np.random.default_rng(0)
    finding = found(material(topics(rng, 150, 0.0), held=topics(rng, 150, 0.4)))
    assert finding.effect is not None
    assert finding.low is not None
    assert finding.low > 0.2
    assert finding.p_value == pytest.approx(2 / 2000)  # twice the mean of five, each as small as can be
    assert finding.step is not None
    assert finding.step.level == "stop"
    assert finding.step.weight == finding.effect
    assert "too good" in finding.answer
    assert finding.sizes == {"chosen texts": 150, "held-out texts": 150}


def test_a_hard_choice_asks_for_nothing() -> None:
    rng = np.random.default_rng(0)
    finding = found(material(topics(rng, 150, 0.4), held=topics(rng, 150, 0.0)))
    assert finding.high is not None
    assert finding.high < 0
    assert finding.step is None
    assert "no reason to worry" in finding.answer


def test_a_random_choice_shows_no_gap() -> None:
    rng = np.random.default_rng(1)
    finding = found(material(topics(rng, 150, 0.2), held=topics(rng, 150, 0.2)))
    assert finding.low is not None
    assert finding.high is not None
    assert finding.low < 0 < finding.high
    assert finding.p_value is not None
    assert finding.p_value > 0.05
    assert finding.step is None


def test_spans_are_found_by_a_tagger() -> None:
    rng = np.random.default_rng(0)
    both = material(news(rng, 60), held=news(rng, 60, ["Zephyr Ltd", "ouzel holdings", *FIRMS[:1]]))
    learnt = task(both)
    assert learnt is not None
    assert learnt.kind == "spans"
    assert learnt.unit == "F of ORG spans"
    scores = cross_validate(learnt)
    assert score(scores.dev) > 0.95 > score(scores.others)
    finding = found(both)
    assert finding.effect == pytest.approx(score(scores.dev) - score(scores.others))
    assert finding.trace is not None
    assert finding.trace.columns["estimate"] == [score(scores.dev), score(scores.others)]


def test_yes_and_no_are_told_apart() -> None:
    rng = np.random.default_rng(0)

    def asked(n: int) -> list[Example]:
        made = []
        for one in news(rng, n):
            assert one.spans
            if rng.random() < 0.5:
                made.append(decision(one.text, (one.spans[0].start, one.spans[0].end), True))
            else:
                start = one.text.index("Oslo")
                made.append(decision(one.text, (start, start + 4), False))
        return made

    learnt = task(material(asked(60), held=asked(60)))
    assert learnt is not None
    assert learnt.kind == "answer"
    assert task(material(asked(60), held=news(rng, 60))) is None  # other answers on the other side


def test_skipped_and_rejected_texts_do_not_count() -> None:
    rng = np.random.default_rng(0)
    kept, other = topics(rng, 60, 0), topics(rng, 60, 0)
    skipped = [replace(one, answer="ignore", labels=()) for one in topics(rng, 30, 0)]
    learnt = task(material([*skipped, *kept], held=other))
    assert learnt is not None
    assert len(learnt.texts) == 60
    assert learnt.positions == list(range(30, 90))


def test_rare_labels_are_dealt_with_the_others() -> None:
    rng = np.random.default_rng(0)
    chosen = [*topics(rng, 80, 0), Example("once only", None, ("Rare",)), Example("and again", None, ("Odd",))]
    learnt = task(material(chosen, held=topics(rng, 60, 0)))
    assert learnt is not None
    assert cross_validate(learnt).dev[-2:, 0].tolist() == [0, 0]


CHOSEN = "--selected FILE with at least 40 labelled texts"
OTHERS = "--heldout FILE or --random FILE with at least 40 texts that are labelled as the chosen ones are"


@pytest.mark.parametrize(
    ("chosen", "held", "needs"),
    [
        (30, 500, f"{CHOSEN} (it has 30)"),
        (60, 39, f"{OTHERS} (39 of the held-out texts are)"),
        (60, 1, f"{OTHERS} (1 of the held-out texts is)"),
        (30, 20, f"{CHOSEN} (it has 30) and {OTHERS} (20 of the held-out texts are)"),
    ],
)
def test_too_few_texts(chosen: int, held: int, needs: str) -> None:
    rng = np.random.default_rng(0)
    few = gap(material(topics(rng, chosen, 0), held=topics(rng, held, 0)), rng)
    assert isinstance(few, Unknown)
    assert few.needs == needs


def test_what_the_texts_lack() -> None:
    rng = np.random.default_rng(0)
    alike = [Example(f"law {number}", None, ("Law",)) for number in range(60)]
    without_spans = [spans(f"law {number}") for number in range(60)]
    for chosen, held, needs in (
        (alike, topics(rng, 60, 0), "--selected FILE with at least 10 texts whose answer is not the most frequent one"),
        (without_spans, news(rng, 60), "--selected FILE with at least 10 marked spans"),
        (topics(rng, 60, 0), news(rng, 60), f"{OTHERS} (none of the held-out texts are)"),
        (topics(rng, 60, 0), None, OTHERS),
    ):
        found = gap(material(chosen, held, label="ORG"), rng)
        assert isinstance(found, Unknown)
        assert found.needs == needs


def test_texts_that_are_marked_from_end_to_end() -> None:
    made = [spans(text, (0, len(text))) for text in (f"Acme Corp {number}" for number in range(90))]
    finding = found(material(made[:45], held=made[45:]))
    assert (finding.effect, finding.p_value) == (0, 1)


def test_texts_without_a_word() -> None:
    made = [Example("!?" * (number + 1), None, ("Law" if number % 3 else "Trade",)) for number in range(120)]
    finding = found(material(made[:60], held=made[60:]))
    assert finding.effect == pytest.approx(0)
    assert "scores 0.67" in finding.answer  # the most frequent label


def test_a_cap_is_told_where_it_was_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    few, many = (material(topics(rng, n, 0.2), held=topics(rng, 50, 0.2)) for n in (50, 60))
    monkeypatch.setattr("altutor.diagnose.scores.task.CAP", 50)
    told = "At most 50 texts of a side are used, evenly over the file."
    for given, capped in ((few, False), (many, True)):
        for finding in (found(given), settle(None, given, rng)):
            assert isinstance(finding, Finding)
            assert (told in finding.method) == capped
            assert not re.search(r"\b(on|and) all\b", finding.method)


def test_rare_answers_are_counted_among_the_texts_that_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    monkeypatch.setattr("altutor.diagnose.scores.task.CAP", 50)
    chosen = [Example(f"law {n}", None, ("Trade" if n % 2 and n < 24 else "Law",)) for n in range(100)]
    assert task(material(chosen, held=topics(rng, 50, 0))) is None  # every second text is used


def test_evenly() -> None:
    assert evenly([0, 1, 2, 3, 4], 2) == [0, 2]
    assert evenly([0, 1], 5) == [0, 1]
    assert len(evenly(list(range(1600)), 1500)) == 1500
