"""The report: every question of :mod:`altutor.diagnose` asked of one sample, and what follows from the answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from altutor.diagnose.finding import Finding, Unknown, take_scores
from altutor.diagnose.material import Material, Reading, load
from altutor.diagnose.questions import Asker, ask_all, comparable
from altutor.diagnose.shown.facts import Facts, facts
from altutor.diagnose.verdict import Verdict, alarm, verdict

LIBRARIES = ("numpy", "scipy", "scikit-learn", "spacy")


@dataclass(frozen=True)
class Report:
    """What is known of a sample.

    Attributes
    ----------
    settings
        Files and options as they were given.
    facts
        What was read.
    findings
        By section; p-values are adjusted for all of them.
    unknowns
        What could not be asked, and which file or option would tell.
    verdict
        The level and its lines.
    versions
        Of altutor, Python and the libraries that the numbers depend on.
    """

    settings: dict[str, Any]
    facts: Facts
    findings: tuple[Finding, ...]
    unknowns: tuple[Unknown, ...]
    verdict: Verdict
    versions: dict[str, str] = field(default_factory=dict)

    def write(self, folder: str | Path = "report") -> Path:
        """Write ``index.html`` and ``report.json`` into `folder`, and return the path of the former.

        Raises
        ------
        AltutorError
            When they cannot be written.
        """
        from altutor.diagnose.shown.page import page
        from altutor.diagnose.shown.written import as_json
        from altutor.files import write_atomic

        index = Path(folder) / "index.html"
        html, record = page(self), as_json(self)  # both, before one is written
        write_atomic(index.with_name("report.json"), record)
        write_atomic(index, html)
        return index


def report(
    selected: str | Path,
    *,
    pool: str | Path | None = None,
    random: str | Path | None = None,
    heldout: str | Path | None = None,
    base: str | Path | None = None,
    label: str | None = None,
    seed: int = 0,
    text: bool = True,
    progress: Reading | None = None,
) -> Report:
    """Ask whether an annotated sample is biased, and what to do.

    Parameters
    ----------
    selected
        The annotations: a file, a folder or a hub name (see :func:`altutor.diagnose.reading.read`).
    pool
        The texts that they were chosen from.
    random, heldout
        Labelled texts that nobody chose.
    base
        The spaCy pipeline before it was trained on these annotations: name or folder.
    label
        The entity label to ask about; by default the most frequent one.
    seed
        Of permutations, samples and folds: the same files and seed give the same report.
    text
        Whether the report may hold texts, and words of them.
    progress
        Given the name of what is read or asked, returns what to tell the share that is done.

    Returns
    -------
    Report

    Raises
    ------
    AltutorError
        When a file or the pipeline cannot be read, or has not the label.

    Examples
    --------
    ``altutor.diagnose.report("chosen.jsonl", pool="pool.jsonl", heldout="test.jsonl").write("report")``
    """
    material = load(selected, pool=pool, random=random, heldout=heldout, label=label, reading=progress)
    return examine(material, base=base, seed=seed, text=text, progress=progress)


def examine(
    material: Material,
    *,
    base: str | Path | None = None,
    seed: int = 0,
    text: bool = True,
    progress: Reading | None = None,
) -> Report:
    """Ask the same of files that were read; parameters and result are those of :func:`report`."""
    from altutor.bias.holm import holm
    from altutor.results import versions

    asker = Asker(seed, progress)
    ask_all(asker, material, base, text)
    findings = sorted(asker.findings, key=lambda one: one.section)
    name, known = material.labelled
    # A test of the texts alone does not know whether there are labels to judge by.
    findings = [
        replace(one, step=replace(one.step, do=take_scores(name, len(known))))
        if one.step is not None and one.step.do == take_scores()
        else one
        for one in findings
    ]
    tested = [place for place, one in enumerate(findings) if one.p_value is not None]
    if tested:
        for place, adjusted in zip(tested, holm([findings[i].p_value or 0.0 for i in tested]), strict=True):
            findings[place] = _among(replace(findings[place], adjusted=float(adjusted)), len(tested))
    if not text:
        findings = [replace(one, passages=()) for one in findings]
    unknowns = tuple(dict.fromkeys(asker.unknowns))
    sources = {"selected": material.selected, "pool": material.pool}
    sources |= {"random": material.random, "heldout": material.heldout}
    settings: dict[str, Any] = {name: source and source.name for name, source in sources.items()}
    settings |= {"base": base and str(base), "label": material.label, "text": text, "seed": seed}
    judged = verdict(findings, unknowns, comparable(material))
    return Report(
        settings, facts(material, comparable(material)), tuple(findings), unknowns, judged, versions(*LIBRARIES)
    )


def _among(found: Finding, tests: int) -> Finding:
    """Say where an answer sounds surer than its adjusted p-value is."""
    if alarm(found) or not alarm(replace(found, adjusted=None)):
        return found
    answer = f"{found.answer} By itself that is more than chance explains; among {tests} tests it is not."
    return replace(found, answer=answer)
