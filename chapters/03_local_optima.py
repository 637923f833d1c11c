# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Local optima
#
# Uncertainty sampling asks where the model is unsure. What does it do about the places where the model is sure and
# wrong? This chapter builds a data set on which one can watch it. Then it measures how often a run gets stuck, derives
# the two formulas that predict it, and compares five ways out.
#
# **You will be able to**
#
# {{ goals() }}
#
# **Minutes**: 40 (without the code). **Needs**: [chapter 1](01_fair_race.ipynb) (the loop, paired seeds) and the idea of
# [sampling bias](02_sampling_bias.ipynb); logarithms.

# %% [markdown]
# ## The trap in motion
#
# Two strategies label the same pool, one query a round. Watch three things: where the rings fall (the queries), where
# the line goes, and what the model says of the cluster on the right.
#
# {{ player("trap") }}
#
# One strategy is random sampling. The other is uncertainty sampling, here *least confidence*: with two classes, margin
# and entropy choose the same row. This is all it does:
#
# {{ source("altutor.strategies.uncertainty:least_confidence") }}
#
# The cluster on the right is a [hidden cluster](../glossary.md#hidden-cluster): a part of the pool that the start does
# not hold and about which the model is sure (and, in the trap, wrong). A strategy that never asks about such a part has
# a [missed cluster](../glossary.md#missed-cluster). {{ cite("schutze2006") }} described the effect in text
# classification; {{ cite("tomanek2009") }} examined it for named entities.

# %% [markdown]
# ## The trap, step by step
#
# **The pool.** Three discs in the plane. Class 1 has two of them: one near class 0, and one far away on its other side.
# The far one holds {{ config("local-optimum", "pools", "trap", "hidden_mass") }} of the rows; this share is the *hidden
# mass* $h$. All lengths are in radii of a disc. The far disc's centre lies
# {{ config("local-optimum", "pools", "trap", "behind") }} to the right of class 0 (`behind`), and both discs of class 1
# lie {{ config("local-optimum", "pools", "trap", "lift") }} above it (`lift`). One horizontal line, at half the lift,
# separates the classes without an error. So nothing is wrong with the data, with the labels, or with the choice of a
# linear model. (The [data card](../data/trap.md) has every parameter.)

# %%
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

from altutor.book import published, run, show
from altutor.data.trap import (
    HIDDEN,
    VISIBLE_0,
    VISIBLE_1,
    Trap,
    probability_found,
    probability_missed,
)

study = published("local-optimum")
trap = Trap()
rng = np.random.default_rng(3)
points, heldout = trap.draw(1000, rng), trap.draw(1000, rng)
NAMES = {
    VISIBLE_1: "class 1, visible",
    VISIBLE_0: "class 0",
    HIDDEN: "class 1, hidden",
}
pd.DataFrame(
    {
        "disc": NAMES.values(),
        "centre": [tuple(trap.centres[number].tolist()) for number in NAMES],
        "rows": [int((points.cluster == number).sum()) for number in NAMES],
    }
)

# %% [markdown]
# **The start.** One labelled row of each visible disc: the start of someone who has seen an example of each class and
# does not know that there is a third group.
#
# **The first model.** Logistic regression on two points can be solved by hand. Let $x_1$ be the point of class 1 and
# $x_0$ that of class 0, let $z(x) = w \cdot x + b$ be the log odds of class 1, and let $\sigma(z) = 1 / (1 + e^{-z})$.
# We minimize
#
# $$ \log(1 + e^{-z(x_1)}) + \log(1 + e^{z(x_0)}) + \frac{1}{2} |w|^2 . $$
#
# The derivative by $b$ is zero where $\sigma(-z(x_1)) = \sigma(z(x_0))$; call this value $s$. Since $\sigma$ is
# increasing, $z(x_1) = -z(x_0)$: the boundary passes halfway between the two points. The derivative by $w$ is zero
# where $w = s \, (x_1 - x_0)$: the boundary is perpendicular to the line that joins them. So the first boundary is the
# **perpendicular bisector**, whatever the strength of the penalty. The first model says class 1 exactly for what lies
# nearer to $x_1$ than to $x_0$.
#
# The hidden disc lies behind class 0, seen from the visible class 1. Every one of its points is nearer to class 0. In
# 10,000 random starts there is no exception, and the margin is wide:


# %%
def disc(number, n):
    """Draw rows of one disc."""
    rows = trap.draw(4 * n + 1000, rng)
    return rows.features[rows.cluster == number][:n]


one, zero = disc(VISIBLE_1, 10_000), disc(VISIBLE_0, 10_000)
towards_1 = (one - zero) / np.linalg.norm(one - zero, axis=1, keepdims=True)
middle = (one + zero) / 2
# How far the hidden disc reaches to the side of class 1; below 0, not at all.
reach = ((trap.centres[HIDDEN] - middle) * towards_1).sum(axis=1) + trap.radius
print(f"{len(reach):,} random starts.")
print(f"Some of the hidden disc is called class 1 in {np.sum(reach > 0)} of them.")
print(f"It is never nearer to the boundary than {-reach.max():.1f} radii.")

# %% [markdown]
# **The questions.** Least confidence asks about the row that is nearest to the boundary.

# %% [markdown] tags=["predict"]
# **Predict first.** The pool has 1,000 rows. Suppose that the budget has no end. When does uncertainty sampling first
# ask about the hidden cluster?
#
# 1. After about 100 queries. By then the border between the visible discs is settled, and nothing else is left to be
#    unsure about.
# 2. After about 500. By then hidden rows are less familiar than any other that is left.
# 3. When no visible row is left.
#
# <details><summary>Answer</summary>
#
# **3.** The score of a row depends on one thing, the distance to the boundary, and the hidden rows are farther away
# than all others. Option 1: the rows at the border have been settled long since, and they are still the least sure
# ones. What counts is the order of the scores, not their size. Option 2 takes *uncertain* to
# mean *unfamiliar*; a linear model has no notion of unfamiliar. Here are the first 60 queries; the rest comes
# [below](#why-the-model-is-sure-where-it-is-wrong).
#
# </details>

# %%
from altutor.learners import logistic, train
from altutor.pool import Oracle
from altutor.simulate import simulate
from altutor.strategies import least_confidence, random

BUDGET = study.results.config["budget"]
history = simulate(
    points.features,
    Oracle(points.labels),
    points.start(1),
    least_confidence,
    BUDGET,
    heldout=(heldout.features, heldout.labels),
)
asked = points.cluster[list(history.queries)]
for number, name in NAMES.items():
    print(f"{name}: {np.sum(asked == number)} queries")
print("held-out accuracy:", {done: history.accuracy[done] for done in (0, 5, 20, 60)})

# %% [markdown]
# Not one query, and the accuracy does not change: all visible rows are right, all hidden rows wrong. Is that one
# unlucky run? Here are {{ seeds("local-optimum") }} pools, and beside them the *control*: the same pools without the
# hidden cluster.

# %%
study.figure("trap-curves")

# %% [markdown]
# {{ claim("local-optimum/trap-uncertainty-stuck", says="holds") }}
#
# {{ claim("local-optimum/trap-uncertainty-below-random", says="holds") }}
#
# {{ claim("local-optimum/control-no-loss", says="holds") }}
#
# (The control is so easy that the first model is already right everywhere. It shows that the hidden cluster is what
# costs accuracy, not that choosing is harmless.)
#
# In the trial with another shape of the trap, some runs found the cluster. The shape was then changed by the argument
# above, so that no start puts the boundary near the hidden disc. The first claim says that the trap was built well. How
# often pools in life look like it is another question, to which we come back.
#
# The end of the curve *uncertainty* needs no simulation: a model that gets every visible row right and every hidden
# row wrong has the accuracy $1 - h$ = 0.85. Measured:
# {{ shown("local-optimum/trap-curves", "estimate", panel="trap", series="uncertainty", x=60) }}.

# %% [markdown]
# ## Why the model is sure where it is wrong
#
# The model's probability of class 1 is $\sigma(w \cdot x + b)$. It depends on $x$ only through the signed distance to
# the boundary. Two things follow.
#
# **Far means sure.** Along the direction of $w$, confidence rises towards 1 without end. How many labelled rows are
# nearby does not enter. The hidden disc is farthest, so it is surest.
#
# **More labels make it surer.** Each answer confirms the boundary, the weights grow, and with them the confidence at
# every distance from the boundary. The table follows the run above. *Rank* counts rows from the least sure (1) to the
# surest (1,000).


# %%
def after(done):
    """Return the model of the run above after so many queries."""
    rows = [*history.start, *history.queries][: len(history.start) + done]
    return train(logistic, points.features[rows], points.labels[rows])


lines = []
for done in (0, 5, 20, 60):
    model = after(done)
    sure = model.predict_proba(points.features).max(axis=1)
    rank = sure.argsort().argsort() + 1
    lines.append(
        {
            "queries": done,
            "length of w": np.linalg.norm(model.coef_),
            "mean confidence, visible": sure[~points.hidden].mean(),
            "mean confidence, hidden": sure[points.hidden].mean(),
            "best rank of a hidden row": rank[points.hidden].min(),
            "accuracy, hidden": np.mean(model.predict(points.features[points.hidden])),
        }
    )
pd.DataFrame(lines).set_index("queries").round(4)

# %% tags=["fold"]
from matplotlib.colors import LinearSegmentedColormap

from altutor.figures.style import GREY, INK, RC, STYLES

LIGHT = LinearSegmentedColormap.from_list("light", ["#ffffff", "#7fb8dc"])
least, most = [], []
with plt.rc_context({**RC, "axes.grid": False}):
    figure, panels = plt.subplots(2, 1, figsize=(6.4, 5.4), sharex=True, layout="constrained")
    x, y = np.meshgrid(np.linspace(-5, 10, 151), np.linspace(-2, 4, 61))
    grid = np.column_stack([x.ravel(), y.ravel()])
    for panel, done in zip(panels, (0, BUDGET), strict=True):
        sure = after(done).predict_proba(grid).max(axis=1).reshape(x.shape)
        filled = panel.contourf(x, y, sure, levels=[0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1.0], cmap=LIGHT)
        panel.scatter(*points.features.T, s=3, c="#555555", linewidths=0)
        rows = [*history.start, *history.queries][: 2 + done]
        panel.scatter(
            *points.features[rows].T, s=26, facecolors="none", edgecolors=STYLES["uncertainty"].colour, linewidths=1.3
        )
        for number, name in NAMES.items():
            panel.annotate(name, trap.centres[number] + (0, 1.12), ha="center", color=INK, fontsize=8)
        panel.set(title=f"after {done} queries", ylabel="second feature (radii)", ylim=(-2, 4))
        sure = after(done).predict_proba(points.features).max(axis=1)
        most.append(sure[~points.hidden].max())
        least.append(sure[points.hidden].min())
    panels[1].set_xlabel("first feature (radii)")
    figure.colorbar(filled, ax=panels, label="confidence: probability of the likelier class", shrink=0.8)
show(
    figure,
    alt="Two maps of the model's confidence over the plane with the three discs, after 0 and after 60 queries. A white "
    "band of low confidence runs between the two visible discs and is narrower after 60 queries; the queries lie along "
    f"it. The confidence is at least {least[0]:.3f} in every hidden row and at most {most[0]:.3f} in every visible one "
    f"before the first query; after the last it is at least {least[1]:.5f} and at most {most[1]:.5f}.",
    caption="How sure the model of the run above is. Orange rings: rows with a label. Before the first query and after "
    "the last, it is surer of every hidden row than of any visible one.",
)

# %% [markdown]
# How long would this go on? We let it ask 950 times, on ten pools, and note the first question about a hidden row.

# %%
from altutor.engine import simulate_runs
from altutor.problems import Problem


def problems(seeds, trap=trap, rows=1000):
    """Return a problem for each seed, and where its hidden rows are."""
    made, hidden = [], []
    for seed in seeds:
        rng = np.random.default_rng([seed, 33])
        pool, held = trap.draw(rows, rng), trap.draw(1000, rng)
        heldout = held.features, held.labels
        made.append(Problem(pool.features, pool.labels, pool.start(1), *heldout, seed))
        hidden.append(pool.hidden)
    return made, np.array(hidden)


def first_found(parts, hidden):
    """Return the round of each run's first hidden query, infinite if it has none."""
    queries = np.concatenate([part.queries for part in parts])
    inside = np.take_along_axis(hidden, queries, axis=1)
    return np.where(inside.any(axis=1), inside.argmax(axis=1) + 1.0, np.inf)


made, hidden = problems(range(10))
whole = list(simulate_runs(made, least_confidence, budget=950, rounds=(0,)))
rounds = first_found(whole, hidden)
left = (~hidden).sum(axis=1) - 2 - (rounds - 1)
print(f"First hidden query: number {rounds.min():.0f} to {rounds.max():.0f}.")
print(f"Visible rows without a label by then: {left.min():.0f} to {left.max():.0f}.")

# %% [markdown]
# The hidden rows come last, after all that is visible. With $T$ = 60 or with $T$ = 600, the outcome is the same.
#
# ### Why call it a local optimum?
#
# Take the labels that the run bought, and compare two lines on them: the one that the model learnt, and the horizontal
# line at half the lift, which is right everywhere.

# %%
from sklearn.model_selection import cross_val_score

rows = [*history.start, *history.queries]
lines = {
    "learnt": lambda features: history.model.predict(features),
    "horizontal": lambda features: (features[:, 1] > trap.lift / 2).astype(int),
}
print(f"{len(rows)} labels were bought.")
for name, says in lines.items():
    errors = int(np.sum(says(points.features[rows]) != points.labels[rows]))
    right = np.mean(says(heldout.features) == heldout.labels)
    print(f"{name}: {errors} errors on them,")
    print(f"    held-out accuracy {right:.3f}")
dev = cross_val_score(logistic(), points.features[rows], points.labels[rows], cv=5)
print(f"learnt: accuracy {dev.mean():.3f} on dev splits of them (mean of five)")

# %% [markdown]
# Both lines fit every label. No label that uncertainty sampling buys speaks for one against the other, and the learner
# prefers the line between the visible discs, which leaves the wider margin. So the model chooses questions whose
# answers confirm the model. Each step is the best one by its own criterion, no step leads away, and a better state
# exists elsewhere. This is what the book calls a [local optimum](../glossary.md#local-optimum).
#
# Note what the annotator sees: a dev split of their own labels without errors, a confidence that rises, a model that no
# longer changes. Nothing in the labels that were bought can tell this model from a finished one.
# ([Chapter 2](02_sampling_bias.ipynb) treats what such a dev split is worth.)
#
# Is it an effect of linear models? The trap is built for them, but they are not the only ones that are sure far from
# all data. For networks of ReLU units {{ cite("hein2019") }} show that an input which is scaled up far enough gets a
# confidence as near to 1 as one likes, under mild conditions. Errors made with high confidence are also called *unknown
# unknowns*; {{ cite("lakkaraju2017") }} note that asking about unsure rows is no way to find them.

# %% [markdown]
# ## How likely is a miss? Two closed forms
#
# ### A random start
#
# So far the start was two visible rows. Suppose that it is random instead: $n$ labels drawn from the whole pool. The
# rows of a pool are independent, so each label falls into the hidden cluster with probability $h$ and misses it with
# probability $1 - h$. All $n$ miss it with probability
#
# $$ P(\text{missed}) = (1 - h)^n . $$

# %% [markdown] tags=["predict"]
# **Predict first.** A cluster holds 5% of the pool. You label 10 random rows. How likely is it that the cluster is not
# among them?
#
# 1. 5%
# 2. 50%
# 3. 60%
#
# <details><summary>Answer</summary>
#
# **3.** $0.95^{10} = 0.60$. Option 2 adds up: ten times 5% is the *expected number* of hidden rows, not the chance of
# having one; the two differ because some starts hold several. Option 1 confuses the share of the cluster with the
# chance of missing it.
#
# </details>

# %%
study.figure("trap-missed")

# %% [markdown]
# {{ claim("local-optimum/trap-random-start-closed-form", says="holds") }}
#
# Turned around, the formula says how large a start must be. To miss a cluster of mass $h$ with probability at most
# $\delta$, we need $(1-h)^n \le \delta$. Because $\log(1-h) \le -h$,
#
# $$ n \ge \frac{\log(1/\delta)}{h} $$
#
# labels suffice. For $\delta$ = 0.05 the logarithm is just below 3: **three divided by the mass of the smallest cluster
# that you mind missing**.

# %%
masses = np.array([0.25, 0.15, 0.05, 0.02, 0.01])
exact = np.ceil(np.log(0.05) / np.log(1 - masses)).astype(int)
pd.DataFrame(
    {
        "labels needed": exact,
        "3 / h": np.ceil(3 / masses).astype(int),
        "starts that miss": probability_missed(1, masses) ** exact,
    },
    index=pd.Index(masses, name="h"),
).round(3)

# %% [markdown]
# Two cautions. The formula is for *one* cluster that was named in advance. There may be several: a start misses at
# least one of those with masses $h_1, h_2, \dots$ with probability at most $\sum_i (1-h_i)^n$. And the labels must be
# random. Rows that a search, a filter or a colleague brought are a start of some other kind, and the formula says
# nothing about them.
#
# ### Exploration
#
# Now keep the small start, but draw each query at random with probability $e$, the
# [exploration rate](../glossary.md#exploration-rate), and let uncertainty sampling choose the others. (`view.coin` is a
# fresh random number between 0 and 1 for each query.)
#
# {{ source("altutor.strategies.exploration:mixed") }}
#
# A query meets the hidden cluster if it is random (probability $e$) and falls there (probability $h$). As long as the
# chosen queries stay away, a round misses it with probability $1 - eh$, and rounds are independent. It has been found
# within $t$ rounds with probability
#
# $$ P(\text{found by } t) = 1 - (1 - eh)^t , $$
#
# and the first hit comes after $1/(eh)$ rounds on average, if the loop goes on that long. Two small liberties were
# taken. Rows are drawn without replacement, so the hidden share of what is left grows a little. And the chosen queries
# might find the cluster on their own; on the trap they do not.

# %%
study.figure("trap-found")

# %%
h = trap.hidden_mass
for e in (1.0, 0.2, 0.1, 0.05):
    by_60 = float(probability_found(60, e, h))
    wait, half = 1 / (e * h), np.ceil(np.log(0.5) / np.log(1 - e * h))
    print(f"e = {e:4}: found by query 60 with probability {by_60:.2f}; wait: mean {wait:.0f}, median {half:.0f}")

# %% [markdown]
# {{ predicted("local-optimum", "trap-epsilon-0.05-closed-form", "trap-epsilon-0.1-closed-form",
#   "trap-epsilon-0.2-closed-form", says="holds") }}
#
# A tenth of the queries at random sounds like insurance. With $h$ = 0.15 the mean wait is 67 queries, more than the
# whole budget here. (The wait is skewed: half of the runs wait 46 queries or fewer.)
#
# The same experiment, now and on your machine, with 20 pools. The curves are rougher; the formulas are the same.

# %%
live = run("local-optimum", seeds=20)
live.claims(
    "trap-uncertainty-stuck",
    "trap-uncertainty-below-random",
    "control-no-loss",
    "trap-epsilon-0.1-closed-form",
    "trap-random-start-closed-form",
)

# %% [markdown]
# Where a verdict here is *inconclusive*, the interval of 20 seeds reaches over the bound: fewer seeds, wider intervals.
# It does not mean that the claim is wrong.

# %% [markdown]
# ## The phase diagram
#
# Put both together: $n$ random labels in the start, then $T$ queries at exploration rate $e$. A run is stuck if all of
# them miss:
#
# $$ P(\text{stuck}) = (1-h)^n \, (1 - eh)^T . $$

# %% [markdown] tags=["predict"]
# **Predict first.** A hidden cluster holds 5% of the pool. You start with two visible rows, explore at 10%, and have 60
# queries. The formula says that 74% of such runs are stuck. Which change lowers this most?
#
# 1. Ten random labels before the first query.
# 2. Twice the budget: 120 queries.
# 3. Twice the exploration: 20%.
#
# <details><summary>Answer</summary>
#
# **1.** What counts is how many labels are drawn at random. Now it is 6 on average (10% of 60). Options 2 and 3 both
# make it 12, and their effect is the same: about 55% stuck. Option 1 makes it 16: about 44%. Option 2 buys sixty labels
# to get six random ones. Who expects most of it thinks that more labels heal; they do not, unless some of them look
# elsewhere. Option 3 is the one that costs no further label.
#
# </details>

# %% [markdown]
# {{ player("phase") }}
#
# {{ claim("local-optimum/trap-phase-closed-form", says="holds") }}
#
# (Each field has {{ shown("local-optimum/trap-phase", "runs", panel=0.02, x=0, y=0.25) }} runs. What the box counts as
# seeds are blocks of them.) In an average over the diagram, and over rounds in the claims on exploration, deviations of
# either sign cancel. So look at the largest single one:

# %%
from altutor.experiments.local_optimum.phase import points as phase_points

at = phase_points(study.results.table())
at["share"] = at["stuck"] / at["runs"]
at["gap"] = at["share"] - at["closed_form"]
worst = at.loc[at["gap"].abs().idxmax()]
chance = (worst["closed_form"] * (1 - worst["closed_form"]) / worst["runs"]) ** 0.5
print(f"Largest deviation of {len(at)} fields: {worst['share']:.3f} instead of {worst['closed_form']:.3f}")
print(f"(h = {worst['hidden_mass']}, n = {worst['random_start']:.0f}, e = {worst['epsilon']}),")
print(f"or {abs(worst['gap']) / chance:.1f} standard errors of a field.")

# %% tags=["hide"]
assert abs(worst["gap"]) / chance < 3.5

# %% [markdown]
# Among so many fields, chance alone gives one of about that size.
#
# Three dials, but one quantity. For small $h$, $1-h$ is close to $\exp(-h)$ and $1-eh$ to $\exp(-eh)$. So the formula
# is close to
#
# $$ P(\text{stuck}) \approx \exp(-m), \qquad m = h \, (n + eT) , $$
#
# where $m$ is the **expected number of hidden rows that are drawn at random**, before or during the loop. All fields of
# the diagram should then lie near one curve:

# %% tags=["fold"]
at["m"] = at["hidden_mass"] * (at["random_start"] + at["epsilon"] * BUDGET)
with plt.rc_context(RC):
    figure, axes = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
    axes.scatter(at["m"], at["share"], s=22, color=STYLES["uncertainty"].colour, alpha=0.7, linewidths=0, zorder=3)
    m = np.linspace(0, at["m"].max(), 400)
    axes.plot(m, np.exp(-m), ":", color=INK, linewidth=1.4, zorder=4)
    axes.annotate("exp(-m)", (1.0, np.exp(-1.0)), xytext=(10, 8), textcoords="offset points")
    axes.axvline(3, color=GREY, linewidth=0.8)
    axes.annotate("m = 3", (3, 0.9), xytext=(5, 0), textcoords="offset points", color=GREY)
    axes.set(xlabel="m: expected number of hidden rows drawn at random", ylabel="share of runs that are stuck")
apart = (at["share"] - np.exp(-at["m"])).abs()
show(
    figure,
    alt=f"{len(at)} points, one a field of the phase diagram, over the expected number m of hidden rows drawn at "
    f"random, from {at['m'].min():g} to {at['m'].max():g}. The share of stuck runs falls from {at['share'].max():.2f} "
    f"to {at['share'].min():.2f} along the curve exp(-m); no point is further from it than {apart.max():.2f}.",
    caption=f"Every field of the published diagram ({int(at['runs'].min())} runs each): share of stuck runs against "
    "the one quantity that matters here.",
)

# %% [markdown]
# (The points somewhat below the curve have the largest $h$, where $1-h$ is not that close to $\exp(-h)$.) So *whether*
# the cluster is found depends on how many random labels are bought. *When* it is found depends on when they are bought:
# random labels of the start find it before the first query. And $m$ = 3 leaves a risk of 5%.
#
# Finding is not yet learning. What happens after the first hidden row has been labelled? For a fair race, both
# continuations get the same labels: the start, 20 queries of uncertainty sampling, and then one random hidden row.

# %%
from dataclasses import replace

from altutor.claims import Sample, interval

made, hidden = problems(range(100))
before = np.concatenate([part.queries for part in simulate_runs(made, least_confidence, budget=20, rounds=(0,))])
met = []
for one, asked, inside in zip(made, before, hidden, strict=True):
    hit = np.random.default_rng([one.seed, 35]).choice(np.flatnonzero(inside))
    met.append(replace(one, start=[*one.start, *asked.tolist(), int(hit)]))
LATER = (0, 1, 2, 5, 10, 20)
after_hit = {}
for name, strategy in {"random": random, "uncertainty": least_confidence}.items():
    parts = simulate_runs(met, strategy, budget=20, rounds=LATER)
    after_hit[name] = np.concatenate([part.measures["accuracy"] for part in parts])
table = pd.DataFrame({name: values.mean(axis=0).round(3) for name, values in after_hit.items()})
table.index = pd.Index(LATER, name="queries after the hidden row")
apart = [interval(Sample(values)) for values in (after_hit["uncertainty"] - after_hit["random"]).T]
table["difference"] = ["{:+.3f} [{:+.3f}, {:+.3f}]".format(*ends) for ends in apart]
table

# %% tags=["hide"]
assert all(low > 0 for _, low, _ in apart[1:])

# %% [markdown]
# Once a single hidden row is known, the boundary swings round, other hidden rows come near it, and *now* uncertainty
# sampling asks about them. From the same labels it repairs in a few queries what random sampling repairs slowly. Chance
# finds, uncertainty mends: the two are partners.

# %% [markdown]
# ## Five ways out, and what each costs

# %% [markdown] tags=["predict"]
# **Predict first.** The start is two visible rows. Which of these asks about the hidden cluster in nearly all runs?
#
# 1. A *committee* of five models, trained on resamples of the labels, that asks where they disagree.
# 2. *Density weighting*: uncertainty times the mean similarity to the pool.
# 3. *Core-set*: ask about the row that is farthest from all labelled rows.
#
# <details><summary>Answer</summary>
#
# **3.** Nothing in the pool is farther from the start than the hidden disc, so it is asked about at once. Option 1: the
# members see the same few labels, all of them visible. They agree about the hidden disc, though nobody has been there;
# agreement is not knowledge. Some committees tilt far enough to find it, most do not. Option 2: the hidden rows lose
# twice. They lie far from most of the pool, so their mean similarity is the lowest of the three discs (the next cell
# has it), and they score next to nothing for uncertainty.
#
# </details>

# %% tags=["fold"]
gaps = np.linalg.norm(points.features[:, None] - points.features, axis=2)
similarity = np.exp(-(gaps**2) / (2 * np.median(gaps) ** 2)).mean(axis=1)  # as in altutor.strategies.density_weighted
for number, name in NAMES.items():
    print(f"{name}: mean similarity to the pool {similarity[points.cluster == number].mean():.2f}")

# %% tags=["hide"]
of_discs = {number: similarity[points.cluster == number] for number in NAMES}
assert of_discs[HIDDEN].max() < 0.5 * min(of_discs[VISIBLE_0].mean(), of_discs[VISIBLE_1].mean())

# %%
study.figure("trap-ways-out")

# %% [markdown]
# | way out | what it does | finds the cluster | ends at | what it takes |
# |---|---|---|---|---|
# | exploration ($e$ = 0.1) | a share of the queries is random | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="finds it", label="epsilon 0.1", percent=True) }} | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="ends at", label="epsilon 0.1") }} | a tenth of the queries |
# | random first | the first 20 queries are random | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="finds it", label="random first", percent=True) }} | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="ends at", label="random first") }} | 20 queries |
# | cluster first | k-means; one query to each of 5 clusters | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="finds it", label="cluster first", percent=True) }} | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="ends at", label="cluster first") }} | five queries; a distance that means something |
# | core-set | always the row farthest from all labels | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="finds it", label="core-set", percent=True) }} | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="ends at", label="core-set") }} | all queries; the labels are not used |
# | committee | five bootstrapped models; where they disagree | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="finds it", label="committee", percent=True) }} | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="ends at", label="committee") }} | five fits a round |
# | *density* (no way out) | uncertainty times density | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="finds it", label="density", percent=True) }} | {{ shown("local-optimum/trap-ways-out", "estimate",
#   group="ends at", label="density") }} | all distances, once |
#
# On the control none of them costs much: random first loses
# {{ shown("local-optimum/trap-ways-out", "estimate", group="costs", label="random first", digits=4) }} of the mean
# held-out accuracy over the queries, against uncertainty sampling. That says more about the control than about the
# strategies: its two discs are so easy that there is almost nothing to lose. A fairer price is paid where uncertainty
# sampling is worth much: [chapter 4](04_rare_classes.ipynb#which-strategy) has one.
#
# What each price really consists of, and what it buys:
#
# - **Exploration** and **random first** pay with labels: $eT$ and 20 of them. What they buy is a *guarantee*: a cluster
#   of mass $h$ is found with at least the probability of the closed forms, wherever it lies and whatever the features
#   look like. Random labels that are set aside, and not trained on, also estimate the [risk](../glossary.md#risk).
# - **Cluster first** pays five labels, and finds what the *features* show as a cluster. It needs a number of clusters
#   and a distance. What is not a cluster in the features stays hidden.
# - **Core-set** pays with all its queries: it never looks at a label ({{ cite("sener2018") }} use it with learnt
#   features and large batches). It goes to the edges of the pool, outliers first.
# - A **committee** pays with time. It asks where resamples of what is *known* disagree. Its disagreement
#   about the unknown is an accident.
#
# {{ predicted("local-optimum", "trap-cluster-first-finds", "trap-core-set-finds", "trap-committee-finds",
#   "trap-density-finds", says="holds") }}

# %% [markdown]
# ## The same disease in one dimension
#
# The best-known example is older and simpler. {{ cite("dasgupta2008") }} put four groups of points on a line: two large
# ones at the ends, with one class each, and two small ones between them, of which the third from the left holds both
# classes ({{ cite("dasgupta2011") }} tells it at leisure). The learner is a threshold. Started on the large groups,
# sampling near the threshold asks in the third group and overlooks the second. The threshold ends in the wrong place
# and stays there with labels without end: in the paper's word, such a strategy is not *consistent*. The places and
# masses of the groups here are ours.

# %%
four = published("replicate-four-clusters")
four.figure("four-clusters-line")

# %% [markdown]
# We predicted that nearly all runs are *misled*: they never ask about the second group. The first line that we drew had
# a narrow third group, and there we were wrong. Then we drew the wide one above, and predicted anew:
#
# {{ predicted("replicate-four-clusters", "four-clusters-narrow-never-asked", "four-clusters-wide-never-asked",
#   "four-clusters-wrong-limit", "four-clusters-labels-do-not-help", "four-clusters-random-finds-it",
#   says=["does not hold", "holds", "holds", "holds", "holds"]) }}
#
# The reason shows in the first queries. The learner takes the threshold with the fewest errors, in the middle of the
# widest gap:

# %%
from altutor.experiments.replications.four_clusters import settings as four_groups

GROUPS = ("large left", "second", "third", "large right")
for line in ("wide", "narrow"):
    pool = four_groups.draw(line, seed=0)
    start = pool.start(four_groups.START, large_only=True)
    asked, _ = four_groups.ask(pool, start, "uncertainty", budget=5, seed=0)
    print(f"{line} third group")
    for number, row in enumerate(asked.queries):
        known = [*asked.start, *asked.queries[:number]]
        learnt = four_groups.Threshold().fit(pool.features[known], pool.labels[known])
        where = f"{pool.features[row, 0]:5.2f}, {GROUPS[pool.group[row]]} group"
        print(f"   threshold {learnt.value:5.2f}: asks at {where}: class {pool.labels[row]}")

# %% [markdown]
# The first answer moves the threshold halfway towards a large group. In the wide line the halfway point still lies in
# the third group, whose rows pull the threshold back to the middle. In the narrow line it lies nearest to the *second*
# group, which is thereby discovered; but only if that first answer is 1. If it is 0, the threshold moves right, and the
# run is misled on the narrow line, too. So the first answer decides, and about half of the runs are misled. Whether
# there is a trap thus depends on where the learner puts its boundary when it does not know; the masses alone do not
# decide it.
#
# And random starts? A start of $n$ labels misses the second group, which has a mass of 0.05, with probability $0.95^n$.
# It counts as misled if the queries miss the group as well. Is every such start misled, although it may hold rows of
# the third group?
#
# {{ predicted("replicate-four-clusters", "four-clusters-random-start", "four-clusters-start-closed-form",
#   says=["inconclusive", "holds"]) }}
#
# About as many starts are misled as are expected to miss the group. More cannot be, except by chance: the estimate,
# {{ est("replicate-four-clusters/four-clusters-random-start") }}, lies above $0.95^{10}$ = 0.599, the upper bound of
# the first row, and its interval reaches below it. So that row stays undecided. Here, too, the closed form tells most
# of the story.
#
# Trap and line share three features: what is asked depends on the current boundary alone; the answers keep the boundary
# where it is; and what would move it lies where nobody asks. They differ in what is lost. On the trap a perfect line
# exists. On the line none does: the best threshold errs on half of the third group, the misled one on all of the
# second.

# %% [markdown]
# ## How far this goes
#
# - **A constructed case.** The trap has two features, no noise, one hidden cluster, and a start that avoids it. It
#   shows that the effect exists and what it needs. It does not show how common it is. {{ cite("tomanek2009") }} report
#   that asking about whole sentences, instead of single tokens, avoids missed clusters among named entities: what is
#   asked about brings other entities along. A unit of annotation that holds several things explores by itself. [Chapter
#   5](05_org_experiment.ipynb) looks for a missed cluster in news.
# - **Models.** A model that is unsure where it has seen nothing (a Gaussian process, for instance) is another case. It
#   was not measured here.
# - **The formulas** need random draws and a mass. Nobody knows the mass of a cluster that nobody has seen. Use them the
#   other way round: choose the smallest mass that you mind missing, and buy the labels that it takes.
# - **The geometry matters.** Bring the hidden disc near, or tilt the first boundary towards it, and runs escape
#   (exercise 2). Noise lets runs escape, too. Below, each row gets 20 more features that say nothing, with a growing
#   standard deviation in radii. The first boundary then points in a direction of chance, and sometimes at the hidden
#   disc:

# %%
lines = []
for spread in (0, 1, 2, 3):
    made, hidden = problems(range(40))
    noisy = []
    for one in made:
        rng = np.random.default_rng([one.seed, 34])
        noise = spread * rng.standard_normal((2, 1000, 20))
        pool = np.hstack([one.features, noise[0]])
        heldout = np.hstack([one.heldout, noise[1]]), one.heldout_labels
        noisy.append(Problem(pool, one.labels, one.start, *heldout, one.seed))
    parts = list(simulate_runs(noisy, least_confidence, budget=60, rounds=(60,)))
    found = np.isfinite(first_found(parts, hidden))
    accuracy = np.concatenate([part.measures["accuracy"] for part in parts])[:, -1]
    lines.append((spread, found.mean(), accuracy.mean()))
names = ["noise", "runs that find the cluster", "accuracy"]
pd.DataFrame(lines, columns=names).set_index("noise").round(3)

# %% [markdown]
# This is a look at 40 pools, not a claim. Whether your pool is a trap is thus hard to say beforehand. It is better to
# arrange the labels so that it does not matter.

# %% [markdown]
# ## What to do
#
# 1. **Start at random, and not too small.** $3/h$ random labels for the smallest cluster mass $h$ that you mind
#    missing. They insure you whatever the features look like, and with cross-validation they give the first honest
#    score.
# 2. **Keep exploring.** A share $e$ of random queries throughout; choose it so that $h(n + eT)$ is at least 3.
# 3. **Look at what the model is sure of.** Draw random rows from each class *as predicted*, above all from the one
#    where the model is surest, and label them. Exercise 5 shows how few it takes here.
# 4. **Look at the features before the model.** Cluster the pool once, and see that every cluster has a label.
# 5. **Keep random rows apart for the score.** A flat curve on chosen labels cannot tell a finished model from a stuck
#    one.

# %% [markdown]
# ## Exercises
#
# These [check themselves](../exercises/index.md), with `pytest exercises/ch03_local_optima`:
#
# {{ exercises() }}
#
# To be done in this notebook, with the functions above; more strategies are in `altutor.strategies`.
#
# 1. You want to be 95% sure to miss no cluster of 2% or more, and there may be up to 50 of them. How many random
#    labels?
#
#    <details><summary>Hint</summary>
#
#    Each is missed with probability $0.98^n$; the union bound asks for $50 \cdot 0.98^n \le 0.05$. Compare with the
#    number for one cluster.
#
#    </details>
#
# 2. From which `behind` on do runs escape? Take `problems(range(40), Trap(behind=...))` from 8 down to 2, and do the
#    same with `lift` from 2.2 up to 5.
#
#    <details><summary>Hint</summary>
#
#    `first_found(list(simulate_runs(made, least_confidence, 60)), hidden)` is infinite for runs that are stuck. They
#    escape late in both; think of the bisector.
#
#    </details>
#
# 3. `random_first(least_confidence, 20)` and `mixed(least_confidence, 1/3)` draw 20 random rows (the second on average,
#    in 60 queries). Which finds the cluster more often? Which has the better accuracy after 20 queries?
#
#    <details><summary>Hint</summary>
#
#    The collapse onto $\exp(-m)$ answers the first question. For the second, ask when the random rows come.
#
#    </details>
#
# 4. `cluster_first(least_confidence, k)` with $k$ = 2, 3 and 5, on `Trap(hidden_mass=0.05)`. When does it fail, and
#    why?
#
#    <details><summary>Hint</summary>
#
#    With $k$ = 2, k-means may split the pool elsewhere than you hope. Which cluster has a label already?
#
#    </details>
#
# 5. After 60 queries of uncertainty sampling, label 10 random rows among those that the model calls class 0. How likely
#    is it that a hidden row is among them? Derive it, then check it.
#
#    <details><summary>Hint</summary>
#
#    The hidden share of what is called class 0 is $h / (h + (1-h)/2)$. Put it into the first closed form.
#
#    </details>

# %% [markdown]
# ## Sources
#
# {{ sources("schutze2006", "tomanek2009", "dasgupta2008", "dasgupta2011", "hein2019", "lakkaraju2017", "sener2018") }}
