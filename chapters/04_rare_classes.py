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
# # Rare classes
#
# Here active learning should win: where one class is rare, random labels are mostly wasted. By how much does it win,
# measured with what, and how much of the class must lie hidden before the gain turns into a loss? And when may one stop
# asking?
#
# **You will be able to**
#
# {{ goals() }}
#
# **Minutes**: 40 (without the code). **Needs**: [chapter 1](01_fair_race.ipynb) and [chapter
# 3](03_local_optima.ipynb); precision and recall.

# %% [markdown]
# ## A hundred labels, one of them rare
#
# Let $\pi$ be the [prevalence](../glossary.md#prevalence), the share of the pool that belongs to the rare class. Of 100
# random labels, $100 \pi$ are rare on average. The chance that none of them is rare is $(1-\pi)^{100}$: [chapter
# 3](03_local_optima.ipynb#how-likely-is-a-miss-two-closed-forms)'s formula for a missed cluster, with $\pi$ for $h$.
# Random sampling has a missed cluster of its own here, and it is the class that we are after.

# %%
import numpy as np
import pandas as pd

from altutor.book import published, run
from altutor.data.rare import Rare

study = published("rare-class")
pi = np.array(study.results.config["prevalences"])
pd.DataFrame(
    {
        "rare in 100 random labels": 100 * pi,
        "chance of none": (1 - pi) ** 100,
        "accuracy of 'always common'": 1 - pi,
        "average precision of a random ranking": pi,
        "average precision of the best line": [Rare(p).average_precision() for p in pi],
    },
    index=pd.Index(pi, name="prevalence"),
).round(3)

# %% [markdown]
# The pool of this chapter has two round Gaussians in ten features: the common class around the origin, the rare class
# at some distance. Only two features tell them apart; the other eight are noise ([data card](../data/rare.md)).
# Logistic regression is the right model for it, so what goes wrong here is not the model's fault. The last column of
# the table says what it can reach with labels without end. (Average precision is a score of the ranking, defined in
# [Which metric](#which-metric).)
#
# Every run starts with {{ config("rare-class", "start_known") }} row that is known to be rare and
# {{ config("rare-class", "start_random") }} random ones. Someone who looks for a rare class has seen one of its rows;
# otherwise they would not be looking. Then {{ config("rare-class", "budget") }} queries follow, one a round. Scores are
# measured on {{ config("rare-class", "heldout_rows") }} held-out rows.

# %% [markdown] tags=["predict"]
# **Predict first.** The prevalence is 0.01, the pool has 3,000 rows: about 30 are rare. Random sampling meets one of
# them in 100 queries. How many does uncertainty sampling ask about?
#
# 1. About one as well: it seeks unsure rows, not rare ones.
# 2. About five.
# 3. More than twenty.
#
# <details><summary>Answer</summary>
#
# **3.** At the boundary both classes are about equally likely, so a row there is rare about every second time, however
# rare the class is in the pool. Option 1 overlooks that unsure and rare go together here: most common rows are far from
# the boundary. Option 2 is the right direction without the mechanism. Half of 100 would be 50; but there are only 30.
#
# </details>

# %%
study.figure("rare-found")

# %% [markdown]
# {{ claim("rare-class/rare-finds-more", says="holds") }}
#
# (In rows: {{ "%.1f"|format(config("rare-class", "budget")|float * shown("rare-class/rare-found", "estimate", series="uncertainty", x=0.01, digits=4)|float) }} against
# {{ "%.1f"|format(config("rare-class", "budget")|float * shown("rare-class/rare-found", "estimate", series="random", x=0.01, digits=4)|float) }}.
# *Found* is how far the first lies above five times the second.)
#
# (Intervals are over the means of blocks of {{ config("rare-class", "seeds_a_row") }} runs; shares of runs are counted
# run by run. Where a claim makes several comparisons, *found* is the least favourable of them.)
#
# At prevalence 0.05, {{ shown("rare-class/rare-found", "estimate", series="uncertainty", x=0.05, percent=True) }} of
# the queries are about rare rows. At 0.01 it is
# {{ shown("rare-class/rare-found", "estimate", series="uncertainty", x=0.01, percent=True) }}, because the pool runs
# out of them. {{ cite("ertekin2007") }} describe this: labels near the border are more balanced than the pool, and no
# class weights or resampling are needed to make them so.

# %% [markdown]
# ## By how much
#
# The same loop, at seven prevalences. Left: [average precision](../glossary.md#average-precision). Right: the $F$-score
# of the rare class.

# %%
study.figure("rare-by-prevalence")

# %% [markdown]
# {{ claim("rare-class/rare-uncertainty-wins", says="holds") }}
#
# {{ claim("rare-class/rare-gain-grows", says="holds") }}
#
# Read this growth with care. At prevalence 0.5 random sampling ends at
# {{ shown("rare-class/rare-by-prevalence", "estimate", panel="average_precision", series="random", x=0.5, digits=4) }}, where the
# best line has
# {{ shown("rare-class/rare-by-prevalence", "closed_form", panel="average_precision", series="random", x=0.5, digits=4) }}: no
# strategy could gain much in this score. The ratio of labels, further down, has no such ceiling. And part of the growth
# belongs to random sampling: at prevalence 0.005 its hundred queries meet none of the class in six
# runs of ten (the table above), and it lives on the one rare row of its start.
#
# Now count in labels instead of scores: how many does random sampling need to reach what uncertainty sampling has after
# 100 queries?

# %% [markdown] tags=["predict"]
# **Predict first.** At prevalence 0.5 the two strategies end within 0.02 of each other in average precision. How many
# times as many queries does random sampling need to draw level?
#
# 1. Hardly more: the scores are nearly the same.
# 2. Half as many again.
# 3. Three times as many or more.
#
# <details><summary>Answer</summary>
#
# **3.** Near the best that a line can do, the learning curve is flat, and a small difference in score is a long way
# along it. Option 1 reads the vertical distance of two curves as if it were the horizontal one. Both are true, and they
# answer different questions. What a project pays is the horizontal one, but only if it needs the last
# {{ est("rare-class/rare-balanced-little-difference") }} of the score.
#
# </details>

# %%
study.figure("rare-labels-needed")

# %% [markdown]
# {{ predicted("rare-class", "rare-balanced-little-difference", "rare-twice-the-labels", says="holds") }}
#
# At prevalence 0.5 random sampling needs
# {{ shown("rare-class/rare-labels-needed", "estimate", series="uncertainty", x=0.5, digits=1) }} times the queries
# (interval {{ shown("rare-class/rare-labels-needed", "low", series="uncertainty", x=0.5, digits=1) }} to
# {{ shown("rare-class/rare-labels-needed", "high", series="uncertainty", x=0.5, digits=1) }}), at 0.1 it needs
# {{ shown("rare-class/rare-labels-needed", "estimate", series="uncertainty", x=0.1, digits=1) }} times, at 0.05
# {{ shown("rare-class/rare-labels-needed", "estimate", series="uncertainty", x=0.05, digits=1) }} times. At 0.02 and
# below it had not got there after sixteen times the queries, which is where we stopped following it. (Queries, without
# the start. With the start counted, as chapter 1 does, the first ratio is
# {{ "%.1f"|format((config("rare-class", "budget")|float * shown("rare-class/rare-labels-needed", "estimate", series="uncertainty", x=0.5)|float + config("rare-class", "start_known")|float + config("rare-class", "start_random")|float) / (config("rare-class", "budget")|float + config("rare-class", "start_known")|float + config("rare-class", "start_random")|float)) }}.)
#
# Two warnings about such ratios. They are no constants of a strategy: they depend on the score that is to be reached,
# and grow without bound where the strategy has nearly finished. And they are measured here with the right model, no
# noise in the labels, and nothing hidden. {{ cite("lewis1994") }}, who introduced uncertainty sampling, report savings
# of up to 500 times on a newswire task.
#
# The same on your machine, with 25 seeds in five blocks. With so few, an interval can miss the published value:

# %%
live = run("rare-class", seeds=25)
live.claims(
    "rare-uncertainty-wins",
    "rare-twice-the-labels",
    "rare-finds-more",
    "rare-hidden-half-loses",
)

# %% [markdown]
# ## Which metric
#
# Take prevalence 0.01 and look at the same models through five measures.

# %%
from altutor.engine import simulate_runs
from altutor.measures import accuracy, average_precision, f1
from altutor.problems import Problem
from altutor.strategies import least_confidence, random

BUDGET = study.results.config["budget"]


def problems(prevalence, hidden=0.0, seeds=60):
    """Return a problem for each seed, and its pool."""
    made, pools = [], []
    for seed in range(seeds):
        rng = np.random.default_rng([seed, 44])
        pool, held = (Rare(prevalence, hidden).draw(3000, rng) for _ in range(2))
        start = pool.start(known=1, random=10)
        heldout = held.features, held.labels
        made.append(Problem(pool.features, pool.labels, start, *heldout, seed))
        pools.append(pool)
    return made, pools


def loop(made, strategy, measures, rounds=(BUDGET,)):
    """Return the queries of all runs, and by name what was measured."""
    options = {"measures": measures, "rounds": rounds}
    parts = list(simulate_runs(made, strategy, BUDGET, **options))
    measured = {}
    for name in measures:
        measured[name] = np.concatenate([part.measures[name] for part in parts])
    return np.concatenate([part.queries for part in parts]), measured


def f_at_best_threshold(prediction, labels):
    """F at the threshold that is best on these very rows: an upper bound."""
    order = np.argsort(-prediction.logits, axis=1)
    right = np.take_along_axis(labels, order, axis=1).cumsum(axis=1, dtype=float)
    said = np.arange(1, labels.shape[1] + 1)
    return (2 * right / (said + labels.sum(axis=1, keepdims=True))).max(axis=1)


def share_called_rare(prediction, labels):
    """Return the share of the rows that the model calls rare."""
    return prediction.classes.mean(axis=1)


def mean_probability(prediction, labels):
    """Return the model's own estimate of the prevalence."""
    return prediction.probabilities[..., 1].mean(axis=1)


MEASURES = {
    "accuracy": accuracy,
    "F at 0.5": f1,
    "F at the best threshold": f_at_best_threshold,
    "average precision": average_precision,
    "share called rare": share_called_rare,
    "mean probability of rare": mean_probability,
}
made, pools = problems(0.01)
table = {}
for name, strategy in {"random": random, "uncertainty": least_confidence}.items():
    _, measured = loop(made, strategy, MEASURES)
    table[name] = {measure: values.mean() for measure, values in measured.items()}
table = pd.DataFrame(table)
table["difference"] = table["uncertainty"] - table["random"]
table.round(4)

# %% [markdown]
# **Accuracy hides the difference.** A classifier that says *common* to everything has 0.99. All that matters happens in
# the last hundredth.
#
# {{ claim("rare-class/rare-accuracy-blind", says="holds") }}
#
# **$F$ mixes two things**: how well the model ranks, and where it cuts. By default it cuts at a probability of 0.5.
# After one or two rare labels a model is timid: it calls far fewer rows rare than there are. A better threshold, chosen
# afterwards, gives random sampling much of its $F$ back. What remains is the difference in ranking.
#
# {{ claim("rare-class/rare-f", says="holds") }}
#
# **Average precision looks at the ranking alone**: the mean, over the rare rows, of the precision among all rows that
# rank at least as high. Its zero point is not 0. In a random ranking the precision at any depth is $\pi$ on average, so
# the average precision is about $\pi$. Hence two rules. Do not compare the *levels* of average precision at different
# prevalences. (Differences only with care: they have other ceilings, see above.) And do not compare one measured on a
# pool with one measured on chosen rows, which hold more of the class: the zero point has moved. (Why the area under
# the ROC curve is a lenient judge of rare classes: {{ cite("davis2006") }}.)
#
# **Are the probabilities spoilt**, when a fifth of the labels are rare and only every hundredth row is? Not on average:
# see the last row of the table. (A right mean is not yet calibration: a constant would have it too. A reliability
# diagram would show more, see chapter 5.) Uncertainty sampling chooses by $x$, not by the label. It changes how often
# an $x$ occurs among the labels, and leaves $p(y \mid x)$ as it was. A model that can represent $p(y \mid x)$
# everywhere can then learn it from such labels too. (Rows that were put in *because of their label* are another
# matter: they shift the intercept. The known row of the start is such a row.) And where the model cannot represent
# $p(y \mid x)$, or has no label in a whole region, nothing of this holds; we come to that.
#
# ### What the annotator's own dev split says
#
# Set a random fifth of the labels aside as a [dev split](../glossary.md#dev-split), train on the others, and compare
# the scores on it with those on held-out rows:

# %%
from sklearn.metrics import f1_score

from altutor.learners import logistic, train

made, pools = problems(0.05)
rows = []
for name, strategy in {"random": random, "uncertainty": least_confidence}.items():
    queries, _ = loop(made, strategy, {"accuracy": accuracy})
    for one, pool, asked in zip(made, pools, queries, strict=True):
        rng = np.random.default_rng([one.seed, 45])
        labelled = rng.permutation(np.concatenate([one.start, asked]))
        dev, rest = np.split(labelled, [len(labelled) // 5])
        if len(np.unique(pool.labels[rest])) < 2:
            continue
        model = train(logistic, pool.features[rest], pool.labels[rest])
        said, held = model.predict(pool.features[dev]), model.predict(one.heldout)
        rows.append(
            {
                "strategy": name,
                "rare share of dev": pool.labels[dev].mean(),
                "accuracy, dev": np.mean(said == pool.labels[dev]),
                "accuracy, held-out": np.mean(held == one.heldout_labels),
                "F, dev": f1_score(pool.labels[dev], said, zero_division=np.nan),
                "F, held-out": f1_score(one.heldout_labels, held),
            }
        )
dev_table = pd.DataFrame(rows).groupby("strategy").mean()
dev_table.round(3)

# %% tags=["hide"]
# What the text says of these runs; a change of the package that makes it wrong fails the build.
off = dev_table["accuracy, dev"] - dev_table["accuracy, held-out"]
assert abs(off["random"]) < 0.01 and off["uncertainty"] < -0.2
assert dev_table.loc["random", "F, dev"] < dev_table.loc["random", "F, held-out"] - 0.05
assert 1 < 22 * dev_table.loc["random", "rare share of dev"] < 2

# %% [markdown]
# Look at accuracy. On the random dev split it is right, on the chosen one much too *pessimistic*: that split consists
# of hard rows. $F$ is of no use here: 22 random rows hold one or two rare ones, so even the honest split reads too
# low. (Splits in which $F$ is undefined are left out.) On the trap of chapter 3 the chosen one is too optimistic, because it
# holds none of the rows that the model gets wrong. The score on chosen rows is simply another quantity, and nothing
# in it says on which side it errs. [Chapter 2](02_sampling_bias.ipynb) has the theory.

# %% [markdown]
# ## Which strategy
#
# Uncertainty sampling is one strategy among several. Chapter 3 could not tell what the others cost, because on its
# control there was nothing to lose. At prevalence 0.01 there is.

# %% [markdown] tags=["predict"]
# **Predict first.** Which of these loses most average precision against uncertainty sampling, at prevalence 0.01?
#
# 1. Exploration: a tenth of the queries at random.
# 2. Core-set: the row that is farthest from all *labelled rows*, whatever the model says.
# 3. A committee of five.
#
# <details><summary>Answer</summary>
#
# **2.** It looks only at where the labelled rows are, not at what their labels say, nor at the model. It spreads its
# queries over the rim of the pool in all ten dimensions, eight of which say nothing. Option 1: a tenth fewer of the
# queries are spent at the border, and a tenth is not much on a curve that flattens. Option 3: the members disagree
# mostly at the border, so a committee asks about much the same rows.
#
# </details>

# %%
study.figure("rare-curves")

# %% [markdown]
# {{ predicted("rare-class", "rare-exploration-cheap", "rare-core-set-below-uncertainty",
#   "rare-density-below-uncertainty", "rare-committee-like-uncertainty", says="holds") }}
#
# Core-set loses most. It still ends well above random sampling
# ({{ shown("rare-class/rare-curves", "estimate", panel="0.01", series="core-set", x=100, digits=2) }} against
# {{ shown("rare-class/rare-curves", "estimate", panel="0.01", series="random", x=100, digits=2) }}): the rare class
# lies at the rim of the pool, and the rim is where core-set goes. The others cost next to nothing in the end. Density
# weighting starts slowly, though: after 10 queries it is at
# {{ shown("rare-class/rare-curves", "estimate", panel="0.01", series="density", x=10, digits=2) }}, uncertainty
# sampling at {{ shown("rare-class/rare-curves", "estimate", panel="0.01", series="uncertainty", x=10, digits=2) }}.
#
# Read this beside the table of [chapter 3](03_local_optima.ipynb#five-ways-out-and-what-each-costs). Core-set is a safe
# way out of the trap, and the dearest of the ways here. Committee and density cost little and protect little.
# Exploration costs little, and what it protects from does not depend on what the features show.

# %% [markdown]
# ## Rare and hidden
#
# Now let a part of the rare class lie elsewhere, on the far side of the common class. A share $s$ of the rare rows
# forms this hidden [mode](../data/rare.md#how-it-is-made). It is the trap of chapter 3, with a mass of only
# $h = \pi s$, in ten dimensions, and with classes that overlap. The start holds no hidden row. A model that knows the
# visible mode ranks the hidden rows *below* the common ones.

# %%
study.figure("rare-picture")

# %% [markdown] tags=["predict"]
# **Predict first.** The prevalence is 0.05. At which hidden share of the rare class does uncertainty sampling end no
# better than random sampling, in average precision?
#
# 1. At about a tenth: from then on it misses a part of the class that random sampling finds.
# 2. At about a third.
# 3. Never: it still finds many times as many rare rows.
#
# <details><summary>Answer</summary>
#
# **2.** Option 1 counts what is lost and not what is gained: the visible rows are still learnt much better. Option 3
# counts rows of one kind as if they were all the kinds. A model that has seen every visible rare row and no hidden one
# still ranks the hidden ones last.
#
# </details>

# %%
study.figure("rare-hidden-share")

# %% [markdown]
# {{ predicted("rare-class", "rare-hidden-tenth-still-wins", "rare-hidden-half-loses", "rare-hidden-never-asked",
#   says="holds") }}
#
# (Small bars on the zero line mark where the advantage ends, with its 95% interval; below the line that of average
# precision, above it that of $F$.)
#
# Two things in this figure are odd at first sight.
#
# **At prevalence 0.2 and 0.05 the lead grows before it falls.** With a tenth of the class hidden it is larger than with
# nothing hidden. (At 0.01 it falls from the start: random sampling hardly ever meets a hidden row there.) The reason
# is that a straight line cannot serve both modes: where few rows are hidden, the best line ignores them. Random
# sampling meets one of them now and then, and is led astray by it. Let us part its runs by the number of hidden rows
# that they met:

# %%
rows = []
for hidden in (0.1, 0.5):
    made, pools = problems(0.05, hidden, seeds=150)
    queries, measured = loop(made, random, {"ap": average_precision})
    away = np.array([pool.hidden for pool in pools])
    met = np.take_along_axis(away, queries, axis=1).sum(axis=1)
    groups = {"none": met == 0, "one": met == 1, "two or more": met > 1}
    for label, chosen in groups.items():
        rows.append(
            {
                "hidden share": hidden,
                "hidden rows met": label,
                "runs": chosen.sum(),
                "average precision": measured["ap"][chosen, 0].mean(),
            }
        )
pd.DataFrame(rows).pivot(index="hidden rows met", columns="hidden share").round(3)

# %% [markdown]
# With a tenth hidden it pays not to know; with half hidden it pays to know. (The runs that met none are also those with
# fewer rare labels in all, so the first comparison understates the point.) What is lost is thus a property of the
# *model* as much as of the sample: a model that can bend could use the hidden rows.
#
# **$F$ turns later than average precision.** $F$ counts the rows above one threshold: a hidden row at the bottom of the
# ranking is one miss, like a row just below the threshold. Average precision goes on to ask how far down it is. And
# random sampling's $F$ still suffers from its timid threshold.
#
# And how does the turning point depend on the prevalence? Two things change when the class is rarer. There is more to
# gain on the visible part. And random sampling, too, must meet a hidden row before it can learn from it, which happens
# with probability $1 - (1 - \pi s)^{100}$:

# %%
some = np.array([0.2, 0.05, 0.01])
pd.DataFrame(
    {f"{s:.0%} hidden": 1 - (1 - some * s) ** BUDGET for s in (0.1, 0.3, 0.5)},
    index=pd.Index(some, name="prevalence"),
).round(2)

# %%
study.figure("rare-hidden-line")

# %% [markdown]
# {{ predicted("rare-class", "rare-hidden-rarer-loses-later", says="holds") }}
#
# With two classes of equal size, a hidden share of
# {{ shown("rare-class/rare-hidden-line", "estimate", series="average precision", x=0.5, digits=2) }} is enough to turn
# the small gain into a loss. At prevalence 0.05 it takes
# {{ shown("rare-class/rare-hidden-line", "estimate", series="average precision", x=0.05, digits=2) }}, at 0.01 it takes
# {{ shown("rare-class/rare-hidden-line", "estimate", series="average precision", x=0.01, digits=2) }}.
#
# The rarer the class, the more of it may be hidden before uncertainty sampling loses to random sampling. Do not read
# that as good news. Where nobody finds the hidden part, the two miss it alike, and uncertainty sampling keeps what it
# gains on the visible part. A comparison of two strategies, however fair, does not tell you that half of the class is
# missing.

# %% [markdown]
# ## When to stop
#
# A curve that has become flat is the usual reason to stop. Other reasons need no labels at all: the predictions on the
# pool have stopped changing ({{ cite("bloodgood2009") }} compare successive models by their agreement, Cohen's kappa),
# or nothing is left of which the model is very unsure.

# %% [markdown] tags=["predict"]
# **Predict first.** Over the last thirty queries, average precision on held-out rows has not moved, and successive
# models agree almost perfectly. Which conclusion is justified?
#
# 1. The model has learnt what these features can teach it.
# 2. Further labels *of the kind that this strategy buys* are unlikely to change this model much.
# 3. The rare class has been found.
#
# <details><summary>Answer</summary>
#
# **2.** Both signals are about the path that the strategy takes, not about the pool. Options 1 and 3 add an assumption:
# that the strategy would have looked wherever there was something to learn.
#
# </details>

# %% [markdown]
# Three loops at prevalence 0.05: nothing hidden; half of the class hidden; and random sampling where half is hidden.
# *Agreement* is Cohen's kappa between the models after 90 and after 100 queries.


# %% tags=["fold"]
def kappa(a, b):
    """Cohen's kappa of two predictions, by run."""
    same, one, other = (a == b).mean(axis=1), a.mean(axis=1), b.mean(axis=1)
    by_chance = one * other + (1 - one) * (1 - other)
    return (same - by_chance) / (1 - by_chance)


ROUNDS = (70, 80, 90, 100)
signals = {
    "agreement of the last two": None,
    "AP at query 70": average_precision,
    "AP at query 100": average_precision,
    "recall at query 100": lambda prediction, labels: (
        ((prediction.classes == 1) & (labels == 1)).sum(axis=1) / labels.sum(axis=1)
    ),
    "mean probability of rare": mean_probability,
}
table = {}
missed = {}
for name, hidden, strategy in (
    ("uncertainty, nothing hidden", 0.0, least_confidence),
    ("uncertainty, half hidden", 0.5, least_confidence),
    ("random, half hidden", 0.5, random),
):
    made, _ = problems(0.05, hidden)
    said = []

    def keep(prediction, labels, said=said):
        """Keep the classes that the models predict; measure nothing."""
        said.append(prediction.classes.copy())
        return np.zeros(len(labels))

    _, measured = loop(made, strategy, {"classes": keep, **{n: m for n, m in signals.items() if m}}, ROUNDS)
    by_round = [np.concatenate(said[number :: len(ROUNDS)]) for number in range(len(ROUNDS))]
    last = {n: values[:, -1].mean() for n, values in measured.items() if n in signals}
    last["AP at query 70"] = measured["AP at query 70"][:, 0].mean()
    table[name] = {"agreement of the last two": kappa(by_round[-2], by_round[-1]).mean(), **last}
    missed[name] = (np.array([one.heldout_labels for one in made]), by_round[-1])
table = pd.DataFrame(table).loc[list(signals)]
table.round(3)

# %% tags=["hide"]
estimated = table.loc["mean probability of rare"]
assert (
    abs(estimated["uncertainty, nothing hidden"] - 0.05) < 0.01 and abs(estimated["random, half hidden"] - 0.05) < 0.01
)
assert abs(estimated["uncertainty, half hidden"] - 0.025) < 0.005

# %% [markdown]
# In the first two columns the signals tell the same story: models agree, curves are flat. In the first, the model is
# close to the best line. In the second, it has seen nothing of half of the class in
# {{ est("rare-class/rare-hidden-never-asked", "%") }} of the published runs. The loop that still learns something,
# the third, looks least finished. A flat curve says that this way of asking has ended. It does not say that there is
# nothing else to ask.
#
# The last row holds a hint. The mean probability of *rare* over the held-out rows is the model's own estimate of the
# prevalence. With nothing hidden it comes close to 0.05. Where half is hidden, uncertainty sampling's model comes to
# about half of that; random sampling's, which has met hidden rows, does not. So a model's count of its
# rare rows can be held against a count in random rows, if there are enough of these to tell the two apart.
#
# ### What random rows can say
#
# Label $n$ random rows out of those that the model calls *common* (an *audit*). If a share $r$ of them is rare in
# truth, all $n$ are common with probability $(1-r)^n$. Suppose that no rare row turns up. Then every $r$ with
# $(1-r)^n < 0.05$ is implausible, and with 95% confidence
#
# $$ r \le 1 - 0.05^{1/n} \approx \frac{3}{n} , $$
#
# the *rule of three* ({{ cite("hanley1983") }}); it is the formula of chapter 3, read backwards. Usually some rare rows
# do turn up: a threshold always leaves a few on the wrong side. Then the audit estimates the share missed, and with it
# the recall:
#
# $$ \text{recall} \approx \frac{A}{A + r B} , $$
#
# where $A$ is the number of rare rows among those called rare (label some of them to know it), and $B$ the number
# called common. We audit each model of the three loops above on its held-out rows:

# %%
n = 300
rows = []
for name, (truth, said) in missed.items():
    for number, (labels, classes) in enumerate(zip(truth, said, strict=True)):
        rng = np.random.default_rng([number, 46])
        common = np.flatnonzero(classes == 0)
        share = labels[rng.choice(common, n, replace=False)].mean()
        right = int(labels[classes == 1].sum())
        rows.append(
            {
                "loop": name,
                "rare rows in the audit": n * share,
                "recall by audit": right / (right + share * len(common)),
                "true recall": right / labels.sum(),
            }
        )
audits = pd.DataFrame(rows).groupby("loop")
table = audits.mean()
for share in (0.05, 0.95):
    table[f"recall by audit, {share:.0%} point"] = audits["recall by audit"].quantile(share)
table.round(2)

# %% [markdown]
# An audit of 300 random rows tells a recall of a third from one of three quarters. (The 5% and 95% points
# include the spread of the true recall between runs.) It costs nearly three times the labels that trained the model,
# and the labels for $A$ come on top. That is the price of knowing that a rare class has been found, and it grows with
# rarity: to rule out that more than a tenth of the class is missed, the audit must bound $r$ by about $\pi / 10$, which
# takes some $30 / \pi$ random rows. At least this many, if no rare row turns up; each one that does makes the audit
# larger:

# %%
table = pd.DataFrame(index=pd.Index(pi, name="prevalence"))
for share in (0.5, 0.1):
    audit = np.ceil(np.log(0.05) / np.log(1 - share * pi))
    table[f"to miss at most {share:.0%} of the class"] = audit
table.astype(int)

# %% [markdown]
# (The smallest audit without a rare row that supports the statement with 95% confidence; the share $r$ is taken of all
# rows here. To bound recall where rare rows did turn up, put a Clopper-Pearson upper limit for $r$ into the formula
# above.) Legal and medical document review lives with exactly this problem; {{ cite("lewis2021") }} give stopping
# rules with statistical guarantees, all of which rest on random samples.
#
# So stop buying *chosen* labels when the curve is flat on held-out rows that nobody chose. Before stopping altogether,
# buy random ones.

# %% [markdown]
# ## Labels outlive the model
#
# One more cost appears when the project goes on. Labels of a rare class are kept, and the next model is another one.
# {{ cite("lowell2019") }} trained *successor* models on sets that another model had chosen. They report that this does
# not consistently beat training on as many random labels. We repeated the idea with four classifiers on four small data
# sets. Their models (an SVM, a CNN and a BiLSTM) and their texts were others.

# %%
successor = published("replicate-successor")
successor.figure("successor-all")

# %% [markdown]
# {{ predicted("replicate-successor", says=["does not hold", "holds", "holds", "holds"]) }}

# %%
from altutor.experiments.replications.successor.claims import gains, others, own

values = gains(successor.results.table(), "random")
single = {"of another model's choice": others(values), "of its own choice": own(values)}
outcomes = {}
for name, gained in single.items():
    outcomes[name] = {
        "below random": (gained < 0).mean(),
        "the same": (gained == 0).mean(),
        "above": (gained > 0).mean(),
    }
pd.DataFrame(outcomes).T.map("{:.0%}".format).rename_axis("single splits")

# %% tags=["hide"]
pairs = pd.DataFrame(successor.traces["successor-all"].columns)
harmed = pairs[pairs["high"] < 0]
assert len(harmed) == 4 and harmed["group"].str.contains("naive Bayes|nearest neighbours").all()
assert (pairs["estimate"] < 0).sum() == 4

# %% [markdown]
# The first prediction does not hold. On average, another model's choice is worth
# {{ est("replicate-successor/successor-below-random", "+") }} of accuracy against a random set: next to nothing, but no
# loss. The average hides a spread. Logistic regression gains from every chosen set, whoever chose it; nearest
# neighbours lose on every set but their own. The share of single splits below the random set is no proof of harm: with
# no effect at all, nearly half would be. What shows harm is that four pairs have a mean below zero (interval and all),
# one where naive Bayes was trained and three where nearest neighbours were. And a set is worth much
# more ({{ est("replicate-successor/successor-own-choice-gains", "+") }}) to the model that chose it. A chosen set holds
# what one model was unsure of; for another it is a sample with an unknown bias, and nobody can say in advance on which
# side of the zero line it falls. That agrees with the paper's *not consistently*. (The intervals are over splits of
# these four data sets. They say nothing about others.)

# %% [markdown]
# ## How far this goes
#
# - **Gaussians and the right model.** Nothing here has label noise, many small groups, or features made for something
#   else. Real savings are smaller or larger; the order of the mechanisms is what should carry over.
# - **The start.** One known row and ten random ones, none of them hidden. A person who searches first finds more:
#   search can pay more than labelling where a class is extremely rare ({{ cite("attenberg2010") }};
#   {{ cite("beygelzimer2016") }} show what it buys in theory). Such a start was not compared here.
# - **Small pools.** With 30 rare rows in the pool, a good strategy has asked about most of them. In a pool of a
#   million, it would not run out.
# - **One hidden group.** A rare class that falls into many small groups is another case: each has a mass of its own,
#   and the closed form says how many random labels each would take.
# - **Two classes.** With more, margin, entropy and least confidence part ways.

# %% [markdown]
# ## What to do
#
# 1. **Use it here.** Where a class is rare and the start holds every kind of it that you can think of, uncertainty
#    sampling is the default, and random sampling the control. With much of it hidden (here, at prevalence 0.05, from a
#    share of {{ shown("rare-class/rare-hidden-line", "estimate", series="average precision", x=0.05, digits=2) }} on),
#    random sampling wins.
# 2. **Keep a tenth of the queries random.** It costs next to nothing and finds hidden parts sooner. Let the model
#    predict each random row before its label is used, and these rows give an honest score as well.
# 3. **Report average precision, and $F$ at a threshold that was chosen on random rows.** Name the prevalence beside
#    both. Do not report accuracy.
# 4. **Search before you sample.** Look for the class in every way you know of, so that the start holds more than one
#    kind of it. Note where each row came from; found rows are no random rows. Exercise 5 shows what one found row is
#    worth.
# 5. **Audit before you stop.** Label random rows among those that the model calls common. Say how many, and which share
#    of the class they rule out having missed.
# 6. **Expect the labels to be biased for the next model.** Keep the random ones marked.

# %% [markdown]
# ## Exercises
#
# These [check themselves](../exercises/index.md), with `pytest exercises/ch04_rare_classes`:
#
# {{ exercises() }}
#
# To be done in this notebook, with the functions above; more strategies are in `altutor.strategies`.
#
# 1. The prevalence is 0.002. How many random labels hold a rare row with a probability of 95%?
#
#    <details><summary>Hint</summary>
#
#    The first closed form of chapter 3; or three divided by something.
#
#    </details>
#
# 2. Show by simulation that a random ranking has an average precision of about $\pi$. What is it on a dev split in
#    which 42% of the rows are rare?
#
#    <details><summary>Hint</summary>
#
#    `sklearn.metrics.average_precision_score` of random scores.
#
#    </details>
#
# 3. Choose the threshold on 300 held-out random rows, and measure $F$ on the others, at prevalence 0.05. How much of
#    the gap between $F$ at 0.5 and at the best threshold do you get back? And at 0.01?
#
#    <details><summary>Hint</summary>
#
#    How many rare rows do the 300 hold?
#
#    </details>
#
# 4. Half of the class is hidden, the prevalence is 0.05, and a tenth of the queries is random. How often is the hidden
#    mode asked about in 100 queries? Predict it with $1 - (1 - e \pi s)^{100}$, then run
#    `altutor.strategies.mixed(least_confidence, 0.1)`.
#
#    <details><summary>Hint</summary>
#
#    The loop finds it more often than the formula says. Which assumption of the formula fails, and how often does it
#    fail for `least_confidence` alone?
#
#    </details>
#
# 5. Someone tells you of *one* hidden row, and you add it to the start. What does uncertainty sampling make of it?
#
#    <details><summary>Hint</summary>
#
#    `np.flatnonzero(pool.hidden)[0]`; compare the average precision with hidden shares of 0.1 and 0.5.
#
#    </details>

# %% [markdown]
# ## Sources
#
# {{ sources("ertekin2007", "lewis1994", "davis2006", "bloodgood2009", "hanley1983", "lewis2021", "lowell2019",
#   "attenberg2010", "beygelzimer2016") }}
