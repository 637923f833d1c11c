"""Do the graders notice? Reference solutions with one thing changed, graded.

    python benchmarks/mutation.py [ch03 [e2]] [--seeds 200] [--out benchmarks/results/mutation-YEAR-MONTH-DAY.md]

Mutants are made by cosmic-ray's operators and by four of our own (``mutation_operators.py``). A mutant counts if
its answers differ from the solution's on any of the seeds; it is rejected if it loses points in one grading.
Finished exercises are kept in ``.cache/mutation/`` and are not done again until grader, solution or seeds change.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from mutation_operators import OWN, sensible
from rich.progress import track

from altutor.classroom import catalogue
from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import constants, grade, number
from altutor.classroom.student import Direct, Trouble
from altutor.files import write_atomic

ROOT = Path(__file__).parents[1]
LIMIT = 20  # seconds of processor time of one grading; whoever takes longer is rejected by the time limit of a part


@dataclass
class Tally:
    """What became of an exercise's mutants.

    Attributes
    ----------
    crashed
        Of the rejected, those that raise an error: any grader would notice.
    survivors
        Mutants that answer otherwise and keep all points: line by line, ``- old`` and ``+ new``.
    """

    made: int = 0
    same: int = 0
    rejected: int = 0
    crashed: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """Mutants whose answers differ from the solution's."""
        return self.rejected + len(self.survivors)


def mutants(code: str) -> Iterator[str]:
    """Yield the code with one thing changed, each change once."""
    seen = {code}
    for operator in [get_operator(name)() for name in operator_names() if sensible(name)] + [make() for make in OWN]:
        occurrence = 0
        while (changed := mutate_code(code, operator, occurrence)) is not None:
            occurrence += 1
            if changed not in seen:
                seen.add(changed)
                yield changed


def answers(exercise: Exercise, path: Path, seeds: int) -> Iterator[Any]:
    """Yield all judged answers of a file, seed by seed, going on after wrong ones."""
    student = Direct(path)
    for seed in range(seeds):
        found: list[Any] = []
        for part in exercise.parts:
            rng = np.random.default_rng([number(exercise.id), number(part.id), seed])
            ask = Ask(exercise, student, rng, constants(exercise, ""), part.seconds, silent=True)
            try:
                part.grade(ask)
            except Trouble as trouble:
                found.append(trouble.kind)
            except Exception as error:  # a grader may stumble over an answer that it has let pass
                found.append(type(error).__name__)
            found.append(rounded(ask.recorded))
        yield found


def rounded(value: Any) -> Any:
    """Return recorded answers as text in which the last digits do not count."""
    if isinstance(value, float):
        return f"{value:.5g}"
    if isinstance(value, dict) and "$array" in value:
        from altutor.classroom.wire import decode

        return rounded(decode(value).tolist())
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError when the work takes more processor time; that of the machine does not matter."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def examine(exercise: Exercise, seeds: int, folder: Path) -> Tally:
    """Grade every mutant of an exercise's reference solution."""
    solution = ROOT / "tests" / "exercises" / exercise.id / "solution.py"
    code = solution.read_text(encoding="utf-8")
    started = time.process_time()
    right = list(answers(exercise, solution, seeds))
    patience = LIMIT + 3 * (time.process_time() - started)  # a mutant that is alike takes as long as the solution
    tally = Tally()
    path = folder / "mutant.py"
    for changed in mutants(code):
        tally.made += 1
        path.write_text(changed, encoding="utf-8")
        try:
            with at_most(LIMIT):
                result = grade(exercise, path, Direct(path))
        except TimeoutError:
            tally.rejected += 1
            continue
        if result.points < exercise.points:
            tally.rejected += 1
            tally.crashed += all(isinstance(one.found, Trouble) for one in result.parts if one.found)
            continue
        try:
            with at_most(patience):
                differs = any(a != b for a, b in zip(right, answers(exercise, path, seeds), strict=True))
        except TimeoutError:
            differs = True
        if differs:
            tally.survivors.append(difference(code, changed))
        else:
            tally.same += 1
    return tally


def difference(code: str, changed: str) -> str:
    """Return the lines that differ."""
    pairs = zip(code.splitlines(), changed.splitlines(), strict=False)
    return "; ".join(f"`{old.strip()}` -> `{new.strip()}`" for old, new in pairs if old != new)


def remembered(exercise: Exercise, seeds: int, folder: Path) -> Tally:
    """Return the tally of an exercise; one that was made from the same files is read."""
    files = [
        *sorted((catalogue.GRADERS / exercise.chapter).glob("*.py")),
        ROOT / "tests" / "exercises" / exercise.id / "solution.py",
        Path(__file__),
        Path(__file__).with_name("mutation_operators.py"),
        ROOT / "altutor" / "classroom" / "ask.py",
    ]
    key = hashlib.sha256(b"".join(file.read_bytes() for file in files) + str(seeds).encode()).hexdigest()
    kept = ROOT / ".cache" / "mutation" / f"{exercise.id.replace('/', '-')}.json"
    if kept.exists() and (found := json.loads(kept.read_text(encoding="utf-8")))["key"] == key:
        return Tally(**found["tally"])
    tally = examine(exercise, seeds, folder)
    write_atomic(kept, json.dumps({"key": key, "tally": asdict(tally)}))
    return tally


def report(tallies: dict[str, Tally], seeds: int) -> str:
    """Return the table of all exercises, and the survivors."""
    lines = [
        f"# Mutants of the reference solutions, {date.today()}",
        "",
        f"`python benchmarks/mutation.py --seeds {seeds}`. A mutant counts if its answers differ from the",
        f"solution's on any of {seeds} seeds. *Crashed*: rejected because the code raises an error; any grader would",
        "notice that.",
        "",
        "| exercise | mutants | alike | count | rejected | of these crashed | rate |",
        "|---|---|---|---|---|---|---|",
    ]
    total = Tally()
    for name, one in tallies.items():
        total.made, total.same = total.made + one.made, total.same + one.same
        total.rejected, total.crashed = total.rejected + one.rejected, total.crashed + one.crashed
        total.survivors += [f"{name}: {text}" for text in one.survivors]
    for name, one in [*tallies.items(), ("all", total)]:
        rate = f"{one.rejected / one.counted:.1%}" if one.counted else "–"
        lines.append(f"| {name} | {one.made} | {one.same} | {one.counted} | {one.rejected} | {one.crashed} | {rate} |")
    quiet = (total.rejected - total.crashed) / max(total.counted - total.crashed, 1)
    lines += ["", f"Without those that crash: {quiet:.1%}.", "", "## Survivors", ""]
    lines += [f"- {text}" for text in total.survivors] or ["None."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table; with --out, write it, too. Exit code 1 below 95%."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="a chapter, or an exercise")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    chosen = catalogue.find(*options.words)
    with tempfile.TemporaryDirectory() as folder:
        work = track(chosen, "Mutants", disable=not sys.stderr.isatty())
        tallies = {one.short: remembered(one, options.seeds, Path(folder)) for one in work}
    text = report(tallies, options.seeds)
    print(text)
    if options.out:
        write_atomic(options.out, text)
    counted = sum(one.counted for one in tallies.values())
    sys.exit(sum(one.rejected for one in tallies.values()) < 0.95 * counted)


if __name__ == "__main__":
    main()
