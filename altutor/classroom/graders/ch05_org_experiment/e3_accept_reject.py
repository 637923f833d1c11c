"""Grades e3_accept_reject: tags and rejected spans of each reference, read off the sentence by hand."""

from typing import Any

import numpy as np

from altutor.classroom.ask import Answer, Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch05_org_experiment.sentences import (
    COMPANIES,
    KINDS,
    Entity,
    Sentence,
    Span,
    overlap,
    painted,
    pair,
    pick,
    tagged,
)
from altutor.classroom.wire import Text

GROUPS = ("rejected", "refused", "not_org", "wrong_spans")

EXERCISE = Exercise(
    title="Accept or reject one span",
    kind="implement",
    goals=("5.1",),
    minutes=25,
    difficulty=2,
    importance=3,
    needs=("ch05 e2",),
    terms=("span", "org", "gold", "suggestion", "unlabelled tokens", "annotator"),
    instead_of=("altutor.ner.examples:make_example", "altutor.ner.annotator:judge"),
    mistakes=(
        Mistake(
            "border-accepted",
            "This accepts a span that only overlaps the gold, or shares one border with it. The training would take "
            "the wrong border for right, and then no later answer can tell it otherwise.",
            hint=2,
        ),
        Mistake(
            "rejected-outside",
            "This takes the tokens of the rejected span as not an entity. A no may mean a wrong border only: the "
            "tokens can still belong to an organization.",
        ),
        Mistake(
            "rejection-ignored",
            "This lets the training learn nothing from a no. Most of the answers of a yes/no session can be "
            "rejections.",
            hint=2,
        ),
        Mistake(
            "neighbours-outside",
            "This teaches the tokens around the span as not an entity. Nobody was asked about them, and an "
            "organization among them would be taught as a mistake.",
        ),
        Mistake(
            "no-suggestion-kept",
            "This makes an example of a text without a suggestion. Nobody gave an answer there, so there is nothing to"
            " learn from it.",
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`judge` accepts a suggestion only where its two borders are those of a gold span",
    hints=(
        "Is half of a name a right answer?",
        "Compare both borders with those of one and the same gold span.",
    ),
)
def judgements(ask: Ask) -> None:
    """Ask about right spans, wrong borders, borders of two spans, and places without gold."""
    text, spans = _sentence(ask.rng)
    (a, b), (c, d), (e, f) = sorted(spans)
    wrong = [(a, b - 1), (a + 1, b), (a, d), (c, f), (d, e), (c + 1, d), (e, f + 1), (a, f)]
    for span in [(c, d), wrong[int(ask.rng.integers(4))], (e, f), wrong[int(ask.rng.integers(4, 8))], (a, b)]:
        ask("judge", gold=spans, suggestion=span).equals(
            span in spans,
            because=f"{' '.join(text.words[span[0] : span[1]])!r} is "
            f"{'one' if span in spans else 'none'} of the gold spans, which are {_names(text, spans)}.",
            mistakes={"border-accepted": any(overlap(span, other) for other in spans)},
        )
    ask("judge", gold=[], suggestion=(a, b)).equals(False, because="no span of this text is gold.")


@EXERCISE.part(
    points=1,
    asks="`answer_example` makes an accepted span an ORG entity, and says nothing of the other tokens",
    hints=(
        "What does a yes say about the words beside the span?",
        "`Doc.set_ents` of a copy takes the one entity; its argument `default` says what the other tokens are.",
    ),
)
def accepted(ask: Ask) -> None:
    """Ask about one of three organizations."""
    text, spans = _sentence(ask.rng)
    span, group = spans[1], str(ask.rng.choice(GROUPS))
    answer = ask("answer_example", doc=text, suggestion=span, accepted=True, group=group)
    because = f"{_names(text, [span])} was accepted, and nothing was said of the other tokens."
    _judge(ask, answer, answer.value, text, group, span, True, because)


@EXERCISE.part(
    points=2,
    asks="`answer_example` puts a rejected span into the group, with the label ORG, and says nothing of its tokens",
    hints=(
        "What does a no say about a single token of the span? Think of a suggestion with a wrong border.",
        "No token gets a tag: all are missing. What is known stands beside the tags, in `reference.spans`.",
        "`reference.spans[group]` takes a list of `Span`s of the reference. Each needs borders and the label ORG.",
    ),
)
def rejected(ask: Ask) -> None:
    """Ask about a span with a wrong border."""
    text, spans = _sentence(ask.rng)
    span, group = (spans[1][0] - int(ask.rng.integers(2)), spans[1][1] + 1), str(ask.rng.choice(GROUPS))
    answer = ask("answer_example", doc=text, suggestion=span, accepted=False, group=group)
    because = (
        f"{_names(text, [span])} was rejected as ORG. That is all that was said, and {_names(text, spans)} are gold."
    )
    _judge(ask, answer, answer.value, text, group, span, False, because)


@EXERCISE.part(
    points=1,
    asks="`session` makes one example for each text with a suggestion, by what the annotator answers",
    hints=(
        "Walk along the three lists together. When is there no answer?",
        "Skip the texts whose suggestion is None. For the others let `judge` answer and `answer_example` do the rest.",
    ),
)
def whole_session(ask: Ask) -> None:
    """Mix right suggestions, wrong ones and texts without any."""
    made = [_sentence(ask.rng) for _ in range(4)]
    texts, gold = [text for text, _ in made], [spans for _, spans in made]
    right, half, place = gold[0][2], (gold[1][0][0], gold[1][0][1] + 1), (gold[2][1][1], gold[2][1][1] + 1)
    order = ask.rng.permutation(4).tolist()
    texts, gold = [texts[i] for i in order], [gold[i] for i in order]
    asked: list[Span | None] = [[right, half, place, None][i] for i in order]
    group = str(ask.rng.choice(GROUPS))
    answer = ask("session", docs=texts, gold=gold, suggestions=asked, group=group)
    n = len(answer.value) if isinstance(answer.value, list) else -1
    answer.holds(
        n == 3,
        "a list of 3 examples",
        because="there are 4 texts, and one of them has no suggestion.",
        came=f"a list of {n}" if n >= 0 else "",
        mistakes={"no-suggestion-kept": n == 4},
    )
    if n != 3:
        return
    answered = [one for one in zip(texts, gold, asked, strict=True) if one[2] is not None]
    for position, (text, spans, span) in enumerate(answered):
        assert span is not None
        yes = span in spans
        because = f"{_names(text, [span])} was suggested, and {_names(text, spans)} are gold."
        called = ask.answer(f"{answer.called}\nand example {position} of the list", answer.value)
        if not yes and any(overlap(span, other) for other in spans):
            _, reference = pair(called, answer.value[position], text.words)
            took = (*span, "ORG") in reference.entities
            called.holds(
                not took,
                "no entity",
                because,
                came=f"{_names(text, [span])} as ORG",
                mistakes={"border-accepted": took},
            )
        _judge(ask, called, answer.value[position], text, group, span, yes, because)


def _judge(ask: Ask, answer: Answer, value: Any, text: Text, group: str, span: Span, yes: bool, because: str) -> None:
    predicted, reference = pair(answer, value, text.words)
    words, entities = text.words, list[Entity]([(*span, "ORG")] if yes else [])
    silent: list[Entity] = [] if yes else [(*span, "O")]
    outside = painted("O", words, entities)
    called = f"{answer.called}\nand the tags of its reference (O is not an entity, ? is unknown)"
    mistakes = {"neighbours-outside": outside}
    if not yes:
        mistakes |= {"rejected-outside": painted("?", words, silent)}
        inside: list[Entity] = [(*span, "?")]
        if tagged(reference) == painted("O", words, inside):
            mistakes["neighbours-outside"] = tagged(reference)
    ask.answer(called, tagged(reference)).equals(painted("?", words, entities), because, mistakes)
    ask.answer(f"{answer.called}\nand the spans in reference.spans[{group!r}]", reference.groups.get(group, [])).equals(
        [] if yes else [(*span, "ORG")], because, {} if yes else {"rejection-ignored": []}
    )
    ask.answer(f"{answer.called}\nand the entities of its predicted side", predicted.entities).equals(
        [], "that side is the text as the pipeline gets it, without any annotation."
    )


def _names(text: Text, spans: list[Span]) -> str:
    return ", ".join(f"{' '.join(text.words[start:end])!r} ({start}, {end})" for start, end in spans)


def _sentence(rng: np.random.Generator) -> tuple[Text, list[Span]]:
    """Make a sentence with three organizations; return their spans in any order."""
    sentence, spans = Sentence(), list[Span]()
    sentence.fill(rng)
    for company, kind in zip(pick(rng, COMPANIES, 3), pick(rng, KINDS, 3), strict=True):
        spans.append(sentence.add(company, kind, *(["Group"] if rng.integers(2) else [])))
        sentence.fill(rng)
    return sentence.text(), [spans[i] for i in rng.permutation(3)]
