from altutor.data.ag_news import load_ag_news
from altutor.data.newswire import load_newswire
from altutor.ner.base import load_base
from altutor.ner.bench import Bench
from altutor.ner.loop import Cell, Protocol, run_cell


def f_of(row):
    tp, fp, fn = sum(row["tp"]), sum(row["fp"]), sum(row["fn"])
    return 2 * tp / max(2 * tp + fp + fn, 1)


def factorial(cells, data, base, seed, rounds, labels, candidates, n_pool, n_heldout):
    corpus = load_newswire(n_pool, n_heldout) if data == "newswire" else load_ag_news(data)
    bench = Bench(corpus, load_base(base))
    results = []
    for names in cells:
        cell = Cell(names["selection"], names["feedback"])
        if names["feedback"] == "binary":
            cell = Cell(names["selection"], "binary", "proposals", "outside")
        rows = [
            row for row in run_cell(bench, cell, Protocol(rounds, labels, candidates), seed) if row["kind"] == "round"
        ]
        results.append({**names, "before": f_of(rows[0]), "after": f_of(rows[-1])})
    return results


def effects(results):
    gain = {(r["selection"] == "random", r["feedback"]): r["after"] - r["before"] for r in results}
    added = {feedback: gain[False, feedback] - gain[True, feedback] for feedback in ("spans", "binary")}
    feedback = [gain[selection, "binary"] - gain[selection, "spans"] for selection in (True, False)]
    return {
        "selection": -sum(added.values()) / 2,
        "feedback": -sum(feedback) / 2,
        "interaction": added["spans"] - added["binary"],
    }
