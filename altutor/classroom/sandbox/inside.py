"""The first thing that runs in a sandbox: binds itself, then serves the student's file.

    python -s -P -m altutor.classroom.sandbox.inside FILE

The two flags and an environment that is set from outside do what ``-I`` does; ``-I`` itself would ignore the fixed hash
seed, and an answer that depends on the order of a set would change from run to run.
"""

from __future__ import annotations

import os
import random

from altutor.classroom import worker
from altutor.classroom.sandbox import limits


def main() -> None:
    """Serve."""
    limits.apply()
    if hasattr(os, "nice"):
        os.nice(5)  # the grader, which watches, goes first
    fix_chance()
    worker.main()


def fix_chance() -> None:
    """Make code that draws without a seed draw the same in every run, so that a grade can be repeated."""
    import numpy as np
    from numpy.random import bit_generator

    random.seed(0)
    np.random.seed(0)  # noqa: NPY002, students use it
    bit_generator.randbits = random.Random(0).getrandbits  # type: ignore[attr-defined]  # where default_rng() begins


if __name__ == "__main__":
    main()
