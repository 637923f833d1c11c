import numpy as np
from scipy import stats

from altutor.book import published


def change(before, after):
    difference = after - before
    low, high = stats.t.interval(0.95, len(difference) - 1, loc=difference.mean(), scale=stats.sem(difference))
    return difference.mean(), low, high


def judge(dev, heldout):
    if dev[1] > 0 and heldout[2] < 0:
        return "shown"
    if dev[2] < 0 or heldout[1] > 0:
        return "absent"
    return "inconclusive"


def verdict(dev_before, dev_after, heldout):
    return judge(change(dev_before[:, -1], dev_after[:, -1]), change(heldout[:, 0], heldout[:, -1]))


def f_of(rows):
    tp, fp, fn = (np.array([np.sum(counts) for counts in rows[name]]) for name in ("tp", "fp", "fn"))
    return 2 * tp / (2 * tp + fp + fn)


def published_verdicts(cells, seeds):
    table = published("ag-news-org").results.table()
    table = table[(table["kind"] == "round") & table["seed"].isin(seeds)].sort_values("seed")
    found = []
    for cell in cells:
        mine = table
        for name, value in cell.items():
            mine = mine[mine[name] == value]
        first, last = mine[mine["round"] == 0], mine[mine["round"] == mine["round"].max()]
        dev = change(last["dev_before"].to_numpy(float), last["dev_after"].to_numpy(float))
        heldout = change(f_of(first), f_of(last))
        found.append({"dev": dev, "held-out": heldout, "verdict": judge(dev, heldout)})
    return found
