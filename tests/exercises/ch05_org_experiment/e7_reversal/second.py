from math import sqrt
from statistics import mean, stdev

from scipy.stats import t

from altutor.book import published


def change(before, after):
    differences = [float(late - early) for early, late in zip(before, after, strict=True)]
    n = len(differences)
    half = t.ppf(0.975, df=n - 1) * stdev(differences) / sqrt(n)
    return [mean(differences), mean(differences) - half, mean(differences) + half]


def words(dev, heldout):
    rises, does_not_rise = dev[1] > 0, dev[2] < 0
    falls, does_not_fall = heldout[2] < 0, heldout[1] > 0
    if does_not_rise or does_not_fall:
        return "absent"
    return "shown" if rises and falls else "inconclusive"


def verdict(dev_before, dev_after, heldout):
    last = dev_before.shape[1] - 1
    return words(change(dev_before.T[last], dev_after.T[last]), change(heldout.T[0], heldout.T[last + 1]))


def published_verdicts(cells, seeds):
    """Look the rows up one by one, without pandas."""
    by_key = {}
    for row in published("ag-news-org").results.rows:
        if row["kind"] == "round":
            cell = tuple(sorted((name, row[name]) for name in cells[0]))
            by_key.setdefault(cell, {})[row["seed"], row["round"]] = row
    found = []
    for cell in cells:
        rows = by_key[tuple(sorted(cell.items()))]
        last = max(number for _, number in rows)
        dev = change(*([rows[seed, last][name] for seed in seeds] for name in ("dev_before", "dev_after")))
        heldout = change(*([f_of(rows[seed, number]) for seed in seeds] for number in (0, last)))
        found.append({"verdict": words(dev, heldout), "dev": dev, "held-out": heldout})
    return found


def f_of(row):
    right, wrong, missed = map(sum, (row["tp"], row["fp"], row["fn"]))
    precision, recall = right / max(right + wrong, 1), right / (right + missed)
    return 2 * precision * recall / (precision + recall) if right else 0.0
