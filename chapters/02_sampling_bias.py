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
# # Sampling bias
#
# A strategy chooses the rows that you label. You set a fifth of them aside, train on the rest, and look at the score
# on that fifth. What is the score about? This chapter shows that it is about the strategy's choice and not about the
# pool. It can be too high or too low, and one covariance says which. A plot of the data need not show the choice, and
# some tests do. Last comes how to estimate the error on the pool all the same, where that is possible.
#
# **You will be able to**
#
# {{ goals() }}
#
# **Minutes**: 45 (without the code). **Needs**: [chapter 1](01_fair_race.ipynb) (pool, strategy, held-out rows); expectation and
# covariance.

# %% [markdown]
# ## Two distributions
#
# Rows of the pool come from a distribution $p$. The rows that a strategy chose come from another one, $q$. The
# difference between the two is the [sampling bias](../glossary.md#sampling-bias). Every strategy but random sampling
# has it. It is not a defect: to choose *is* to prefer some rows. The question is what it does.
#
# Two pools serve as examples. In [overlap](../data/overlap.md), the best rule looks at the first of 20 features and is
# still wrong about one row in six. In the [trap](../data/trap.md), one line separates the classes without an error, and
# a cluster with a share $h$ = {{ config("sampling-bias", "pools", "trap", "hidden_mass") }} of the rows is
# [hidden](../glossary.md#hidden-cluster): the start does not hold it, and the model is sure (and wrong) about it. The
# two other clusters, one of each class, are *visible* ([chapter 3](03_local_optima.ipynb#the-trap-in-motion) has a
# picture). On both pools, four strategies choose {{ config("sampling-bias", "budget") }} of
# {{ config("sampling-bias", "pool_rows") }} rows, after a start of one row of each class: random, uncertainty, epsilon
# 0.2 (uncertainty with a fifth of the queries at random) and core-set (the row farthest from all labelled rows).
# Compare what the first two chose with the pool:

# %% tags=["fold"]
import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from altutor.book import published, run
from altutor.experiments.sampling_bias.dev import base_probabilities
from altutor.experiments.sampling_bias.settings import problem, simulate_cell

# Thousands of small fits: a second thread only gets in the way.
threads = threadpool_limits(limits=1)
study = published("sampling-bias")
problems = {pool: [problem(pool, seed) for seed in range(20)] for pool in ("overlap", "trap")}
chosen = {
    (pool, strategy): simulate_cell(problems[pool], strategy).queries
    for pool in problems
    for strategy in ("random", "uncertainty")
}
believed = {pool: base_probabilities(pool, problems[pool]).max(axis=-1) for pool in problems}


def profile(pool, rows):
    """Means over seeds, of the rows given for each."""
    seeds = range(len(rows))
    first = [problems[pool][seed].features[rows[seed], 0] for seed in seeds]
    return {
        "share of class 1": np.mean([problems[pool][seed].labels[rows[seed]].mean() for seed in seeds]),
        "share hidden": np.mean([(x > 4).mean() for x in first]) if pool == "trap" else np.nan,
        "distance to the best boundary": np.mean([np.abs(x).mean() for x in first]) if pool == "overlap" else np.nan,
        "a base model's confidence": np.mean([believed[pool][seed][rows[seed]].mean() for seed in seeds]),
    }


everything = [np.arange(len(one.labels)) for one in problems["trap"]]
table = {(pool, "whole pool"): profile(pool, everything) for pool in problems}
table |= {(pool, f"chosen: {strategy}"): profile(pool, rows) for (pool, strategy), rows in chosen.items()}
shares = pd.DataFrame(table).T.sort_index(ascending=[True, False])
shares.map(lambda value: "" if np.isnan(value) else f"{value:.3f}")

# %% [markdown]
# Random rows look like the pool in every column, but for chance. Uncertainty sampling moved different columns in the
# two pools. In overlap it chose rows near the boundary and left the shares of the classes alone, since both classes
# lie alike around it. In the trap it took no hidden row at all, and with them a part of class 1 went missing: of the
# pool, $(1-h)/2 + h$ is of class 1; without the hidden cluster it is a half. (The *base model* of the last column was
# trained on {{ config("sampling-bias", "base_rows") }} other random rows, in the trap on visible ones. It chose
# nothing here; it serves as a fixed yardstick.)
#
# **What this does to the model.** A strategy looks at features and at earlier answers, never at the label that it is
# about to buy. So among the chosen rows, each $x$ has the label that it would have had anyway: $p(y \mid x)$ stays,
# and only the distribution of $x$ changes. This is [covariate shift](../glossary.md#covariate-shift), and
# {{ cite("shimodaira2000") }} says what follows for maximum likelihood:
#
# - If the model family holds the truth, training on chosen rows leads to the same model in the long run, and weights
#   only add variance. So choosing need not do harm.
# - If it does not, the model fits best where $q$ put the rows, at the expense of the rest. Only weights $p/q$ lead
#   back to the best compromise for the pool.
# - Where $q$ is zero, there is nothing to weight. In the trap the model family holds the truth, and still nothing in
#   the labels contradicts a wrong line.

# %% [markdown]
# ## The dev split is chosen too
#
# Now a common habit: a share of {{ config("sampling-bias", "dev_share") }} of the chosen rows, drawn at
# random, is the *dev split*. It is random *within the chosen rows*. Held-out rows are random within the pool. The [dev
# gap](../glossary.md#dev-gap) is the accuracy on the first minus that on the second, for one and the same model,
# trained on the other labelled rows.

# %% [markdown] tags=["predict"]
# **Predict first.** Uncertainty sampling chose the labels. Is the score on the dev split too high or too low?
#
# 1. Too high in both pools: the model and its dev split come from one distribution, and held-out rows from another.
# 2. Too low in both: the strategy collects hard cases.
# 3. Too low in overlap, too high in the trap.
# 4. Too high in overlap, too low in the trap.
#
# <details><summary>Answer</summary>
#
# **3.** Option 1 is the usual warning and right for the trap: what the strategy avoids, the dev split does not test.
# Option 2 is right for overlap: what the strategy seeks out is what the model gets wrong. Option 4 has both the wrong
# way round. None is a law. The covariance below is one.
#
# </details>

# %%
study.figure("bias-dev-gap")

# %% [markdown]
# {{ predicted("sampling-bias", "overlap-random-dev-honest", "overlap-uncertainty-dev-too-low",
# "trap-uncertainty-dev-too-high", says="holds") }}
#
# In overlap at {{ config("sampling-bias", "budget") }} labels, the dev split of uncertainty sampling is off by
# {{ shown("sampling-bias/bias-dev-gap", "estimate", panel="overlap", series="uncertainty", x=160, sign=True) }}, in
# the trap by
# {{ shown("sampling-bias/bias-dev-gap", "estimate", panel="trap", series="uncertainty", x=160, sign=True) }}. The
# trap's dev score tells even less than a biased number would: it is perfect from the first point on, while the model
# is wrong about a whole cluster. Random queries in the mix do not repair a dev split that also holds the others: in
# overlap, epsilon 0.2 (a fifth of the queries at random) is off by
# {{ shown("sampling-bias/bias-dev-gap", "estimate", panel="overlap", series="epsilon 0.2", x=160, sign=True) }}. In
# the trap it comes right, but only because its random queries find the hidden cluster: the model got better, not the
# dev split.
#
# The same claims, judged on a small run of the experiment that is done now (fewer seeds leave more open):

# %%
live = run("sampling-bias", seeds=20)
live.claims(
    "overlap-random-dev-honest",
    "overlap-uncertainty-dev-too-low",
    "trap-uncertainty-dev-too-high",
)

# %% [markdown]
# One could live with a gap that is the same for all strategies. It is not. Here is what someone sees who compares
# strategies by their own dev splits, and what held-out rows say (published run; differences to random sampling are
# paired by seed):

# %% tags=["fold"]
from altutor.claims import Sample, interval

rows = study.results.table()
last = rows[rows["round"] == study.results.config["budget"]].sort_values("seed")
compared = {}
for pool, of_pool in last.groupby("pool"):
    scores = {name: of_strategy[["dev", "heldout"]].to_numpy() for name, of_strategy in of_pool.groupby("strategy")}
    for name in ("random", "uncertainty", "epsilon 0.2", "core-set"):
        line = dict(zip(("dev", "held-out"), scores[name].mean(axis=0), strict=True))
        if name != "random":
            for column, values in zip(("dev", "held-out"), (scores[name] - scores["random"]).T, strict=True):
                line[f"{column} minus random"] = "{:+.3f} [{:+.3f}, {:+.3f}]".format(*interval(Sample(values)))
        compared[pool, name] = line
comparison = pd.DataFrame(compared).T
comparison.map(lambda value: value if isinstance(value, str) else "" if np.isnan(value) else f"{value:.3f}")

# %% tags=["hide"]
# What the text says of this table; new results that make it wrong fail the build.
dev, heldout = (comparison[name].astype(float).unstack() for name in ("dev", "held-out"))
assert dev.loc["overlap"].idxmin() == "uncertainty" and dev.loc["trap", "uncertainty"] == 1.0
assert comparison.loc[("overlap", "uncertainty"), "held-out minus random"].split("[")[1].startswith("+")
assert heldout.loc["trap"].idxmin() == "uncertainty"

# %% [markdown]
# In overlap, uncertainty sampling has the lowest dev score of all and beats random sampling on held-out rows. In the
# trap, it has a perfect dev score and is the worst of the four. **Dev splits of differently chosen labels cannot be
# compared.**
#
# ### One covariance
#
# Let the pool have $N$ rows, let the model's loss on row $i$ be $\ell_i$ (1 where it is wrong, else 0), and let row
# $i$ be chosen with probability $q_i$. The risk is the mean loss, $R = \frac{1}{N} \sum_i \ell_i$. Write $w_i = N q_i$
# for how much the strategy prefers row $i$; the mean of $w$ is 1. The expected loss of a chosen row is
# $\sum_i q_i \ell_i$, so
#
# $$ \sum_i q_i \ell_i - R = \frac{1}{N} \sum_i (w_i - 1) \, \ell_i = \mathrm{Cov}(w, \ell) . $$
#
# That is the law: the naive error rate on chosen rows is off by **the covariance of preference and loss** over the
# pool. The *error rate* is too high where the strategy prefers rows that the model gets wrong, too low where it avoids
# them, and right where the two have nothing to do with each other. Random sampling has $w_i = 1$ everywhere, hence no
# covariance with anything. The dev *score* of the figure is an accuracy, 1 minus the error rate, so its gap has the
# other sign: $-\mathrm{Cov}(w, \ell)$. (The law is about a fixed model and one draw with the chances $q$. In a loop
# both change; see below.)
#
# Check it. A model is trained on ten random rows of each class (in the trap, of the visible clusters). Rows are then
# drawn with a chance proportional to how unsure it is (a tenth of the chance is shared out evenly, a *floor*). The
# covariance can be computed without drawing anything:

# %%
from sklearn.linear_model import LogisticRegression

from altutor.data.overlap import Overlap
from altutor.data.trap import Trap

FLOOR, POOL_ROWS, EACH = 0.1, 500, 10


def judged(pool, seed):
    """A pool, a start of ten rows of each (visible) class, and its model."""
    rng = np.random.default_rng([seed, 61])
    if pool == "trap":
        points = Trap().draw(POOL_ROWS, rng)
        features, labels, start = points.features, points.labels, points.start(EACH)
    else:
        features, labels = Overlap().draw(POOL_ROWS, rng)
        start = [row for one in (0, 1) for row in np.flatnonzero(labels == one)[:EACH]]
    model = LogisticRegression(tol=1e-8).fit(features[start], labels[start])
    return features, labels, start, model


law = {}
for pool in ("overlap", "trap"):
    found = []
    for seed in range(100):
        features, labels, start, model = judged(pool, seed)
        left = np.setdiff1d(np.arange(POOL_ROWS), start)
        unsure = 1 - model.predict_proba(features[left]).max(axis=1)
        loss = (model.predict(features[left]) != labels[left]).astype(float)
        w = FLOOR + (1 - FLOOR) * unsure / unsure.mean()
        found.append((loss.mean(), np.cov(w, loss, ddof=0)[0, 1]))
    law[pool] = np.mean(found, axis=0)
naive = rows.query("estimator == 'naive' and floor == @FLOOR and labels == 10")
measured = naive.groupby("pool")["error"].mean()  # by drawing, on other pools
for pool, (risk, covariance) in law.items():
    print(f"{pool:8} risk {risk:.3f}, covariance {covariance:+.3f}; ", end="")
    print(f"naive minus risk, by drawing {measured[pool]:+.3f}")

# %% tags=["hide"]
assert all(abs(covariance - measured[pool]) < 0.02 for pool, (_, covariance) in law.items())

# %% [markdown]
# A plus in overlap, a minus in the trap, each about as large as what the experiment measured by drawing.
#
# In a loop the model changes with each label, and the covariance with it. So the curve of overlap in the figure needs
# one more thought: with few labels there is hardly a gap, although the cell above found a clear plus for a model of 20
# labels. There, the model that chose is the one that is judged. In a loop the dev rows were chosen by earlier models
# and are scored by a later one, trained without them. Compare the two cases in overlap: $w$ from one model, and the
# loss either its own or that of another model, trained on as many other random rows:

# %%
for size in (20, 40, 160):
    found = []
    for seed in range(60):
        rng = np.random.default_rng([seed, 62])
        features, labels = Overlap().draw(POOL_ROWS, rng)
        models = [LogisticRegression().fit(*Overlap().draw(size, rng)) for _ in range(2)]
        unsure = 1 - models[0].predict_proba(features).max(axis=1)
        w = FLOOR + (1 - FLOOR) * unsure / unsure.mean()
        found.append([np.cov(w, one.predict(features) != labels, ddof=0)[0, 1] for one in models])
    own, other = np.mean(found, axis=0)
    print(f"{size:3d} labels: covariance with the model's own loss {own:+.3f}, with another's {other:+.3f}")
    if size == 20:
        few = own, other

# %% tags=["hide"]
assert few[1] < 0.5 * few[0] and other > 2 * few[1] and other > 0.7 * own

# %% [markdown]
# With few labels two models disagree about where it is hard, so the preference of the one has little to do with the
# loss of the other. As the models come to agree on the boundary, the questions move there and the gap opens:

# %%
for first in range(0, 160, 40):
    now = chosen["overlap", "uncertainty"][:, first : first + 40]
    distance = profile("overlap", now)["distance to the best boundary"]
    print(f"queries {first + 1:3d} to {first + 40:3d}: {distance:.2f} from the best boundary")
distance = profile("overlap", everything)["distance to the best boundary"]
print(f"all rows of the pool: {distance:.2f}")

# %% [markdown]
# Now be the annotator yourself. A model that learns in this page asks you twenty questions, and a few of your answers
# are set aside as a dev split. At the end you see what that dev split says, what held-out rows say, and what random
# sampling would have asked you.
#
# {{ player("annotator") }}

# %% [markdown]
# ## When held-out falls
#
# The practitioner of [chapter 5](05_org_experiment.ipynb) saw something stronger: with active learning, dev *rose* and
# held-out *fell*. On the pools above, selection alone does not do that. In the trap held-out accuracy stays where it
# was; in overlap it rises. An argument (no proof) why it is hard to make a model worse in this way: as long as the
# model changes in small steps, it must become unsure about a region before it becomes wrong there, and where it is
# unsure, it asks. Selection easily keeps a model ignorant. If a model became *worse*, look for labels whose meaning
# changed.
#
# One habit makes such labels. Annotation tools can ask for yes or no to one suggestion in a text. The rest of the text
# gets no answer. What do you train on it? In this small model of such a tool, a "text" is five rows of overlap. A model
# trained on 60 rows (the *base*) suggests that one row of a text is of class 1; the annotator answers truthfully; every
# ten answers the model is trained again (*tuned*). The suggestion is the one that the model is least sure of, or a
# random one. The four other rows get their true labels (*all*), are left out (*unknown*), or count as class 0 (*no*),
# in training and in the dev split.

# %% tags=["fold"]
TEXTS, PER_TEXT, ANSWERS, BASE = 400, 5, 60, 60


def fitted(features, labels):
    return LogisticRegression(max_iter=1000).fit(np.concatenate(features), np.concatenate(labels))


def annotate(seed, unsure, others):
    """Return the base's and the tuned model's accuracy on the dev split of the answers and on held-out rows."""
    rng = np.random.default_rng([seed, 41])
    features, labels = Overlap().draw(TEXTS * PER_TEXT, rng)
    features, labels = features.reshape(TEXTS, PER_TEXT, -1), labels.reshape(TEXTS, PER_TEXT)
    heldout, truth = Overlap().draw(2000, rng)
    start = Overlap().draw(BASE, rng)
    base = model = LogisticRegression(max_iter=1000).fit(*start)
    to_dev = rng.random(ANSWERS) < 0.2
    train, dev, done = ([start[0]], [start[1]]), ([], []), np.zeros(TEXTS, dtype=bool)
    for number in range(ANSWERS):
        p = model.predict_proba(features.reshape(-1, features.shape[-1]))[:, 1].reshape(TEXTS, PER_TEXT)
        score = np.where(p >= 0.5, 1 - p if unsure else rng.random(p.shape), -1.0)  # suggests class 1 alone
        score[done] = -2.0
        text, row = np.unravel_index(score.argmax(), score.shape)
        done[text] = True
        if others == "unknown":
            shown_rows, answers = features[text, [row]], labels[text, [row]]
        else:
            shown_rows, answers = features[text], labels[text].copy()
            if others == "no":
                answers[np.arange(PER_TEXT) != row] = 0
        for kept, value in zip(dev if to_dev[number] else train, (shown_rows, answers), strict=True):
            kept.append(value)
        if (number + 1) % 10 == 0:
            model = fitted(*train)
    own = np.concatenate(dev[0]), np.concatenate(dev[1])
    return base.score(*own), model.score(*own), base.score(heldout, truth), model.score(heldout, truth)


# %% tags=["fold"]
arms = [(others, unsure) for others in ("all", "unknown", "no") for unsure in (False, True)]
found = {}
for others, unsure in arms:
    scores = np.array([annotate(seed, unsure, others) for seed in range(20)])
    line = dict(zip(("dev, base", "held-out, base"), scores.mean(axis=0)[[0, 2]].round(3), strict=True))
    for name, change in (("dev", scores[:, 1] - scores[:, 0]), ("held-out", scores[:, 3] - scores[:, 2])):
        mean, low, high = interval(Sample(change))
        line[f"{name}, tuned minus base"] = f"{mean:+.3f} [{low:+.3f}, {high:+.3f}]"
        line[name] = "rises" if low > 0 else "falls" if high < 0 else "?"
    found[others, "unsure" if unsure else "random"] = line
feedback = pd.DataFrame(found).T.rename_axis(["the other rows are", "suggestion"])
feedback

# %% tags=["hide"]
assert (feedback.loc["no", "dev"] == "rises").all() and (feedback.loc["no", "held-out"] == "falls").all()
assert not (feedback.loc[["all", "unknown"], "held-out"] == "falls").any()

# %% [markdown]
# (Changes are paired by seed; "?" means that the 95% interval holds 0.) The reversal appears in exactly the two rows in
# which silence counts as "no", **whether chance or the model made the suggestion**. Most of the labels are then zeros
# that nobody gave. The model learns to say 0. The dev split is full of the same zeros and applauds. Held-out rows have
# true labels and do not. So if you see dev rise while held-out falls, look at what your training data take unanswered
# parts to mean before you blame the selection.
#
# Chapter 5 takes the practitioner's case apart in this way, on real news. Two of its claims in advance, each that *dev
# rises while held-out falls*. The number is the smaller of the rise and the fall, so above zero both happened. The
# *beam* is the parser's list of likeliest readings of a text.
#
# {{ claim("ag-news-org/org-reversal-binary-beam-outside", says="holds") }}
#
# {{ claim("ag-news-org/org-reversal-spans-beam", says="does not hold") }}
#
# On *random* texts the first claim is {{ verdict("ag-news-org/org-reversal-binary-random-outside") }}
# ({{ found("ag-news-org/org-reversal-binary-random-outside") }}). Nor was it a remedy to leave the rest *unknown*: on
# random texts the held-out F-score changed by {{ est("ag-news-org/org-binary-random-unknown-loses", "+") }}, with "no"
# by {{ est("ag-news-org/org-binary-random-outside-loses", "+") }}. This small model shows one mechanism, not the only
# one.

# %% [markdown]
# ## Can you see it?
#
# Someone hands you {{ config("sampling-bias", "budget") }} labelled rows and the rest of the pool. Were the rows drawn
# at random? The first thing that many people do is to plot the embeddings, chosen rows in one colour.

# %% [markdown] tags=["predict"]
# **Predict first.** The {{ config("sampling-bias", "budget") }} rows are from overlap, chosen by uncertainty. Four
# tests compare them with as many other rows of the pool: a classifier that tries to tell the two apart by their
# features, a kernel distance between their features (MMD), the shares of the labels, and a base model's confidence.
# Which notices most often?
#
# 1. The classifier or MMD: they see all 20 features.
# 2. The labels: hard cases have other labels.
# 3. The confidence.
#
# <details><summary>Answer</summary>
#
# **3**, in {{ shown("sampling-bias/bias-power", "estimate", panel="overlap", series="confidence", x=160,
# percent=True) }} of the runs, which is less often than we predicted. The next best notices in
# {{ shown("sampling-bias/bias-power", "estimate", panel="overlap", series="labels", x=160,
# percent=True) }}. With 80 rows or fewer no test stands out. Option 1: the choice moves *one* direction of 20,
# symmetrically; a test that looks at all of them drowns it in the others, and a linear classifier can hardly see it.
# Option 2 would be right if the classes lay unevenly around the boundary.
#
# </details>

# %%
study.figure("bias-plot")

# %% [markdown]
# The scatter plot shows the two directions in which the rows vary most. Nothing is to be seen in it, because the
# choice depends on a direction that varies little. That is typical: what separates the classes, and so what a
# classifier is unsure of, need not be what the data vary in most. **A plot without a visible difference is no evidence
# for the absence of one.** The right panel has one number for each row, a model's confidence, and there the difference
# is.
#
# Tests can be asked more than pictures. All four here work by permutation: shuffle who was chosen many times, and
# count how often the shuffled samples differ as much as the real ones. If chance alone chose the rows, the p-value is
# at most 0.05 in at most 5% of the cases, whatever the sample size. The [classifier two-sample
# test](../glossary.md#classifier-two-sample-test) ({{ cite("lopezpaz2017") }}) measures how well a cross-validated
# classifier tells chosen rows from others, by the area under its ROC curve; MMD ({{ cite("gretton2012") }}) is a
# distance between the two samples under a kernel; the other two compare [label shares](../glossary.md#label-shift) and
# mean [confidence](../glossary.md#confidence-shift).

# %%
study.figure("bias-power")

# %% [markdown]
# {{ predicted("sampling-bias", "noticed-features", "noticed-confidence", "noticed-labels",
# says=["holds", "does not hold", "inconclusive"]) }}
#
# Read it together with the table at the start of the chapter.
#
# - **Overlap.** The choice thins out rows far from the boundary, on both sides alike. The means of all features stay,
#   and so do the label shares. A logistic regression looks for a direction along which the chosen rows are shifted, and
#   there is next to none. The kernel could see the change in spread, but its distances are dominated by 19 other
#   features. Confidence is the distance to the boundary in disguise: the right direction, with both sides folded
#   together. The prediction was that it would notice at least four times in five; the claim's verdict is above. The
#   yardstick was too short: a base model trained on {{ config("sampling-bias", "base_rows") }} rows in 20 dimensions
#   has a boundary of its own, somewhat askew to the one around which the rows were chosen.
# - **Trap.** A whole cluster is missing, and the rows crowd in a strip between the other two. Kernel and confidence
#   notice with few labels. The linear classifier is slower. Suppose that it recognises hidden rows perfectly and
#   nothing else. They are a share $h'$ of the others and of none of the chosen. A pair of a chosen and another row is
#   then in the right order with probability $h' + (1-h')/2 = 0.5 + h'/2$, and that is the area: not far from 0.5.

# %% tags=["fold"]
config = study.results.config
h_others = config["pools"]["trap"]["hidden_mass"] * config["pool_rows"] / (config["pool_rows"] - config["budget"])
area = last[(last["pool"] == "trap") & (last["strategy"] == "uncertainty")]["area"].mean()
print(f"Area in the trap: measured {area:.3f}, by the argument {0.5 + h_others / 2:.3f}")

# %% tags=["hide"]
assert abs(area - 0.5 - h_others / 2) < 0.03

# %% [markdown]
# {{ cite("rabanser2019") }} compared ways to detect shift in images. They report, too, that a two-sample test on what
# a trained classifier says of the rows did best.
#
# "Blind" is a property of a test *and its features*. Give the same linear classifier the squares of the features as
# well:

# %% tags=["fold"]
from altutor.bias.two_sample import classifier_test


def notices(make, seed):
    """Whether the classifier test notices uncertainty's 160 rows, on features made from the standardised ones."""
    one, rows_chosen = problems["overlap"][seed], chosen["overlap", "uncertainty"][seed]
    rng = np.random.default_rng([seed, 51])
    scaled = (one.features - one.features.mean(axis=0)) / one.features.std(axis=0)
    rest = np.setdiff1d(np.arange(len(scaled)), rows_chosen)
    others = rng.choice(rest, len(rows_chosen), replace=False)
    made = make(scaled)
    return classifier_test(made[rows_chosen], made[others], rng, permutations=39).p_value <= 0.05


for name, make in (("features", lambda z: z), ("features and squares", lambda z: np.hstack([z, z**2]))):
    share, low, high = interval(Sample(np.array([float(notices(make, seed)) for seed in range(20)]), yes_no=True))
    print(f"classifier test on {name}: notices in {share:.0%} of 20 runs [{low:.0%}, {high:.0%}]")
    last_share = share

# %% tags=["hide"]
assert last_share >= 0.7

# %% [markdown]
# (The first line repeats the test of the figure, {{ shown("sampling-bias/bias-power", "estimate", panel="overlap",
# series="classifier", x=160, percent=True) }} there, on fewer runs, with other comparison rows and fewer permutations.)
# Squaring turns a change of spread into a change of mean, and that a linear classifier sees. It is also hindsight: we
# knew what the choice had changed. So treat a test that notices as evidence that the rows were not drawn at random, and
# a test that does not as evidence of nothing. And do not confuse *noticed* with *harmful*: a p-value says that there is
# a difference, not that the dev score is off. For that you need an estimate.

# %% [markdown]
# ### On real annotations
#
# `altutor diagnose` asks such questions of annotated texts, many at once, with the p-values adjusted for their
# number ({{ cite("holm1979") }}). Here it is asked of choices whose origin is known: those of the experiment of
# [chapter 5](05_org_experiment.ipynb) from the pool of AG News. Rows with the same seed share candidates, so the
# percentages are rougher than so many choices suggest.
#
# {{ figure("diagnose/org") }}
#
# After 250 labels chosen by uncertainty, the classifier on the texts' words notices
# {{ shown("diagnose/org", "estimate", group="Chosen by uncertainty", label="250 labels",
# across="classifier", percent=True) }} of the choices and MMD {{ shown("diagnose/org", "estimate", group="Chosen by uncertainty", label="250 labels",
# across="MMD", percent=True) }}. The number of
# marked spans, compared with held-out texts, gives {{ shown("diagnose/org", "estimate", group="Chosen by uncertainty", label="250 labels",
# across="gold spans", percent=True) }} away, and the untouched
# base's confidence {{ shown("diagnose/org", "estimate", group="Chosen by uncertainty", label="250 labels",
# across="confidence", percent=True) }}. After 1,000 labels the words show more (classifier
# {{ shown("diagnose/org", "estimate", group="Chosen by uncertainty", label="1,000 labels",
# across="classifier", percent=True) }}). Here, as in the pools above, the choice sits in labels and confidence
# first; the words follow. Among random choices {{ shown("diagnose/org", "estimate", group="Chosen at random", label="250 labels",
# across="any", percent=True) }} and {{ shown("diagnose/org", "estimate", group="Chosen at random", label="1,000 labels",
# across="any", percent=True) }}
# raise any alarm after 250 and 1,000 labels.
#
# [The guide](../guides/diagnosing.md) shows how to ask the same of your own annotations.

# %% [markdown]
# ## Estimating the risk anyway
#
# Suppose that nobody drew a random test set, and that there is no money for one. Can the chosen labels tell the error
# on the pool? Yes, if three things hold: the strategy *drew* each row with a known chance; every row had a chance
# above zero; and the model that is judged was not trained on the rows that judge it.
#
# The idea is old ({{ cite("horvitz1952") }}): a row that had half the usual chance of being drawn stands for two.
# Without replacement it takes a little care. Let $M$ rows be drawn one after another from a pool of $N$. Let $q_m$ be
# the chance with which the $m$-th row was drawn, given those before it, and $\ell_m$ its loss. Consider
#
# $$ a_m = \frac{\ell_m}{N q_m} + \frac{1}{N} \sum_{k < m} \ell_k . $$
#
# Given the first $m - 1$ draws, each row $i$ that is left is drawn with its chance and then divided by it, so the
# first term is on average $\frac{1}{N} \sum_{i \, \mathrm{left}} \ell_i$: the chances cancel. The second term is what
# the rows already drawn contribute. Together they are all rows:
#
# $$ E[a_m \mid \mathrm{past}] = \frac{1}{N} \sum_{i \, \mathrm{left}} \ell_i + \frac{1}{N} \sum_{k < m} \ell_k = R . $$
#
# Every $a_m$ is right on average, so every average $\sum_m c_m a_m$ with fixed weights that sum to 1 is, too. Equal
# weights $c_m = 1/M$ give the estimator of {{ cite("desraj1956") }}, which {{ cite("farquhar2021") }} call $R_{PURE}$.
# They prefer the weights $c_m = N (N-M) / (M (N-m)(N-m+1))$, which level out how much early and late draws count.
# Collecting the factors of each $\ell_m$ gives the *levelled unbiased risk estimator*:
#
# $$ \hat R_{LURE} = \frac{1}{M} \sum_{m=1}^{M} v_m \, \ell_m , \qquad
# v_m = 1 + \frac{N-M}{N-m} \left( \frac{1}{(N-m+1) \, q_m} - 1 \right) . $$
#
# If all rows left are equally likely, $q_m = 1/(N-m+1)$ and every weight is 1: the plain mean. If the whole pool is
# drawn, every weight is 1 again. In between, a row that was drawn against the odds counts for more. For a pool of four
# rows one can write down everything that can happen:

# %%
from itertools import permutations

from altutor.bias.risk import lure, lure_weights
from altutor.bias.risk import naive as naive_estimate

losses = np.array([1.0, 1.0, 0.0, 1.0])  # the model is right about the third row
unsure = np.array([1.0, 2.0, 3.0, 4.0])  # rows are drawn in proportion to this
draws = []
for drawn in permutations(range(4), 2):
    chances, left = [], unsure.copy()
    for row in drawn:
        chances.append(left[row] / left.sum())
        left[row] = 0.0
    lost = losses[list(drawn)]
    weights = lure_weights(chances, 4).round(2).tolist()
    estimates = float(naive_estimate(lost)), float(lure(lost, chances, 4))
    draws.append((drawn, np.prod(chances), weights, *estimates))
head = ["rows drawn", "probability", "weights", "naive", "LURE"]
everything_possible = pd.DataFrame(draws, columns=head)
everything_possible.round(3)

# %%
probability = everything_possible["probability"]
print(f"risk {losses.mean():.4f}")
for name in ("naive", "LURE"):
    average = (probability * everything_possible[name]).sum()
    spread = ((everything_possible[name] - average) ** 2 * probability).sum() ** 0.5
    print(f"{name:5} on average {average:.4f}, standard deviation {spread:.3f}")

# %% tags=["hide"]
assert abs((probability * everything_possible["LURE"]).sum() - losses.mean()) < 1e-12

# %% [markdown]
# LURE is right on average, exactly. The naive estimate is not. But look at the column: LURE is above 1 in some draws,
# which no error rate can be, and it varies more. *Unbiased* is a property of the average over draws that you will not
# make.

# %% [markdown] tags=["predict"]
# **Predict first.** Overlap, a fixed model, labels drawn in proportion to its uncertainty with a floor of 0.1. Which
# estimate has the smaller mean squared error, the naive mean or LURE?
#
# 1. LURE: it has no bias.
# 2. The naive mean: it has less variance.
# 3. The naive mean with few labels, LURE with many.
#
# <details><summary>Answer</summary>
#
# **3.** The squared error is bias squared plus variance. The bias of the naive mean stays as it is, however many
# labels there are; the variance of both falls with the number of labels. So LURE must win in the end, and with few
# labels its variance is the larger evil. Options 1 and 2 each forget one of the two terms.
#
# </details>

# %%
study.figure("bias-risk-error")

# %%
study.figure("bias-risk-squared")

# %% [markdown]
# ("Weighted" is $R_{PURE}$, with equal $c_m$; here the two hardly differ.)
#
# {{ predicted("sampling-bias", "risk-naive-biased", "risk-lure-unbiased", "risk-lure-worth-it",
# "risk-lure-not-worth-it", says="holds") }}
#
# Each of the {{ seeds("sampling-bias") }} seeds has {{ config("sampling-bias", "risk_runs_per_seed") }} runs. The
# intervals of these claims are over blocks of ten seeds. In overlap, the naive
# estimate at 100 labels is off by
# {{ shown("sampling-bias/bias-risk-error", "estimate", panel="overlap", series="naive", x=100, sign=True) }}, in the
# trap by {{ shown("sampling-bias/bias-risk-error", "estimate", panel="trap", series="naive", x=100, sign=True) }}: the
# signs of the covariance again.

# %% [markdown]
# ## When it works
#
# An estimate needs an interval: here a t interval with $M - 1$ degrees of freedom around LURE, its standard error made
# from the spread of the $a_m$. How often do such 95% intervals hold the truth?

# %%
study.figure("bias-risk-covered")

# %% [markdown]
# {{ predicted("sampling-bias", "risk-lure-covers", "risk-lure-fails-on-the-trap", says="holds") }}
#
# The naive interval in overlap gets *worse* with every label: it closes in on the wrong number. LURE's improves, and
# at 100 labels it is still below what it promises. In the trap, LURE is unbiased as well, and with few labels most of
# its intervals are wrong. Why? All errors sit in the hidden cluster. The model is sure there, so a hidden row has
# hardly more than its share of the floor. Call the floor $f$. One draw meets the cluster with probability about $f h$;
# all of $M$ draws miss it with probability $(1 - f h)^M$, the formula by which exploration misses a hidden cluster
# ([chapter 3](03_local_optima.ipynb)). Who has not met it sees no error at all, estimates a risk of zero, and reports
# an interval of width zero. So the formula predicts the coverage:

# %% tags=["fold"]
from altutor.data.trap import probability_found

left = config["risk_pool_rows"] - config["risk_start"]
h = config["pools"]["trap"]["hidden_mass"] * config["risk_pool_rows"] / left  # the start holds no hidden row
lure_rows = rows[(rows["estimator"] == "LURE") & (rows["pool"] == "trap") & (rows["floor"] == FLOOR)]
covered = lure_rows.groupby("labels")["covered"].mean().rename(int)
closed = [float(probability_found(labels, FLOOR, h)) for labels in covered.index]
pd.DataFrame({"intervals that hold the truth": covered, "chance to have met a hidden row": closed}).round(3)

# %% tags=["hide"]
assert np.abs(covered.to_numpy() - closed).max() < 0.06

# %% [markdown]
# No weighting helps against what was not drawn. The floor is what buys the information, and its price is that fewer
# queries go where the model is unsure.
#
# So LURE mends an estimate if rows were drawn with known chances. Is it also a reason to *draw test labels* that way?
# The experiment ran three floors; a floor of 1 is random sampling, where the naive mean and LURE are one. Mean squared
# errors of LURE:

# %% tags=["fold"]
lure_rows = rows[rows["estimator"] == "LURE"]
squared = lure_rows.pivot_table(index=["pool", "labels"], columns="floor", values="squared")[[0.1, 0.5, 1.0]]
squared = squared.rename(index=int, level="labels")
squared.columns = ["floor 0.1", "floor 0.5", "random"]
squared.round(4)

# %% tags=["hide"]
assert (squared["random"] < squared["floor 0.1"]).all()
assert (squared["random"] < 1.1 * squared["floor 0.5"]).all()

# %% [markdown]
# Here random labels estimate the risk better than a floor of 0.1 in every row of the table, and nowhere clearly worse
# than a floor of 0.5. Drawing in proportion to uncertainty is a way to choose *training* rows. For a *test* the
# chances should follow the loss that is to be expected on each row ({{ cite("kossen2021") }}), and a model that was
# trained on 20 rows does not know where it errs. Their *active testing* beats random test labels where there is a good
# guess of the loss. If you have none, draw at random.
#
# **Without known chances.** A tool that always takes the top row has given it chance 1 and all others chance 0: there
# is nothing to divide by. One can try to *estimate* how likely a row was to be chosen, from the features, with a
# classifier ({{ cite("bickel2009") }}). Try it on the rows that uncertainty sampling chose, for the error of the base
# model (the yardstick from the start of the chapter):

# %% tags=["fold"]
from altutor.bias.density_ratio import density_ratio_weights, effective_size, reweighted
from altutor.experiments.sampling_bias.settings import base_rows

mended = []
for pool in ("overlap", "trap"):
    for seed, one in enumerate(problems[pool]):
        asked = chosen[pool, "uncertainty"][seed]
        rest = np.setdiff1d(np.arange(len(one.labels)), asked)
        base = LogisticRegression(tol=1e-8).fit(*base_rows(pool, seed))
        loss = (base.predict(one.features) != one.labels).astype(float)
        rng = np.random.default_rng([seed, 52])
        scaled = (one.features - one.features.mean(axis=0)) / one.features.std(axis=0)
        row = {"pool": pool, "truth": loss.mean(), "naive": loss[asked].mean()}
        for name, made in (("features", scaled), ("features and squares", np.hstack([scaled, scaled**2]))):
            weights = density_ratio_weights(made[asked], made[rest], rng)
            row[f"by {name}"] = float(reweighted(loss[asked], weights))
            row[f"rows that count, {name}"] = float(effective_size(weights))
        mended.append(row)
mean_of = pd.DataFrame(mended).groupby("pool").mean()
mean_of.round({name: 0 if name.startswith("rows") else 3 for name in mean_of})

# %% tags=["hide"]
assert abs(mean_of.loc["overlap", "by features"] - mean_of.loc["overlap", "naive"]) < 0.03
assert mean_of.loc["overlap", "by features and squares"] < mean_of.loc["overlap", "truth"] - 0.05
assert mean_of.loc["trap"].filter(like="by ").max() < 0.02 < mean_of.loc["trap", "truth"]

# %% [markdown]
# With the features alone the classifier notices next to nothing, the weights differ little, and nothing is mended. With
# their squares it notices, and overshoots: a few chosen rows far from the boundary get most of the weight (*rows that
# count* is the [effective sample size](../glossary.md#effective-sample-size), here out of
# {{ config("sampling-bias", "budget") }}), and rows far from the boundary are the easy ones. In the trap every estimate
# says that the model makes no error, because it makes none on the chosen rows. Estimated weights are no substitute for
# known chances.

# %% [markdown]
# ## How far this goes
#
# - Both pools are generated, and their classes are balanced or nearly so. The signs follow from the covariance
#   everywhere; the sizes are those of these pools.
# - The score here is accuracy. An F-score is not a mean of losses over rows, so neither the identity nor LURE carries
#   over as it stands.
# - LURE estimates the risk on *this pool* of *a fixed model*. About rows outside the pool, or about a model that has
#   meanwhile learnt from the labels, it says nothing: the loss on training rows is too small for a reason of its own,
#   the overfitting bias ({{ cite("farquhar2021") }}).
# - The dev gap was measured with a dev split whose answers the strategy had seen, as in practice: it trained on every
#   answer to choose the next row. The model that is scored had not.
# - Weights can also be used in *training*, to remove the bias of the chosen labels ({{ cite("beygelzimer2009") }} do
#   so with guarantees). That is another question, not examined here.

# %% [markdown]
# ## What to do
#
# 1. **Draw a random test set before the first query**, and never choose from it. This one step makes most of this
#    chapter unnecessary:

# %%
for half in (0.05, 0.03, 0.02):
    labels_needed = 0.85 * 0.15 * (1.96 / half) ** 2
    print(f"An accuracy near 0.85 to within {half:.2f}: {labels_needed:.0f} random labels")

# %% [markdown]
# 2. Use the dev split of chosen labels to stop training early, if you must. Do not report it, and do not compare
#    strategies by it.
# 3. Before you choose, decide how: *draw* rows with a floor, and write down each chance (`pick=proportional` and
#    `defensive` in [your own loops](../guides/loops.md)). It cannot be done afterwards.
# 4. Judge each new batch by the model that chose it, *before* that model trains on it. With known chances, LURE on the
#    batch estimates its error. Give an interval, and remember what it cannot see.
# 5. Compare chosen and other rows by a model's confidence and by their labels, not only by a plot. Say which tests you
#    ran. A test that notices nothing is no clean bill of health.
# 6. Write down what parts of a text were shown but not answered. Never save them as "no". "Unknown" is honest, and was
#    enough in the small model above. On the news of [chapter 5](05_org_experiment.ipynb) it was not; what works there
#    is to lay the answers over the base's own prediction, or to mark everything.
# 7. If dev rises and held-out falls, trust held-out, and look at point 6 first.

# %% [markdown]
# ## Exercises
#
# These [check themselves](../exercises/index.md), with `pytest exercises/ch02_sampling_bias`:
#
# {{ exercises() }}
#
# To be done in this notebook:
#
# **1. Predict a sign.** Core-set sampling asks about the row furthest from all labelled rows, without looking at a
# model. In the trap its dev split is too low at first (see the figure of the dev gap). Explain it with the covariance
# of preference and loss.
#
# <details><summary>Hint</summary>
#
# Which rows does it take first, and what is the model's loss on them when it has seen few of them? What happens to the
# loss later?
#
# </details>
#
# **2. An honest part.** With epsilon 0.2, a fifth of the queries are random. Use only those as a test set, and leave
# them out of training. Is the gap gone in overlap? How wide is the interval now?
#
# <details><summary>Hint</summary>
#
# A query was random where the run's coin fell below 0.2. Simpler: draw 32 of the 160 queries at random from the rest
# of the pool yourself, and let uncertainty choose the other 128. With 32 rows the standard error of an accuracy of 0.8
# is $\sqrt{0.8 \cdot 0.2 / 32}$.
#
# </details>
#
# **3. A longer yardstick.** The confidence test used a base model trained on few rows. Train one on 400 rows of
# overlap and repeat the test on the chosen rows. How often does it notice now?
#
# <details><summary>Hint</summary>
#
# `altutor.bias.confidence.confidence_shift(probabilities[asked], probabilities[others], rng)` returns a `p_value`.
# Rows for the base come from `Overlap().draw(400, rng)`.
#
# </details>
#
# **4. By hand.** In the table of twelve draws, compute the two weights of the draw (0, 3) with pencil and paper. Why
# is the first so much larger than the second?
#
# <details><summary>Hint</summary>
#
# $N = 4$, $M = 2$. The chances are $1/10$ and then $4/9$. The weight compares the chance with that of an even draw,
# $1/4$ and then $1/3$.
#
# </details>
#
# **5. A better draw.** Let $e_i$ be the probability that the model is wrong about row $i$. Which chances $q_i$ (they
# sum to 1) make $\sum_i e_i / q_i$ smallest, and with it the variance of an importance-weighted error rate (drawn with
# replacement)? Then compare the mean squared error of LURE under
# `defensive(lambda view: np.sqrt(least_confidence(view)), 0.5)` with that of random draws, on both pools.
#
# <details><summary>Hint</summary>
#
# By Cauchy and Schwarz, the sum is smallest where $q_i$ is proportional to $\sqrt{e_i}$.
# `simulate_runs(problems, strategy, budget=100, batch=100, pick=proportional)` draws with the model of the start and
# records `chances`. Build the problems from `judged`, and compute the losses of its model. Several hundred runs are
# needed to see a difference. In the trap the comparison comes out the other way; why?
#
# </details>

# %% [markdown]
# ## Sources
#
# {{ sources("shimodaira2000", "lopezpaz2017", "gretton2012", "rabanser2019", "horvitz1952", "desraj1956",
# "farquhar2021", "kossen2021", "bickel2009", "beygelzimer2009") }}
