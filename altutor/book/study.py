"""One experiment in a notebook: its published results, or a small run of it now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from altutor import experiments
from altutor.book import published_results as kept
from altutor.book.picture import Picture, draw
from altutor.book.tables import claims_table
from altutor.errors import AltutorError
from altutor.experiments import Options
from altutor.results import Results
from altutor.study import run_study
from altutor.traces import Trace


@dataclass(frozen=True)
class Study:
    """Results of an experiment and what its figures show.

    Attributes
    ----------
    results
        Rows, settings and verdicts.
    traces
        The figures as data, by id.
    """

    results: Results
    traces: dict[str, Trace]

    def figure(self, id_: str) -> Picture:
        """Return a figure for a notebook.

        Raises
        ------
        AltutorError
            When there is no such figure.
        """
        if id_ not in self.traces:
            raise AltutorError(f"{self.results.experiment} has no figure {id_!r}; it has {', '.join(self.traces)}.")
        return draw(self.traces[id_])

    def claims(self, *ids: str) -> Picture:
        """Return a table of predictions beside what was found: of these claims, or of all.

        Raises
        ------
        AltutorError
            When there is no such claim.
        """
        verdicts = {claim["id"]: claim for claim in self.results.claims}
        if unknown := set(ids) - verdicts.keys():
            raise AltutorError(
                f"{self.results.experiment} has no claim {', '.join(sorted(unknown))}; it has {', '.join(verdicts)}."
            )
        return Picture(claims_table([verdicts[id_] for id_ in ids or verdicts], self.results))


def published(experiment: str) -> Study:
    """Return the published results of an experiment.

    Raises
    ------
    AltutorError
        When nothing is published under that name.
    """
    return Study(kept.results(experiment), kept.traces(experiment))


def run(experiment: str, seeds: int, **options: Any) -> Study:
    """Run an experiment now, at quick scale, with few seeds; nothing is kept.

    Parameters
    ----------
    experiment
        As ``altutor list`` names it.
    seeds
        Number of seeds, 0 to `seeds` - 1.
    **options
        Further fields of :class:`altutor.experiments.Options`.

    Raises
    ------
    AltutorError
        When there is no such experiment, or an option does not fit it.
    """
    plan = experiments.plan(experiment, Options(seeds=seeds, **options))
    with TemporaryDirectory() as folder:
        results = run_study(plan, Path(folder), quiet=True)
    return Study(results, {trace.id: trace for trace in plan.traces(results)})
