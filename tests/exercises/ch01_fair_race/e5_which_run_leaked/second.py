import numpy as np


def problems(strategy, random):
    wrong = {}
    for run in (strategy, random):
        trained = np.concatenate([run["start"], run["queries"]])
        if np.isin(trained, run["heldout"]).any():
            wrong["trained on held-out"] = True
        if np.isin(run["tuned_on"], run["heldout"]).any():
            wrong["tuned on held-out"] = True
        bought = np.setdiff1d(np.concatenate([trained, run["tuned_on"]]), run["heldout"])
        if bought.size > run["reported"]:
            wrong["labels not counted"] = True
    same = (
        strategy["seed"] == random["seed"]
        and sorted(strategy["start"]) == sorted(random["start"])
        and sorted(strategy["heldout"]) == sorted(random["heldout"])
    )
    if not same:
        wrong["not paired"] = True
    return tuple(wrong)


def believable(races):
    honest = []
    for name in sorted(races):
        if len(problems(*races[name])) == 0:
            honest.append(name)
    return honest
