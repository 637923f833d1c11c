"""Grades e4_rehearsal: entities laid out so that each rule of the merge is needed, and sets of text numbers."""

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch05_org_experiment.sentences import Entity, Span, overlap

OTHERS = ("PER", "LOC", "MISC")
Example = tuple[int, list[Entity], str]

EXERCISE = Exercise(
    title="Rehearse the other labels",
    kind="implement",
    goals=("5.5",),
    minutes=25,
    difficulty=2,
    importance=2,
    needs=("ch05 e2",),
    terms=("base", "forgetting", "rehearsal", "dev split", "unlabelled tokens", "gold", "org"),
    mistakes=(
        Mistake(
            "gold-overwritten",
            "This lets the base's entity win over the annotator's span. Rehearsal is to keep the old labels, not to "
            "undo the new one.",
        ),
        Mistake(
            "base-org-merged",
            "This merges in the base's ORG, too. The annotator marked every ORG of the text, so what the base adds is "
            "wrong, and the pipeline learns to repeat the base's mistakes.",
        ),
        Mistake(
            "overlaps-kept",
            "This keeps two entities that share a token. A token belongs to one entity at most, and spaCy refuses such"
            " a text.",
            hint=2,
        ),
        Mistake(
            "dev-rehearsed",
            "This trains on texts of the dev split. The dev score would then say how well the pipeline remembers.",
        ),
        Mistake(
            "annotated-twice",
            "This takes texts that are trained on already as further texts. Then the mix shows them twice, and once "
            "without what the annotator marked.",
        ),
        Mistake(
            "further-outside",
            "This takes the other tokens of the further texts as not an entity. Nobody marked ORG there, so every "
            "organization in them would be taught as a mistake.",
        ),
        Mistake(
            "any-label-kept",
            "This counts an entity as kept although its label has changed. A person whom the tuned pipeline calls an "
            "organization is a person lost.",
            hint=2,
        ),
    ),
)


@EXERCISE.part(
    points=2,
    asks="`merge` joins the marked ORG spans with the base's entities of other labels, and the marked spans win",
    hints=(
        "Two questions for each entity of the base: is it ORG? Does it share a token with a marked span?",
        "Two spans share a token where each begins before the other ends.",
        "Begin with the marked spans as ORG entities. Add the base's entities that pass both questions, and sort.",
    ),
)
def merged(ask: Ask) -> None:
    """Lay out marked spans and entities in every position to each other."""
    gold, base = _text(ask.rng)
    others, orgs = [one for one in base if one[2] != "ORG"], [(*span, "ORG") for span in gold]
    free = [one for one in others if not any(overlap(one, span) for span in gold)]
    taken = [one for one in others if one not in free]
    beside = [one for one in base if not any(overlap(one, span) for span in gold)]
    bare = [span for span in orgs if not any(overlap(span, one) for one in others)]
    ask("merge", gold=gold, base=base).equals(
        sorted(orgs + free),
        because=f"the annotator marked {len(orgs)} spans; of the base's entities of other labels, {sorted(taken)} "
        f"share a token with them and {sorted(free)} do not.",
        mistakes={
            "gold-overwritten": sorted(bare + others),
            "base-org-merged": sorted(orgs + beside),
            "overlaps-kept": sorted(orgs + others),
        },
    )
    ask("merge", gold=[], base=base).equals(
        sorted(others),
        because="nothing was marked, so no entity of another label stands against it.",
        mistakes={"base-org-merged": sorted(base)},
    )


@EXERCISE.part(
    points=1,
    asks="`further_texts` takes the first texts in order that are neither trained on nor in the dev split",
    hints=(
        "Which texts must the pipeline not be trained on, and which is it trained on already?",
        "Go through `order`, pass over the texts of both lists, and stop at as many as `train` has.",
    ),
)
def more_texts(ask: Ask) -> None:
    """Let texts of both lists come first in the order; once there are too few others."""
    for enough in (True, False):
        train, dev, order, further = _numbers(ask.rng, enough, n=int(ask.rng.integers(3, 5)))
        first = {
            "dev-rehearsed": [text for text in order if text not in train][: len(train)],
            "annotated-twice": [text for text in order if text not in dev][: len(train)],
        }
        ask("further_texts", train=train, dev=dev, order=order).equals(
            further,
            because=f"of {order}, the texts {sorted(train)} are trained on and {sorted(dev)} are the dev split; "
            + (
                f"the first {len(train)} others are taken." if enough else "all others are taken, and they are too few."
            ),
            mistakes=first,
        )


@EXERCISE.part(
    points=1,
    asks="`mix` puts annotated texts and further texts together, each with what its other tokens mean",
    hints=(
        "Which of the texts has an annotator seen? What is known of the tokens of the others?",
        "Use `merge` for the texts of `train`, with `base` at the text's number. A further text has nothing marked.",
        "One tuple for each text: its number, its entities, and the meaning of the rest, first for `train`, then for "
        "what `further_texts` gives.",
    ),
)
def mixture(ask: Ask) -> None:
    """Work out both halves from the parts."""
    train, dev, order, further = _numbers(ask.rng, True, n=2)
    base: list[list[Entity]] = [[(2, 3, "ORG"), (5, 6 + text % 2, OTHERS[text % 3])] for text in range(len(order))]
    clash = int(ask.rng.integers(2))  # one of the two marked spans is where the base found another label
    gold: list[list[Span]] = [[(5, 6)] if k == clash else [(8, 9 + k)] for k in range(2)]
    others = {text: base[text][1:] for text in order}
    marked = [[(*spans[0], "ORG")] for spans in gold]
    both = [sorted(others[text] + spans) for text, spans in zip(train, marked, strict=True)]
    right = [spans if k == clash else both[k] for k, spans in enumerate(marked)]

    def made(first: list[list[Entity]], then: list[int], rest: str = "unknown", orgs: bool = False) -> list[Example]:
        annotated = [
            (text, sorted(base[text][:1] + spans) if orgs else spans, "outside")
            for text, spans in zip(train, first, strict=True)
        ]
        return [*annotated, *((text, base[text] if orgs else others[text], rest) for text in then)]

    ask("mix", train=train, dev=dev, order=order, gold=gold, base=base).equals(
        made(right, further),
        because=f"the texts {train} are annotated, and the further texts are {further}.",
        mistakes={
            "further-outside": made(right, further, "outside"),
            "base-org-merged": made(right, further, orgs=True),
            "overlaps-kept": made(both, further),
            "gold-overwritten": made([others[t] if k == clash else both[k] for k, t in enumerate(train)], further),
            "dev-rehearsed": made(right, [text for text in order if text not in train][:2]),
            "annotated-twice": made(right, [text for text in order if text not in dev][:2]),
        },
    )


@EXERCISE.part(
    points=1,
    asks="`kept` gives, for each other label of the base, the share of its entities that are still found",
    hints=(
        "What is the share taken of: the base's entities, or the tuned pipeline's?",
        "For each label but ORG: how many entities does the base find over all texts? Of how many does the tuned "
        "pipeline have the same borders and the same label in the same text?",
    ),
)
def what_is_left(ask: Ask) -> None:
    """Lose, move and relabel some of the base's entities."""
    rng = ask.rng
    n = dict(zip(rng.permutation(OTHERS).tolist(), rng.choice([3, 4, 5, 7], 3, replace=False).tolist(), strict=True))
    right = {label: int(rng.integers(count - 1)) for label, count in n.items()}
    fates = [(label, k < right[label], k == right[label]) for label, count in n.items() for k in range(count)]
    fates += [("ORG", True, False), ("ORG", False, False)]
    base: list[list[Entity]] = [[] for _ in range(4)]
    tuned: list[list[Entity]] = [[] for _ in range(4)]
    for place, i in enumerate(rng.permutation(len(fates)).tolist()):
        label, same, renamed = fates[i]
        start, text = 3 * (place // 4), place % 4
        base[text].append((start, start + 1, label))
        if same or renamed:
            tuned[text].append((start, start + 1, label if same else "ORG"))
        elif rng.integers(2):
            tuned[text].append((start, start + 2, label))
    tuned[0].append((90, 91, "PER"))
    ask("kept", base=base, tuned=tuned).equals(
        {label: right[label] / count for label, count in n.items()},
        because="the base finds "
        + ", ".join(f"{count} {label}, of which {right[label]} are found again" for label, count in n.items())
        + ".",
        mistakes={"any-label-kept": {label: (right[label] + 1) / count for label, count in n.items()}},
    )


def _text(rng: np.random.Generator) -> tuple[list[Span], list[Entity]]:
    """Lay out one of each: apart, the same, overlapping at either end, side by side."""
    gold, base, at = list[Span](), list[Entity](), int(rng.integers(3))
    for what in rng.permutation(
        ["marked", "same", "org", "other", "other", "left", "right", "inside", "beside"]
    ).tolist():
        label = str(rng.choice(OTHERS))
        if what in ("marked", "same", "left", "right", "inside", "beside"):
            gold.append((at + 1, at + 3))
        if what in ("same", "org"):
            base.append((at + 1, at + 3, "ORG"))
        elif what in ("other", "inside"):
            base.append((at + 1, at + 2, label))
        elif what == "left":
            base.append((at, at + 2, label))
        elif what == "right":
            base.append((at + 2, at + 4, label))
        elif what == "beside":
            base += [(at, at + 1, label), (at + 3, at + 4, label)]
        at += int(rng.integers(4, 6))
    return [gold[i] for i in rng.permutation(len(gold))], [base[i] for i in rng.permutation(len(base))]


def _numbers(rng: np.random.Generator, enough: bool, n: int) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return texts to train on, dev texts, an order in which some of either come first, and the further texts."""
    n_dev = int(rng.integers(2, 4))
    n_others = n + 2 if enough else n - 1
    numbers = rng.permutation(n + n_dev + n_others).tolist()
    train, dev, others = numbers[:n], numbers[n : n + n_dev], numbers[n + n_dev :]
    early, late = [train[0], dev[0]], [*train[1:], *dev[1:], *others[1:]]
    order = [early[i] for i in rng.permutation(2)] + [others[0]] + [late[i] for i in rng.permutation(len(late))]
    return train, dev, order, [text for text in order if text in others][:n]
