"""Which labels of the base are at risk of being forgotten: it finds them in these texts, and nobody annotated them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from altutor.diagnose.answers.columns import share_columns
from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.material import Material
from altutor.diagnose.pipeline.base_view import BaseView
from altutor.diagnose.shown.phrases import counted
from altutor.traces import Trace

RISK = "Training on these annotations alone unlearns them, as far as unlabelled words count as no entity."
FEWEST = 5  # spans of a label; what the base finds less often is no loss that could be told from an error


def forgetting(material: Material, view: BaseView) -> Finding | None:
    """Count what the base finds in the chosen texts under labels that nobody annotated.

    Parameters
    ----------
    material
        Labels are compared by name: PER is not PERSON.
    view
        Its sample of the chosen texts.

    Returns
    -------
    Finding or None
        None where no spans were annotated, or the base finds nothing in these texts.
    """
    annotated = {span.label for example in material.selected.examples for span in example.spans or ()}
    found = view.chosen.by_label()
    if not annotated or not found:
        return None
    at_risk = [label for label, count in found.most_common() if label not in annotated and count >= FEWEST]
    spans = sum(found[label] for label in at_risk)
    lost = [sum(entity.label in at_risk for entity in entities) for entities in view.chosen.entities]
    share, low, high = ratio(lost, [len(entities) for entities in view.chosen.entities])
    texts = counted(len(lost), "chosen texts")
    what = (
        f"{spans:,} of the {found.total():,} entities that the base finds in {texts} have a label that nobody "
        f"annotated: {', '.join(at_risk)}."
        if at_risk
        else f"Every label that the base finds in {texts} was annotated, too."
    )
    return Finding(
        id="forgetting",
        section=5,
        question="Which labels of the base are at risk of being forgotten?",
        answer=f"{what} {RISK}" if at_risk else what,
        method=(
            f"Entities that {view.name} finds in a sample of the chosen texts, by label, a label counted from {FEWEST} "
            "spans on; share with the interval of a ratio of two means over texts (Cochran, 1977), none "
            "where every text has the same share, as where all or none are at risk. Labels are compared by name."
        ),
        chapter="05_org_experiment#forgetting-and-rehearsal",
        effect=share,
        low=low,
        high=high,
        unit="share of the base's entities",
        sizes={"chosen texts": len(lost), "entities": found.total()},
        trace=_trace(found.most_common(), annotated, what),
        step=_step(share, what, at_risk, len(material.chosen)),
    )


def ratio(parts: Sequence[int], wholes: Sequence[int]) -> tuple[float, float | None, float | None]:
    """Return the sum of `parts` over that of `wholes`, and a 95% interval for texts drawn at random.

    Parameters
    ----------
    parts, wholes
        Shapes (n,): entities at risk, and all entities, of each text; the wholes sum to 1 at least.

    Returns
    -------
    tuple
        ``(ratio, low, high)``, from 0 to 1. By linearisation (Cochran, 1977), with the normal quantile. It tells
        nothing where the texts do not differ in their share: low and high are None.
    """
    part: NDArray[np.float64] = np.asarray(parts, dtype=float)
    whole: NDArray[np.float64] = np.asarray(wholes, dtype=float)
    share = float(part.sum() / whole.sum())
    residuals = part - share * whole
    if len(part) < 2 or np.allclose(residuals, 0):
        return share, None, None
    error = float(np.std(residuals, ddof=1) / np.sqrt(len(part)) / whole.mean())
    return share, max(0.0, share - 1.96 * error), min(1.0, share + 1.96 * error)


def _step(share: float, what: str, at_risk: list[str], n: int) -> Step | None:
    if not at_risk:
        return None
    texts = f"the {n:,} texts" if n > 1 else "the text"
    do = f"merge the base's own predictions of {', '.join(at_risk)} into {texts} before training (rehearsal)."
    return Step("look", share, what, f"If you still need these labels, {do}")


def _trace(counts: list[tuple[str, int]], annotated: set[str], what: str) -> Trace:
    total = sum(count for _, count in counts)
    known = {label: "annotated" if label in annotated else "annotated by nobody" for label, _ in counts}
    return Trace(
        id="diagnose-forgetting",
        kind="dots",
        title="What the base finds in the chosen texts, by label",
        caption=(
            "Share of the base's entities that have each label, with 95% intervals (Wilson, 1927). What nobody "
            "annotated is unlearnt where training takes unlabelled words as no entity."
        ),
        alt=f"One dot with its interval a label. {what}",
        columns=share_columns((f"{label}, {known[label]}", "chosen texts", n, total) for label, n in counts),
        labels={"x": "share of the base's entities"},
    )
