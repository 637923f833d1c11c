"""ORG tags in a few held-out texts, round by round, under two kinds of feedback at a time."""

from __future__ import annotations

import json
from typing import Any

from altutor.book import published_results as kept
from altutor.book.players.player import Player
from altutor.errors import AltutorError
from altutor.figures.tags import WRONG_ROW
from altutor.traces import Trace
from altutor.wording import fixed

DATA = "newswire-tags"
SCHEMA = 1
REMAKE = "make it with `python -m altutor.experiments.ag_news_org.tags chapters/published/newswire-tags`"
WORDS = {  # what the annotator does, and what the own dev split is scored by
    "random, all spans": ("Random texts, all spans marked", "F"),
    "beam, all spans": ("Texts that the beam is least sure of, all spans marked", "F"),
    "beam, not an entity": ("Yes/no to one unsure span a text; the rest counts as not an entity", "agreed"),
    "beam, base's prediction": ("Yes/no to one unsure span a text; the rest stays as the base marks it", "agreed"),
}
COLUMNS = ("labels", "precision", "recall", "f", "own dev", "base there", "right", "missed", "wrong")
SHOWN = ("random, all spans", "beam, not an entity")  # at first

Span = tuple[int, int]


def player() -> Player:
    """Read what was recorded, and return it with every number that the page shows."""
    trace = read()
    texts, config = trace["texts"], trace["config"]
    runs = [_run(run, texts) for run in trace["runs"]]
    table: dict[str, list[Any]] = {name: [] for name in ("feedback", "round", *COLUMNS)}
    for run in runs:
        for number, now in enumerate(run["rounds"]):
            for name, value in {"feedback": run["name"], "round": number, **now}.items():
                if name in table:
                    table[name].append(value)
    return Player(
        name="tags",
        title="What the pipeline marks as ORG, round by round",
        caption=f"The same base, trained further on {config['labels']} more labels each round, under two kinds of "
        f"feedback. One run (seed {trace['seed']}) on newswire, a generated stand-in for AG News; the "
        f"{len(texts)} held-out texts (a headline, then the story) were picked by the names in them, before any "
        "training.",
        still=_still(trace, runs),
        table=(
            "Scores by feedback and round: held-out ORG precision, recall and F; score on the own dev split (F where "
            "all spans are marked, else the share of agreed decisions) and the base's score there; right, missed and "
            f"wrong marks in the {len(texts)} texts shown",
            table,
        ),
        data={
            "last": config["rounds"],
            "shown": SHOWN,
            "texts": [{name: text[name] for name in ("about", "text", "gold")} for text in texts],
            "runs": runs,
        },
        help="Keys: Tab to a menu or to the slider of rounds, then arrows, Home and End.",
    )


def read() -> dict[str, Any]:
    """Return what :mod:`altutor.experiments.ag_news_org.tags` has recorded.

    Raises
    ------
    AltutorError
        When it is missing, damaged or of another shape.
    """
    path = kept.folder() / DATA / "trace.json"
    try:
        trace: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AltutorError(f"{path} cannot be read ({error}): {REMAKE}.") from error
    if trace.get("schema") != SCHEMA or [run["name"] for run in trace["runs"]] != list(WORDS):
        raise AltutorError(f"{path} does not hold what the player of tags shows: {REMAKE}.")
    return trace


def judged(gold: list[Span], marked: list[Span]) -> tuple[int, int, int]:
    """Return how many spans are right, missed and wrong; right are exact borders, as in the scores."""
    right = len(set(gold) & set(marked))
    return right, len(gold) - right, len(marked) - right


def _run(run: dict[str, Any], texts: list[dict[str, Any]]) -> dict[str, Any]:
    words, dev = WORDS[run["name"]]
    return {"name": run["name"], "words": words, "dev": dev, "rounds": [_round(each, texts) for each in run["rounds"]]}


def _round(now: dict[str, Any], texts: list[dict[str, Any]]) -> dict[str, Any]:
    tp, fp, fn = (now[name] for name in ("tp", "fp", "fn"))
    marked = [[tuple(span) for span in spans] for spans in now["marked"]]
    counts = [judged([tuple(span) for span in text["gold"]], spans) for text, spans in zip(texts, marked, strict=True)]
    right, missed, wrong = (sum(column) for column in zip(*counts, strict=True))
    return {
        "labels": now["labels"],
        "precision": round(tp / max(tp + fp, 1), 4),
        "recall": round(tp / max(tp + fn, 1), 4),
        "f": round(2 * tp / max(2 * tp + fp + fn, 1), 4),
        "own dev": None if now["dev_after"] is None else round(now["dev_after"], 4),
        "base there": None if now["dev_before"] is None else round(now["dev_before"], 4),
        "right": right,
        "missed": missed,
        "wrong": wrong,
        "marked": marked,
    }


def _still(trace: dict[str, Any], runs: list[dict[str, Any]]) -> Trace:
    """Return every span of the texts in every round as a picture."""
    columns: dict[str, list[Any]] = {name: [] for name in ("text", "span", "series", "round", "marks")}
    for run in runs:
        for number, now in enumerate(run["rounds"]):
            for text, marked in zip(trace["texts"], now["marked"], strict=True):
                gold = [tuple(span) for span in text["gold"]]
                # The place after # keeps two mentions of one name apart; it is not drawn.
                found = {f"{text['text'][a:b]}#{a}": int((a, b) in marked) for a, b in gold}
                found[WRONG_ROW] = judged(gold, marked)[2]
                for span, marks in found.items():
                    for name, value in zip(columns, (text["about"], span, run["name"], number, marks), strict=True):
                        columns[name].append(value)
    told = [
        f"{run['name']}: {run['rounds'][0]['right']} right and {run['rounds'][0]['wrong']} wrong at the base, "
        f"{run['rounds'][-1]['right']} right and {run['rounds'][-1]['wrong']} wrong after the last round, held-out F "
        f"from {fixed(run['rounds'][0]['f'], 2)} to {fixed(run['rounds'][-1]['f'], 2)}"
        for run in runs
    ]
    total = sum(len(text["gold"]) for text in trace["texts"])
    return Trace(
        id="player-tags",
        kind="tags",
        title="ORG marks round by round",
        caption="Disc: found. Ring: missed. Number: wrong marks in the text.",
        alt=f"Which of {total} gold ORG spans in {len(trace['texts'])} texts are found in each round. "
        f"{'. '.join(told)}.",
        columns=columns,
        labels={"x": "round (0: base)", "panels": {run["name"]: _heading(run) for run in runs}},
        experiment="ag-news-org",
        seeds=(trace["seed"],),
        versions=trace["versions"],
    )


def _heading(run: dict[str, Any]) -> str:
    selection, meaning = run["name"].split(", ")
    first, last = run["rounds"][0], run["rounds"][-1]
    feedback = "all spans" if meaning == "all spans" else f"yes/no, rest:\n{meaning}"
    feedback = f"{selection}, {feedback}" if "\n" in feedback else f"{selection},\n{feedback}"
    return f"{feedback}\nF {fixed(first['f'], 2)} to {fixed(last['f'], 2)}"
