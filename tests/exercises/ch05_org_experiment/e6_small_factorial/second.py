import numpy as np

from altutor.data.ag_news import load_ag_news
from altutor.data.newswire import load_newswire
from altutor.ner.base import load_base
from altutor.ner.bench import Bench
from altutor.ner.loop import Cell, Protocol, run_cell


def run(names, corpus, base, protocol, seed):
    """Take a fresh bench for each cell, and find the rows by their round."""
    options = {"suggestion": "proposals"} if names["feedback"] == "binary" else {}
    bench = Bench(corpus, load_base(base))
    by_round = {}
    for row in run_cell(bench, Cell(**names, unlabelled="outside", **options), protocol, seed):
        if "tp" in row:
            by_round[row["round"]] = row
    scores = []
    for number in (0, protocol.rounds):
        tp, fp, fn = (np.sum(by_round[number][name]) for name in ("tp", "fp", "fn"))
        precision, recall = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
        scores.append(2 * precision * recall / max(precision + recall, 1e-12))
    return {"before": scores[0], "after": scores[1], "selection": names["selection"], "feedback": names["feedback"]}


def factorial(cells, data, base, seed, rounds, labels, candidates, n_pool, n_heldout):
    corpus = load_ag_news(data) if data != "newswire" else load_newswire(n_pool=n_pool, n_heldout=n_heldout)
    protocol = Protocol(rounds=rounds, labels=labels, candidates=candidates)
    return [run(names, corpus, base, protocol, seed) for names in cells]


def effects(results):
    """Regress the gain on both factors, coded -1/2 and 1/2, and on their product."""
    x = np.array([[r["selection"] != "random", r["feedback"] == "binary"] for r in results]) - 0.5
    design = np.column_stack([np.ones(4), x, x[:, 0] * x[:, 1]])
    gains = [r["after"] - r["before"] for r in results]
    _, selection, feedback, interaction = np.linalg.solve(design, gains)
    return {"selection": selection, "feedback": feedback, "interaction": interaction}
