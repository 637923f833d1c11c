"""One module per experiment of the book; the only place that knows a chapter's settings."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from altutor.errors import AltutorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from altutor.claims import Claim
    from altutor.results import Results
    from altutor.study import Plan
    from altutor.traces import Trace


@dataclass(frozen=True)
class Options:
    """What a user may choose.

    Attributes
    ----------
    scale
        ``quick`` (minutes) or ``full`` (what the book publishes).
    seeds
        Number of seeds, 0 to n - 1; None takes the scale's own.
    data
        Hub name, folder, or ``newswire``; None takes ``fancyzhx/ag_news``; only for experiments that read texts.
    base
        Pipeline name or path; None takes ``en_core_web_md``, or for newswire its own; only for those experiments.
    budget
        Labels in all, spread over the rounds; None takes the scale's own; only for experiments that read texts.
    """

    scale: Literal["quick", "full"] = "quick"
    seeds: int | None = None
    data: str | None = None
    base: str | None = None
    budget: int | None = None


@dataclass(frozen=True)
class Entry:
    """An experiment's line in ``altutor list``; its module has ``plan(options) -> Plan``."""

    title: str
    question: str
    module: str
    reads_texts: bool = False


EXPERIMENTS = {
    "local-optimum": Entry(
        "The trap: a hidden cluster behind what the model is sure of",
        "One line separates the classes, and a learner that asks where it is least sure does not find it. How often, "
        "how much does it cost, and how many random questions free it?",
        "local_optimum",
    ),
    "rare-class": Entry(
        "A rare class, and one that is partly hidden",
        "The rarer a class, the more labels random sampling wastes on the others. How many labels does asking about "
        "uncertain rows save, and how much of the class must be hidden for the advantage to turn into a loss?",
        "rare_class",
    ),
    "sampling-bias": Entry(
        "What selection does to dev scores and to estimates of the error",
        "A dev split cut from chosen rows, an error rate estimated from them, a plot of them: which can be trusted? "
        "Which tests notice the choice?",
        "sampling_bias",
    ),
    "ag-news-org": Entry(
        "Fine-tuning a news pipeline on chosen ORG annotations",
        "Annotations chosen by active learning scored better on their own dev split and worse on held-out texts. Was "
        "it the choice of texts, the yes/no answers, or what the training took unlabelled tokens to mean?",
        "ag_news_org",
        reads_texts=True,
    ),
    "replicate-high-dimension": Entry(
        "Replication: margin sampling in high dimensions (Tifrea, Clarysse and Yang, 2023)",
        "No noise, two separable classes, many features that say nothing. Does asking near the boundary beat asking at "
        "random?",
        "replications.high_dimension",
    ),
    "replicate-data-efficiency": Entry(
        "Replication: data efficiency and the error of the final classifier (Mussmann and Liang, 2018)",
        "How many labels does uncertainty sampling save, and does it save more where the final classifier errs less?",
        "replications.data_efficiency",
    ),
    "replicate-four-clusters": Entry(
        "Replication: four groups on a line mislead margin sampling (Dasgupta and Hsu, 2008)",
        "A learner finds the best threshold from random labels. Does it still, when it asks about the row nearest to "
        "its threshold?",
        "replications.four_clusters",
    ),
    "replicate-successor": Entry(
        "Replication: a set that one model chose, given to another (Lowell, Lipton and Wallace, 2019)",
        "Labels outlive the model that chose them. Does a successor do better on them than on random ones?",
        "replications.successor",
    ),
}


def check(name: str, options: Options) -> None:
    """Refuse an unknown experiment or options that do not fit it, before anything is loaded or trained.

    Raises
    ------
    AltutorError
        Says which.
    """
    from altutor.study import require_positive

    if name not in EXPERIMENTS:
        raise AltutorError(
            f"There is no experiment {name!r}; there are {', '.join(EXPERIMENTS)}: `altutor list` tells about them."
        )
    given = {"seeds": options.seeds, "budget": options.budget}
    require_positive(**{option: value for option, value in given.items() if value is not None})
    if not EXPERIMENTS[name].reads_texts and (options.data or options.base or options.budget):
        raise AltutorError(f"{name} makes its own data and has a fixed budget: leave out --data, --base and --budget.")


def plan(name: str, options: Options) -> Plan:
    """Return the plan of an experiment.

    Raises
    ------
    AltutorError
        When :func:`check` refuses, or data or pipeline cannot be loaded.
    """
    check(name, options)
    module = import_module(f"altutor.experiments.{EXPERIMENTS[name].module}")
    made: Plan = module.plan(options)
    return made


def judged(name: str) -> tuple[list[Claim], Callable[[Results], list[Trace]]]:
    """Return the claims of an experiment, and the function from its results to what its figures show.

    Unlike :func:`plan` this loads no data.
    """
    module = f"altutor.experiments.{EXPERIMENTS[name].module}"
    claims: list[Claim] = import_module(f"{module}.claims").claims()
    traces: Callable[[Results], list[Trace]] = import_module(f"{module}.traces").traces
    return claims, traces
