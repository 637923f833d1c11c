def problems(strategy, random):
    found = []
    runs = (strategy, random)
    if any(set(run["queries"]) & set(run["heldout"]) for run in runs):
        found.append("trained on held-out")
    if any(set(run["tuned_on"]) & set(run["heldout"]) for run in runs):
        found.append("tuned on held-out")
    if any(identity(strategy, key) != identity(random, key) for key in ("seed", "start", "heldout")):
        found.append("not paired")
    for run in runs:
        used = set(run["start"] + run["queries"] + run["tuned_on"]) - set(run["heldout"])
        if run["reported"] < len(used):
            found.append("labels not counted")
            break
    return found


def identity(run, key):
    return run[key] if key == "seed" else set(run[key])


def believable(races):
    return sorted(name for name, (strategy, random) in races.items() if not problems(strategy, random))
