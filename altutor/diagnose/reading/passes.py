"""Files that were answered in several passes, each about other labels: what each answer was asked about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from altutor.diagnose.reading.model import Example


@dataclass(eq=False)
class _Pass:
    """The labels that were used in some answers, and the texts that these are about."""

    labels: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)


def tell_apart(examples: list[Example]) -> None:
    """Set which labels each answer was asked about, where the passes over a file were about different ones.

    No file says so. A pass is made of the k-th answers of one session about its texts; where no session is named, of
    the k-th answers about them. Passes that share a label were asked the same, and so were those that share no text:
    they are parts of one pass, divided among people or days. What is left apart was asked about its own labels alone;
    an answer of a pass without any label is about all of them.

    It cannot tell passes apart where one of them used a label of the other, as one that adds PER to the ORG of the
    first: there a text without PER in the first answer counts as one that has none. Nor can it where sessions are not
    named and the passes are not over the same texts. And annotators who each use a name of their own for the same
    entities are taken for passes about different labels.

    Parameters
    ----------
    examples
        In the order of the file; changed in place. A yes or no says itself what it is about.
    """
    passes, number = defaultdict[tuple[str, int], _Pass](_Pass), Counter[tuple[str, str]]()
    of = dict[int, tuple[str, int]]()
    for position, example in enumerate(examples):
        silent = example.spans is None and not example.labels and not example.lost and example.answer == "accept"
        if example.binary or silent:
            continue
        about = example.session, example.text
        of[position] = example.session, number[about]
        number[about] += 1  # one that was rejected or skipped counts: the next answer belongs to the next pass
        passes[of[position]].labels.update(example.labels, (span.label for span in example.spans or ()))
        passes[of[position]].texts.add(example.text)
    used = [one for one in passes.values() if one.labels]
    tasks = _joined(used, lambda one, other: not one.labels.isdisjoint(other.labels))
    tasks = _joined(tasks, lambda one, other: one.texts.isdisjoint(other.texts))
    if len(tasks) < 2:
        return
    asked = {label: frozenset(task.labels) for task in tasks for label in task.labels}
    for position, which in of.items():
        label = next(iter(passes[which].labels), "")
        examples[position] = replace(examples[position], asked=asked.get(label))


def _joined(passes: Iterable[_Pass], alike: Callable[[_Pass, _Pass], bool]) -> list[_Pass]:
    """Join those that are alike, into the first of them."""
    groups = list[_Pass]()
    for one in passes:
        near = [group for group in groups if alike(one, group)]
        whole, *others = [*near, one]
        for other in others:
            whole.labels |= other.labels
            whole.texts |= other.texts
        groups = [*(group for group in groups if group not in near), whole]
    return groups
