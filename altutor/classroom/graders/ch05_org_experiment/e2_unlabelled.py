"""Grades e2_unlabelled: tags of the reference, painted layer by layer."""

from dataclasses import dataclass

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch05_org_experiment.sentences import (
    COMPANIES,
    FORENAMES,
    KINDS,
    PLACES,
    SURNAMES,
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

EXERCISE = Exercise(
    title="What do the other tokens mean?",
    kind="implement",
    goals=("5.1",),
    minutes=20,
    difficulty=2,
    importance=3,
    needs=(),
    terms=("span", "org", "unlabelled tokens", "base"),
    instead_of=("altutor.ner.examples:make_example",),
    mistakes=(
        Mistake(
            "outside-everywhere",
            "This teaches every token that nobody marked as not an entity. That is true only where the annotator "
            "marked all there was to mark. Otherwise the pipeline is taught to be silent, and recall collapses.",
        ),
        Mistake(
            "missing-everywhere",
            "This leaves unknown what is known here. Where nothing says what ORG is not, the pipeline marks too much, "
            "and precision collapses.",
        ),
        Mistake(
            "base-overrides",
            "This lets the base win over the annotator. The answer was asked for because the base may be wrong there.",
        ),
        Mistake(
            "dropped-outside",
            "This takes the tokens of a dropped entity as not an entity. The mark says that the base's borders are "
            "wrong. It says nothing about the tokens that are left over, and those may belong to a name next to it.",
            hint=3,
        ),
        Mistake(
            "silence-unknown",
            "This keeps the base's entities and leaves all other tokens unknown. The base has seen those tokens too: "
            "it says that they are not an entity.",
            hint=2,
        ),
        Mistake(
            "answer-on-both-sides",
            "This writes the entities into the side that the pipeline gets, too. Entities that are there already steer"
            " its prediction, and the training compares the answer with itself.",
            hint=3,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks='`training_example` leaves all tokens unknown that nobody marked, where the meaning is "unknown"',
    hints=(
        "Look up `Doc.set_ents`: what does its argument `default` do?",
        "The reference is a copy of the text. Its entities are the marked spans; of the other tokens nothing is said.",
        "Work on a copy, never on `doc`: the example needs both, the text without entities and the text with them.",
    ),
)
def unknown(ask: Ask) -> None:
    """Ask about a sentence with names that nobody marked."""
    one = _sentence(ask.rng)
    _judge(
        ask,
        one,
        "unknown",
        painted("?", one.text.words, one.answers),
        f"the annotator marked {one.named(one.answers)}, and of the other tokens nothing is known.",
        {
            "outside-everywhere": painted("O", one.text.words, one.answers),
            "base-overrides": painted("?", one.text.words, one.answers, one.base),
        },
    )


@EXERCISE.part(
    points=1,
    asks='`training_example` takes tokens that nobody marked as not an entity, where the meaning is "outside"',
    hints=(
        "Which value of `default` in `Doc.set_ents` says that a token is no entity?",
        "The marked spans are entities, every other token is outside. What the base says is not used.",
        "Work on a copy, never on `doc`: the example needs both, the text without entities and the text with them.",
    ),
)
def not_an_entity(ask: Ask) -> None:
    """Ask about a sentence with names that nobody marked."""
    one = _sentence(ask.rng)
    _judge(
        ask,
        one,
        "outside",
        painted("O", one.text.words, one.answers),
        f"the annotator marked {one.named(one.answers)}, and every other token counts as not an entity.",
        {
            "missing-everywhere": painted("?", one.text.words, one.answers),
            "base-overrides": painted("O", one.text.words, one.answers, one.base),
        },
    )


@EXERCISE.part(
    points=2,
    asks='`training_example` lays the marked spans over what the base says, where the meaning is "base"',
    hints=(
        "Which of the base's entities share a token with a marked span? Those are dropped, whatever their label is.",
        "The entities of the reference are the marked spans and the base's entities that were not dropped. Tokens that"
        " the base found nothing in are outside.",
        "Tokens of a dropped entity that no marked span covers are unknown: `Doc.set_ents` takes such spans as "
        "`missing`. All this happens on a copy of `doc`.",
    ),
)
def what_the_base_says(ask: Ask) -> None:
    """Ask about a sentence in which one entity of the base sticks out of a marked span."""
    one = _sentence(ask.rng)
    kept = [entity for entity in one.base if not any(overlap(entity, mark) for mark in one.marked)]
    freed: list[Entity] = [(start, end, "?") for start, end, _ in one.base if (start, end) == one.clash]
    unshaken = [mark for mark in one.answers if not any(overlap(mark, entity) for entity in one.base)]
    _judge(
        ask,
        one,
        "base",
        painted("O", one.text.words, freed, kept, one.answers),
        f"the annotator marked {one.named(one.answers)}. Of the base's entities, {one.named(kept)} share no token with "
        f"that. {one.named([(*one.clash, 'ORG')])} does, so it is dropped, and its tokens without a mark are unknown.",
        {
            "outside-everywhere": painted("O", one.text.words, one.answers),
            "missing-everywhere": painted("?", one.text.words, one.answers),
            "base-overrides": painted("O", one.text.words, unshaken, one.base),
            "dropped-outside": painted("O", one.text.words, kept, one.answers),
            "silence-unknown": painted("?", one.text.words, kept, one.answers),
        },
    )


@dataclass
class _Case:
    text: Text
    marked: list[Span]
    base: list[Entity]
    clash: Span

    @property
    def answers(self) -> list[Entity]:
        return [(start, end, "ORG") for start, end in self.marked]

    def named(self, entities: list[Entity]) -> str:
        words = self.text.words
        return ", ".join(f"{' '.join(words[start:end])!r} ({start}, {end})" for start, end, _ in sorted(entities))


def _judge(ask: Ask, one: _Case, meaning: str, expected: str, because: str, mistakes: dict[str, str]) -> None:
    answer = ask("training_example", doc=one.text, marked=one.marked, meaning=meaning, base=one.base)
    predicted, reference = pair(answer, answer.value, one.text.words)
    called = f"{answer.called}\nand the tags of its reference (O is not an entity, ? is unknown)"
    ask.answer(called, tagged(reference)).equals(expected, because=because, mistakes=mistakes)
    ask.answer(f"{answer.called}\nand the entities of its predicted side", predicted.entities).equals(
        [],
        because="that side is the text as the pipeline gets it.",
        mistakes={"answer-on-both-sides": reference.entities},
    )


def _sentence(rng: np.random.Generator) -> _Case:
    """Make a sentence with all that can happen: a clash, an unmarked ORG, a person, a marked name, a wrong label."""
    sentence, marked, base, clash = Sentence(), list[Span](), list[Entity](), (0, 0)
    company, kind = iter(pick(rng, COMPANIES, 3)), iter(pick(rng, KINDS, 3))
    sentence.fill(rng, least=0, most=1)
    for what in rng.permutation(["clash", "own", "neighbours", "label"]).tolist():
        if what == "clash":  # the base's entity begins before the marked span, or ends after it
            before = bool(rng.integers(2))
            clash = sentence.add(
                *(["Old"] if before else []), next(company), next(kind), *([] if before else ["Group"])
            )
            marked.append((clash[0] + before, clash[1] - (not before)))
            base.append((*clash, "ORG"))
        elif what == "own":
            base.append((*sentence.add(next(company)), "ORG"))
        elif what == "neighbours":  # a marked span beside an entity of the base
            person = pick(rng, FORENAMES, 1) + pick(rng, SURNAMES, 1)
            for which in rng.permutation(["person", "new"]).tolist():
                if which == "person":
                    base.append((*sentence.add(*person), "PER"))
                else:
                    marked.append(sentence.add(next(company)))
        else:
            start, end = sentence.add(pick(rng, PLACES, 1)[0], next(kind))
            marked.append((start, end))
            base.append((start, start + 1, "LOC"))
        sentence.fill(rng)
    order = rng.permutation(len(base))
    return _Case(sentence.text(), [marked[i] for i in rng.permutation(3)], [base[i] for i in order], clash)
