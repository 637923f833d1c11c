"""False alarms and power of ``altutor diagnose``: samples without bias, and samples biased in known ways.

    python benchmarks/diagnose_alarms.py [--data ../shared/ag_news --base ../shared/models/en_news_base] [--jobs 2]
        [--samples 1000] [--biased 200] [--sizes 100 200 600] [--out FILE.md] [--json FILE.json]

Every sample divides the texts anew, all at random: held-out texts, then the chosen ones, drawn from the others without
replacement. What no sample changes (terms, vectors, regions, what the base sees) is made once, blind to every choice;
the tests are those of the report. Finished batches are kept in ``.cache/diagnose/``: stopped, the same command goes on.
Raise ``STUDY`` where a test or a draw changes.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from diagnose_samples import (
    ALARMS,
    CAPS,
    KEPT,
    LEVEL,
    TESTS,
    Found,
    Sample,
    Texts,
    keep,
    key_of,
    load,
    missing,
    p_values,
    permute,
    rates,
    read,
    sample_of,
    used,
)
from joblib import Parallel, delayed
from numpy.typing import NDArray
from rich.progress import track
from threadpoolctl import threadpool_limits

from altutor.data.newswire import newswire_base
from altutor.files import dump_json, write_atomic
from altutor.wording import fixed, percent

STUDY = 1
BATCH = 25
BINS = 20  # of the p-values that are written
Rows = NDArray[np.intp]
Where = tuple[str, str | None, int | None]
"""Data, base and number of texts, for :func:`load`."""
Samples = list[dict[str, Found]]


@dataclass(frozen=True)
class Bias:
    """A way to choose, and how strong it is: 0 is chance."""

    kind: str = "none"
    strength: float = 0.0

    @property
    def told(self) -> str:
        """In words."""
        return {
            "none": "chance",
            "uncertainty": f"by uncertainty, exp({self.strength:g} z)",
            "length": f"by length, exp({self.strength:g} z)",
            "topic": f"one topic of four is {percent(self.strength)} of the choice",
            "cluster": f"a cluster of {percent(self.strength)} of the pool left out",
        }[self.kind]


NONE = Bias()
BIASES = (
    *(Bias("uncertainty", strength) for strength in (0.25, 0.5, 1.0)),
    *(Bias("length", strength) for strength in (0.25, 0.5)),
    *(Bias("topic", strength) for strength in (0.35, 0.5)),
    *(Bias("cluster", strength) for strength in (0.05, 0.1, 0.2)),
)


def draw(texts: Texts, bias: Bias, size: int, number: int) -> Sample:
    """Return sample `number`: held-out texts at random, then `size` of the other texts, chosen with the bias."""
    rng = np.random.default_rng([number, size, zlib.crc32(repr(bias).encode())])
    shuffled = rng.permutation(len(texts.texts))
    heldout, pool = np.sort(shuffled[texts.n_pool :]), np.sort(shuffled[: texts.n_pool])
    chosen = choose(texts, pool, bias, size, rng)
    return sample_of(texts, chosen, np.setdiff1d(pool, chosen), heldout)


def choose(texts: Texts, pool: Rows, bias: Bias, size: int, rng: np.random.Generator) -> Rows:
    """Return `size` rows of the pool in the order in which they are drawn, without replacement.

    By uncertainty and by length, each draw takes a row that is left with a chance proportional to exp(strength * z); z
    is the base's uncertainty or the logarithm of the words, standardised on the pool. A topic of random choice makes up
    a share of the sample. The cluster that is left out is a text of random choice and those nearest to it by their
    words.
    """
    if bias.kind in ("uncertainty", "length"):
        assert texts.confidence is not None or bias.kind == "length"
        of_row = np.log1p(texts.words.lengths) if bias.kind == "length" else 1 - np.asarray(texts.confidence)
        of_pool = of_row[pool]
        z = (of_pool - of_pool.mean()) / of_pool.std()
        # Sorted by these keys, rows stand in the order of such draws (Gumbel-top-k: Vieira, 2014; Kool et al., 2019).
        return pool[np.argsort(-(bias.strength * z + rng.gumbel(size=len(pool))))[:size]]
    if bias.kind == "topic":
        topics = np.array([texts.texts[row].topic for row in pool])
        inside = topics == rng.choice(np.unique(topics))
        n = min(rng.binomial(size, bias.strength), int(inside.sum()))
        both = (rng.choice(pool[inside], n, replace=False), rng.choice(pool[~inside], size - n, replace=False))
        return rng.permutation(np.concatenate(both))
    if bias.kind == "cluster":
        near = texts.words.vectors[pool] @ texts.words.vectors[rng.choice(pool)]
        left = pool[np.argsort(-near, kind="stable")[round(bias.strength * len(pool)) :]]
        return rng.choice(left, size, replace=False)
    return rng.choice(pool, size, replace=False)


def batch(where: Where, permutations: int, bias: Bias, size: int, first: int, n: int, kept: Path) -> None:
    """Test `n` samples and keep what was found."""
    permute(permutations)
    with threadpool_limits(1):
        texts = load(*where)
        samples = (draw(texts, bias, size, number) for number in range(first, first + n))
        tests = missing(kept)
        keep(kept, [p_values(sample, [first + i, size], tests) for i, sample in enumerate(samples)])


def study(
    where: Where, permutations: int, plan: Sequence[tuple[Bias, int, int]], folder: Path, jobs: int
) -> dict[tuple[Bias, int], Samples]:
    """Test all samples of a plan of (bias, size, samples); batches that were kept are read."""
    files: dict[tuple[Bias, int], list[Path]] = {}
    work = []
    for bias, size, samples in plan:
        for first in range(0, samples, BATCH):
            n = min(BATCH, samples - first)
            kept = folder / f"{bias.kind}-{bias.strength:g}-{size}-{first}-{n}.json"
            files.setdefault((bias, size), []).append(kept)
            if missing(kept):
                work.append(delayed(batch)(where, permutations, bias, size, first, n, kept))
    done = Parallel(n_jobs=jobs, return_as="generator_unordered")(work)
    for _ in track(done, "Batches", total=len(work), disable=not sys.stderr.isatty()):
        pass
    return {key: [one for file in kept for one in read(file)] for key, kept in files.items()}


def conservative(p: Sequence[float]) -> float:
    """Return the p-value of p-values being uniform or larger: the one-sided test of Kolmogorov and Smirnov."""
    from scipy import stats

    return float(stats.kstest(p, "uniform", alternative="greater").pvalue)


def summary(tested: dict[tuple[Bias, int], Samples]) -> list[dict[str, Any]]:
    """Return a row for each bias, size and test; without bias also how the p-values are distributed."""
    rows = []
    for (bias, size), samples in tested.items():
        for row in rates(samples):
            row = {"bias": bias.kind, "strength": bias.strength, "size": size, **row}
            if bias == NONE and row["test"] in TESTS:
                p = [found[0] for one in samples if (found := one.get(row["test"]))]
                row["ks_p"] = round(conservative(p), 4)
                row["bins"] = np.histogram(p, BINS, (0.0, 1.0))[0].tolist()
            rows.append(row)
    return rows


def table(rows: Sequence[dict[str, Any]], settings: dict[str, Any], data: dict[str, Any]) -> str:
    """Return the page."""
    sizes = settings["sizes"]
    lines = [
        f"# False alarms and power of `altutor diagnose`, {date.today()}",
        "",
        f"`python benchmarks/diagnose_alarms.py --samples {settings['samples']} --biased {settings['biased']}` with "
        f"{data['source']}: {settings['texts']:,} texts, of which {settings['pool']:,} are the pool of a sample; "
        f"{'with' if settings['base'] else 'without'} the base. Each sample divides the texts anew. Chosen texts are "
        f"compared with the rest of their pool ({CAPS}), their spans with the held-out texts. Tests draw "
        f"{settings['permutations']:,} permutations (the report 1,999), which leaves p-values exact. An alarm of a "
        f"test is p < {LEVEL:g}; *any*: any p-value below {LEVEL:g} after Holm's adjustment, as in the report. "
        "Intervals are exact (Clopper and Pearson, 1934), 95%, each by itself.",
        "",
        "## False alarms: chance chose",
        "",
        f"Share of {settings['samples']:,} samples with an alarm. At most {percent(LEVEL)} is nominal. In brackets the "
        "p-value of the p-values being uniform or larger (Kolmogorov and Smirnov, one-sided). Exact tests of counts "
        "can only be conservative: their p-values take few values; terms and missed adjust for many of them besides.",
        "",
        "| test | " + " | ".join(f"{size} chosen texts" for size in sizes) + " |",
        "|---|" + "---|" * len(sizes),
    ]
    cells = {(row["bias"], row["strength"], row["size"], row["test"]): row for row in rows}
    names = list(dict.fromkeys(row["test"] for row in rows))
    for name in names:
        found = (cells.get(("none", 0.0, size, name)) for size in sizes)
        lines.append(f"| {name} | " + " | ".join(_null(row) for row in found) + " |")
    lines += [
        "",
        "## Power: biased samples",
        "",
        f"Share of {settings['biased']} samples with an alarm, in percent.",
        "",
    ]
    lines += [
        "z is standardised on the pool. For *any* the interval is given.",
        "",
        "| chosen | texts | " + " | ".join(names) + " |",
        "|---|---|" + "---|" * len(names),
    ]
    for kind, strength in dict.fromkeys((row["bias"], row["strength"]) for row in rows if row["bias"] != "none"):
        for size in sizes:
            found = (cells.get((kind, strength, size, name)) for name in names)
            lines.append(f"| {Bias(kind, strength).told} | {size} | " + " | ".join(_power(row) for row in found) + " |")
    lines += ["", "Versions: " + ", ".join(f"{name} {number}" for name, number in used().items()) + "."]
    return "\n".join(lines) + "\n"


def _null(row: dict[str, Any] | None) -> str:
    if row is None:
        return "–"
    ks = f" [{fixed(row['ks_p'], 2)}]" if "ks_p" in row else ""
    return f"{percent(row['rate'], 1)} ({percent(row['low'], 1)} to {percent(row['high'], 1)}){ks}"


def _power(row: dict[str, Any] | None) -> str:
    if row is None:
        return "–"
    whole = f" ({fixed(100 * row['low'], 0)} to {fixed(100 * row['high'], 0)})" if row["test"] in ALARMS else ""
    return f"{fixed(100 * row['rate'], 0)}{whole}"


def main(words: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Print the tables; with --out and --json write them, too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="newswire", help="newswire, or a folder with AG News")
    parser.add_argument("--base", help="default: the base of newswire; 'none' for no base")
    parser.add_argument("--texts", type=int, help="use the first so many texts of the pool only")
    parser.add_argument("--samples", type=int, default=1000, help="without bias, of each size")
    parser.add_argument("--biased", type=int, default=200, help="of each bias and size")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 200, 600])
    parser.add_argument("--permutations", type=int, default=499, help="of a test")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--kept", type=Path, default=KEPT)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(words)
    pipeline = None if options.base == "none" else options.base or str(newswire_base())
    where = (options.data, pipeline, options.texts)
    texts = load(*where)
    per_sample = {"study": STUDY, "data": texts.source["sha256"], "texts": len(texts.texts), "pool": texts.n_pool}
    per_sample |= {"base": Path(pipeline).name if pipeline else None, "permutations": options.permutations}
    biases = [bias for bias in BIASES if bias.kind != "uncertainty" or pipeline]
    plan = [(NONE, size, options.samples) for size in options.sizes if options.samples]
    plan += [(bias, size, options.biased) for bias in biases for size in options.sizes if options.biased]
    found = study(
        where, options.permutations, plan, options.kept / f"alarms-{key_of(per_sample | used())}", options.jobs
    )
    rows = summary(found)
    settings = per_sample | {"samples": options.samples, "biased": options.biased, "sizes": options.sizes}
    page = table(rows, settings, texts.source)
    print(page)
    if options.out:
        write_atomic(options.out, page)
    if options.json:
        result = {"schema": 1, "study": "diagnose-alarms", "settings": settings, "versions": used()}
        write_atomic(options.json, dump_json(result | {"data": texts.source, "rows": rows}))
    return rows


if __name__ == "__main__":
    main()
