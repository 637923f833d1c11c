"""One page an experiment: every claim beside what was found, and the function that checks it."""

from __future__ import annotations

from altutor.book import code, quotes
from altutor.book import published_results as kept
from altutor.experiments import EXPERIMENTS, judged


def index() -> str:
    """Return the page that lists them."""
    lines = [
        "# Predicted and found",
        "",
        "A claim is a sentence that a run can refute. It was worded before the run that judges it, and says so where a",
        "trial had been looked at first. Its verdict stands beside it, whatever it is. It *holds* where the whole",
        "interval over seeds lies between its bounds, *does not hold* where the whole interval lies outside, and is",
        "*inconclusive* otherwise.",
        "",
    ]
    for name, entry in EXPERIMENTS.items():
        lines += [f"## [{entry.title}]({name}.md)", "", entry.question, "", quotes.predicted(name, prefix="../"), ""]
    return "\n".join(lines)


def page(experiment: str) -> str:
    """Return the page of an experiment, as Markdown."""
    entry, results = EXPERIMENTS[experiment], kept.results(experiment)
    command = f"altutor run {experiment} --scale {results.config['scale']}"
    versions = ", ".join(f"{name} {number}" for name, number in results.versions.items())
    lines = [
        f"# Claims: {entry.title[0].lower()}{entry.title[1:]}",
        "",
        f"{entry.question} {len(results.seeds)} seeds; made by `{command}` with {versions}.",
        "",
    ]
    for claim in judged(experiment)[0]:
        lines += [
            f"## {claim.id} {{ #{claim.id} }}",
            "",
            quotes.claim(f"{experiment}/{claim.id}", prefix="../"),
            "",
            code.fence(claim.measure),
            "",
        ]
    return "\n".join(lines)
