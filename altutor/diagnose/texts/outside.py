"""Whether the pool is the one that the chosen texts come from."""

from __future__ import annotations

from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.material import Material

FEW = 0.05  # of the chosen texts: so many may be missing from the pool


def outside(material: Material) -> Finding | None:
    """Return how many chosen texts the pool does not have; None without a pool, or where it has all of them.

    Texts are matched by a hash of the text itself, so that other white space or other entities make another text.
    """
    n = len(material.chosen)
    if material.pool is None or not material.outside:
        return None
    share = material.outside / n
    are = "is" if material.outside == 1 else "are"
    what = f"{material.outside:,} of {n:,} chosen texts {are} not in the pool, letter by letter."
    if material.outside == n:
        what = "No chosen text is in the pool, letter by letter."
    return Finding(
        id="outside",
        section=1,
        question="Are the chosen texts in the pool?",
        answer=f"{what} Were the two preprocessed differently, or is this another pool? A difference that is found "
        "below may come from that.",
        method="Two texts are the same where a hash of the whole text is the same. No test.",
        chapter="02_sampling_bias#two-distributions",
        effect=share,
        unit="share of the chosen texts",
        sizes={"chosen texts": n, "texts of the pool": len(material.rest) + n - material.outside},
        step=None
        if share < FEW
        else Step("look", share, what, "Give the pool as it was when the texts were chosen, with the same cleaning."),
    )
