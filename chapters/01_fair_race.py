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
# # A fair race
#
# You have 500 texts, images or rows without labels, and an annotator for 60 of them. *Active learning* lets the model
# say which 60. Does that give a better model than 60 drawn at random? This chapter builds the race between the two and
# then spends most of its time on the referee: how often a race names the wrong winner, what makes it fair, and which
# reports of a victory you should not believe.
#
# **You will be able to**
#
# {{ goals() }}
#
# **Minutes**: 40 (without the code). **Needs**: scikit-learn's `fit` and `predict_proba`; standard deviation and confidence interval.

# %% [markdown]
# ## The five parts
#
# Pool-based active learning has five parts ({{ cite("lewis1994") }}; {{ cite("settles2009") }} surveys the field):
#
# - the [pool](../glossary.md#pool) $U$: rows that anyone can see and nobody has labelled;
# - the [oracle](../glossary.md#oracle): whoever tells a label when asked. In life an annotator, in a simulation a
#   stored answer that the rest of the program may not look at;
# - the [learner](../glossary.md#learner): a classifier that is trained on the labelled set $L$ and gives each row
#   probabilities $p(y \mid x)$. Here it is logistic regression with an L2 penalty;
# - the [query strategy](../glossary.md#query-strategy): a rule that scores the rows of the pool. The highest score is
#   asked about next;
# - the [budget](../glossary.md#budget): $T$ queries, after a *start* of $n$ labels that every strategy is given.
#
# They work in a loop: train on $L$, score $U$, ask about the best row, move it from $U$ to $L$, train again. One pass
# is a *round*. The result is a *learning curve*: accuracy on [held-out](../glossary.md#held-out) rows, which nobody
# chose and nothing was trained on, against the number of queries.
#
# The whole difference between two strategies fits into a few lines. A strategy gets a *view*: for each row the model's
# probabilities and a random number, its *ticket*. It returns a score for each row. **Least confidence** asks where the
# model is least sure of its answer:
#
# {{ source("altutor.strategies.uncertainty:least_confidence") }}
#
# **Random sampling** looks at the tickets alone:
#
# {{ source("altutor.strategies.exploration:random") }}
#
# With two classes, least confidence chooses the same row as the two other common rules, *margin* and *entropy*. So the
# figures of this book call it "uncertainty".
#
# **Why random sampling is the baseline.** It is not the absence of a method. It has four properties that a strategy
# gives up, and must pay back:
#
# 1. Its labels are a sample of the pool. A part of them is an honest test set. [Chapter 2](02_sampling_bias.ipynb)
#    shows what happens to a test set that was chosen.
# 2. It cannot be blind for long: a cluster that holds a share $h$ of the pool escapes $n$ random labels with
#    probability $(1-h)^n$. [Chapter 3](03_local_optima.ipynb) is about strategies that can be blind for ever.
# 3. Its labels serve any model. Chosen labels were chosen for one model; {{ cite("lowell2019") }} found that the next
#    model, trained on them, does not consistently beat one trained on random labels.
# 4. It needs no model in the loop, so nobody waits for training, and any number of annotators can work at once.

# %% [markdown]
# ## One race
#
# The pool of this chapter is [overlap](../data/overlap.md): two normal distributions in 20 dimensions that differ in
# the mean of one feature. No model is right everywhere. Each seed draws a pool of 500 rows, a start of one row of each
# class, and 1,000 held-out rows.

# %%
import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from altutor.book import published, show
from altutor.data.overlap import Overlap
from altutor.pool import Oracle
from altutor.problems import Problem
from altutor.simulate import simulate
from altutor.strategies import least_confidence, random

# Thousands of small fits: a second thread only gets in the way.
threads = threadpool_limits(limits=1)
BUDGET = 60


def problem(seed, data=Overlap()):
    """Draw the pool, the start and the held-out rows of a seed."""
    rng = np.random.default_rng([seed, 21])
    features, labels = data.draw(500, rng)
    heldout, truth = data.draw(1000, rng)
    start = [int(np.flatnonzero(labels == one)[0]) for one in (0, 1)]
    return Problem(features, labels, start, heldout, truth, seed)


def race(one, strategy):
    """Run the loop once; the oracle is the only way to the labels."""
    return simulate(
        one.features,
        Oracle(one.labels),
        one.start,
        strategy,
        BUDGET,
        heldout=(one.heldout, one.heldout_labels),
        seed=one.seed,
    )


one = problem(0)
single = {"random": race(one, random), "uncertainty": race(one, least_confidence)}
for name, history in single.items():
    print(f"{name}: asks about {history.queries[:4]} ..., ", end="")
    print(f"ends at accuracy {history.accuracy[BUDGET]:.3f}")

# %% tags=["fold"]
from altutor import figures
from altutor.claims import Sample, interval
from altutor.traces import Trace


def curves(panels, y, alt, caption=""):
    """Draw lines with their intervals: {heading: {series: values of shape (runs, BUDGET + 1)}}."""
    rows = [
        (heading, name, x, *(np.nan if np.isinf(end) else float(end) for end in ends))
        for heading, lines in panels.items()
        for name, values in lines.items()
        for x in range(0, BUDGET + 1, 2)
        for ends in [interval(Sample(values[:, x])) if len(values) < 20 else normal(values[:, x])]
    ]
    columns = dict(zip(("panel", "series", "x", "estimate", "low", "high"), map(list, zip(*rows)), strict=True))
    labels = {"x": "queries", "y": y, "panels": {heading: heading for heading in panels}}
    return show(figures.draw(Trace("live", "curves", "", "", alt, columns, labels)), alt=alt, caption=caption)


def normal(values):
    """Mean and 95% interval of many values; as good as the bootstrap there, and a thousand times faster."""
    mean, half = values.mean(), 1.96 * values.std(ddof=1) / len(values) ** 0.5
    return mean, mean - half, mean + half


def ends_of(lines):
    return ", ".join(f"{name} {values[:, BUDGET].mean():.3f}" for name, values in lines.items())


lines = {name: np.array([list(history.accuracy.values())]) for name, history in single.items()}
curves(
    {"seed 0": lines},
    "held-out accuracy",
    f"Two ragged learning curves of one seed that cross several times. After {BUDGET} queries: {ends_of(lines)}.",
    "One seed: one pool, one start, one sequence of questions for each strategy.",
)

# %% [markdown]
# Each curve is ragged, because one more label can move the boundary a long way when there are few. Here one strategy
# leads for most of the way, and the other at the end. Which is better? A reader who is shown this picture will have an
# opinion. That is the problem.

# %% [markdown] tags=["predict"]
# **Predict first.** On this data, uncertainty sampling is really better: with many seeds its mean accuracy after the
# last query is higher by about one and a half points of a hundred. The difference of a single pair has a standard
# deviation of about four points. You run *one* seed of each and compare the ends of the curves. How often is random
# sampling ahead?
#
# 1. Hardly ever, less than once in twenty seeds.
# 2. About once in ten.
# 3. About once in three.
#
# <details><summary>Answer</summary>
#
# **3.** The mean difference is little more than a third of a standard deviation, and a normal variable falls that far
# below its mean more than one time in three. The cells below compute and count it. Options 1 and 2 come from reading a
# mean curve as if every run followed it. Two runs on one pool differ by several points, because they trained on
# different labels. A band around a mean curve tells how well the *mean* is known. It says nothing about the next run.
#
# </details>

# %% [markdown]
# ## Many seeds
#
# `simulate` takes any scikit-learn classifier and does one run. `simulate_runs` (below: the *engine*) does many runs at
# once with logistic regression, fast enough for hundreds of seeds on this page ([your own loops](../guides/loops.md)
# compares the two).

# %%
from altutor.engine import simulate_runs


def accuracies(problems, strategy, rounds=None):
    """Held-out accuracy by run and round."""
    found = simulate_runs(problems, strategy, BUDGET, rounds=rounds)
    return np.concatenate([histories.measures["accuracy"] for histories in found])


problems = [problem(seed) for seed in range(400)]
accuracy = {
    "random": accuracies(problems, random),
    "uncertainty": accuracies(problems, least_confidence),
}
difference = accuracy["uncertainty"] - accuracy["random"]  # paired, seed by seed
curves(
    {"mean of 400 seeds": accuracy},
    "held-out accuracy",
    "Two smooth learning curves; uncertainty starts a little below random and crosses "
    f"it before the middle. At the end: {ends_of(accuracy)}.",
    "The same race, 400 times. Bands are 95% intervals of the mean.",
)

# %%
from scipy import stats

end = difference[:, BUDGET]
mean, low, high = interval(Sample(end))
print(f"After {BUDGET} queries uncertainty is ahead by {mean:.3f} [{low:.3f}, {high:.3f}].")
print(f"Standard deviation of the difference of one seed: {end.std(ddof=1):.3f}")
print(f"A normal variable with these two is below 0 in {stats.norm.cdf(-mean / end.std(ddof=1)):.0%} of the cases.")
rng = np.random.default_rng(1)
for seeds in (1, 3, 5, 10, 20, 40):
    wrong = np.mean(rng.choice(end, (20_000, seeds)).mean(axis=1) < 0)
    print(f"{seeds:2d} seeds: random looks better in {wrong:.0%} of the races")

# %% tags=["hide"]
# What the text says of these runs; a change of the package that makes it wrong fails the build.
assert low > 0.01 and 0.28 < np.mean(end < 0) < 0.42
assert 0.0125 < mean < 0.0175 and 0.035 < end.std(ddof=1) < 0.045 and 0.33 < mean / end.std(ddof=1) < 0.43
assert difference[:, 5:16].mean() < 0 < difference[:, 30].mean()
one_seed = single["uncertainty"].accuracy[BUDGET] - single["random"].accuracy[BUDGET]
behind = [single["uncertainty"].accuracy[t] < single["random"].accuracy[t] for t in range(BUDGET)]
assert one_seed > 0 and np.mean(behind) > 0.6

# %% [markdown]
# The effect is real and clearly above zero, and a race of one seed still names the wrong winner about
# one time in three. A race of five seeds names it about one time in five. {{ cite("kottke2017") }} found too few
# repetitions in many articles on active learning; {{ cite("bouthillier2021") }} examine the same question for
# benchmarks of machine learning at large.
#
# The curves also cross: with few labels, random sampling is slightly ahead. Who wins depends on the budget, too.
#
# How many seeds do you need? Let $\delta$ be the difference that you care about and $s$ the standard deviation of the
# difference of a seed. The mean of $m$ seeds has the standard error $s / \sqrt{m}$. For a 95% interval that excludes
# zero with probability 0.8, the difference must be 1.96 + 0.84 = 2.8 standard errors:
#
# $$ m = \left( \frac{2.8 \, s}{\delta} \right)^2 . $$
#
# Half the difference needs four times the seeds.

# %%
print(f"Here: {(2.8 * end.std(ddof=1) / mean) ** 2:.0f} seeds")

# %% [markdown]
# ## Why pairs
#
# Both strategies of a seed get the same pool, start, held-out rows and model settings. Then each seed gives one
# difference, and the interval is made from the differences. That is a *paired* comparison. What makes it better is one
# line of algebra. With $A$ and $B$ the two accuracies of a seed,
#
# $$ \mathrm{Var}(A - B) = \mathrm{Var}(A) + \mathrm{Var}(B) - 2 \, \mathrm{Cov}(A, B) . $$
#
# Unpaired runs have no covariance. Paired runs have what they share: an easy pool is easy for both, a lucky held-out
# set flatters both. How much that is depends on the data, so measure it on three pools. In `Overlap(2, 4.0, 1.0)` the
# numbers are: features, distance of the class means, standard deviation of all features but the first.

# %%
rows = []
for data in (Overlap(2, 4.0, 1.0), Overlap(5, 3.0, 1.0), Overlap()):
    drawn = [problem(seed, data) for seed in range(400)]
    a = accuracies(drawn, least_confidence, rounds=[BUDGET])[:, -1]
    b = accuracies(drawn, random, rounds=[BUDGET])[:, -1]
    paired, unpaired = np.std(a - b, ddof=1), np.hypot(a.std(ddof=1), b.std(ddof=1))
    together = np.corrcoef(a, b)[0, 1]
    rows.append((data.n_features, together, paired, unpaired, (unpaired / paired) ** 2))
head = ["features", "correlation", "s, paired", "s, unpaired", "seeds saved, factor"]
saved = pd.DataFrame(rows, columns=head).set_index("features").round(3)
saved

# %% tags=["hide"]
assert saved.loc[2, "seeds saved, factor"] > 2.2 and saved.loc[20, "seeds saved, factor"] < 1.3
assert (saved["correlation"] > 0).all()

# %% [markdown]
# In the pool with two features an unpaired comparison needs well over twice as many seeds. In the one with 20 it needs
# hardly more: there the difference between two runs comes almost wholly from which rows they labelled, and that they do
# not share. (Distance and noise differ as well, so this is not the effect of the dimension alone.) Pairing costs
# nothing, and it helps wherever the correlation is above zero. So always do it, and do not promise yourself much from
# it before you have looked.
#
# Two things break a pair in practice. One is a baseline copied from another paper: another start, another split,
# another penalty. The other is chance that leaks: if one strategy draws one random number more than the other, all
# later draws shift. The package gives every use of chance a stream of its own, so that a strategy's draws never move
# another's.
#
# Something else is *not* cured by more seeds. On a real data set all seeds are usually measured on the same held-out
# rows. Then the interval over seeds is about these rows only. If a model is right on 85% of 400 held-out rows, the
# choice of the rows alone gives this accuracy a standard error of $\sqrt{0.85 \cdot 0.15 / 400} = 0.018$ (a difference
# of two models has less, as far as both are right on the same rows). The simulations of this chapter draw new held-out
# rows with every seed; the experiments on texts in [chapter 5](05_org_experiment.ipynb) add the variance of the
# held-out texts to every interval.

# %% [markdown]
# ## Intervals for five seeds
#
# A full experiment may take an hour a seed, and then there are five. Which interval?

# %% [markdown] tags=["predict"]
# **Predict first.** A 95% interval should hold the truth in 95% of all experiments. How often does the *percentile
# bootstrap* of five seeds? (Draw five values out of your five with replacement, take the mean, repeat a thousand
# times, report the middle 95% of the means.)
#
# 1. In 95%: the bootstrap makes no assumption about the distribution.
# 2. In about 85%.
# 3. In more than 95%: with so few values it is careful.
#
# <details><summary>Answer</summary>
#
# **2.** It is too short, for two reasons that can be written down; see below. Option 1 mixes up *no assumption about
# the shape* with *right for every number of values*: the bootstrap is justified by large samples. Option 3 has the
# direction wrong. A resample of five values repeats some of them, so its mean varies less than that of five new seeds
# would.
#
# </details>

# %% [markdown]
# Let the $m$ differences have the mean $\bar d$ and the standard deviation $s$ (with $m - 1$ in the denominator). A
# resample draws from the $m$ values themselves, whose variance around $\bar d$ is $s^2 (m-1)/m$. So the means of the
# resamples spread with $\sqrt{(m-1)/m} \cdot s/\sqrt{m}$, and the middle 95% of them reach about
#
# $$ 1.96 \, \sqrt{(m-1)/m} \, \frac{s}{\sqrt{m}} \qquad \text{instead of} \qquad t_{m-1} \, \frac{s}{\sqrt{m}} $$
#
# to each side, where $t_{m-1}$ is the 0.975 quantile of Student's t. For $m = 5$ that is 1.75 instead of 2.78
# standard errors $s/\sqrt{m}$. For normal values the shorter interval covers with the probability that $|t_4|$ is below
# 1.75. Formula and count, on five seeds out of our 400 again and again:

# %%
experiments = rng.choice(end, (4000, 5))
means, spreads = experiments.mean(axis=1), experiments.std(axis=1, ddof=1) / 5**0.5
by_t = np.abs(means - mean) <= stats.t.ppf(0.975, 4) * spreads
resampled = [rng.choice(values, (999, 5)).mean(axis=1) for values in experiments]
low_end, high_end = np.quantile(resampled, [0.025, 0.975], axis=1)
by_bootstrap = (low_end <= mean) & (mean <= high_end)
formula = 2 * stats.t.cdf(1.96 * 0.8**0.5, 4) - 1
print(f"Share of {len(experiments):,} experiments whose interval holds the truth:")
print(f"t interval {by_t.mean():.3f}")
print(f"percentile bootstrap {by_bootstrap.mean():.3f}, by the formula {formula:.3f}")

# %% tags=["hide"]
assert 0.93 < by_t.mean() < 0.97 and 0.81 < by_bootstrap.mean() < 0.88

# %% [markdown]
# So this book uses t intervals below 20 seeds, and from there on a bootstrap that corrects for bias and skewness
# ({{ cite("efron1987") }}).
#
# The t interval has a limit of its own: it needs values that vary. Suppose that all of five runs asked about some
# cluster, or that none did. The standard deviation is then zero, and so is the width of the interval. That is not
# certainty. For a share of yes/no outcomes there is an exact interval ({{ cite("clopper1934") }}), and it is sobering:

# %%
for seeds in (5, 20, 100):
    share, lowest, highest = interval(Sample(np.ones(seeds), yes_no=True))
    print(f"yes in {seeds} of {seeds} seeds: the share is {lowest:.2f} to {highest:.2f}")

# %% [markdown]
# ## The same seed, another race
#
# You repeat the experiment with the same seeds. You use scikit-learn's logistic regression with the same penalty. Do
# you ask the same questions?

# %% tags=["fold"]
from sklearn.linear_model import LogisticRegression

few = problems[:10]
(converged,) = simulate_runs(few, least_confidence, BUDGET, block=10)
learners = {"tol=1e-4, the default": LogisticRegression, "tol=1e-8": lambda: LogisticRegression(tol=1e-8)}
rows = []
for name, learner in learners.items():
    for one, asked, accuracy_of_engine in zip(few, converged.queries, converged.measures["accuracy"], strict=True):
        heldout = (one.heldout, one.heldout_labels)
        history = simulate(
            one.features, Oracle(one.labels), one.start, least_confidence, BUDGET, learner, heldout, rounds=[BUDGET]
        )
        other = np.flatnonzero(asked != np.array(history.queries))
        shared = len(set(asked.tolist()) & set(history.queries))
        first = other[0] + 1 if other.size else None
        rows.append((name, one.seed, first, shared, history.accuracy[BUDGET], accuracy_of_engine[-1]))
head = ["learner", "seed", "first other question", "rows in common", "accuracy, scikit-learn", "accuracy, engine"]
repeated = pd.DataFrame(rows, columns=head)
default, tight = (repeated[repeated["learner"] == name] for name in learners)
default.drop(columns="learner").astype({"first other question": int}).set_index("seed")

# %% tags=["fold"]
apart = (default["accuracy, scikit-learn"] - default["accuracy, engine"]).abs().mean()
print(f"tol=1e-4, the default: {default['rows in common'].mean():.0f} of {BUDGET} rows in common, on average;")
print(f"    final accuracies of a seed {apart:.3f} apart, on average, up or down")
print(f"tol=1e-8: the same questions in {tight['first other question'].isna().sum()} of {len(tight)} seeds")
loose, exact = (learner().fit(few[0].features[few[0].start], [0, 1]) for learner in learners.values())
off = np.abs(loose.predict_proba(few[0].features) - exact.predict_proba(few[0].features)).max()
print(f"Seed 0 before the first question: probabilities at most {off:.4f} apart")

# %% tags=["hide"]
assert default["first other question"].max() < 30 and default["rows in common"].max() < 30
assert tight["first other question"].isna().all() and off < 0.001

# %% [markdown]
# With its default tolerance, scikit-learn's solver stops when the gradient is small, not when it is zero. The
# probabilities are then off somewhere behind the third decimal. For a classifier that is trained once, that does not
# matter. But the strategy takes the *maximum* over hundreds of rows that are almost equally uncertain, and so small a
# change is enough to swap the first two. From there on the labels differ, so the models differ, so the questions
# differ: in every one of these seeds the two runs part before half of the budget is spent, and end with mostly
# different labels. With `tol=1e-8` the sequence is that of the engine, which trains until the gradient's norm is below
# that. (So does the package's own learner, with which `simulate` ran the race at the start of the chapter: there seed 0
# ended as in the column *engine*.)
#
# Neither sequence is wrong. The lesson is about what a seed is: *uncertainty sampling can amplify a tiny difference*
# into another run. Here it was the tolerance; another solver, version or processor can be another such difference.
# Therefore
#
# - compare distributions over seeds, never seed 7 here with seed 7 there;
# - train to convergence, so that at least the same machine asks the same questions again;
# - a difference between two *single runs* that vanishes when the tolerance changes was chance. A difference of means
#   should survive it.

# %% [markdown]
# ## Labels against minutes
#
# A learning curve counts queries. An annotator is paid by the hour. Texts that a model finds hard may be long or
# ambiguous, and those that it asks for come one at a time, after training. {{ cite("settlescraven2008") }} measured
# real annotation costs in four domains: where costs vary, fewer labels do not guarantee less cost.
#
# Let $n_r$ and $n_u$ be the queries that random and uncertainty sampling need for the same accuracy, and $c_r$, $c_u$
# their seconds per label, waiting included. Uncertainty sampling saves time exactly where $c_u \, n_u < c_r \, n_r$,
# that is, where
#
# $$ \frac{c_u}{c_r} < \frac{n_r}{n_u} . $$
#
# The right-hand side is called the [data efficiency](../glossary.md#data-efficiency) of the strategy. So data
# efficiency has a plain meaning in money: it is the **break-even ratio** of seconds. A strategy with data efficiency
# 1.2 wins as long as its questions take less than 1.2 times as long as random ones.


# %%
def queries_to(curve, target):
    """Queries until a curve first reaches a target, on a straight line between rounds."""
    reached = int(np.argmax(curve >= target))
    if curve[reached] < target:
        return np.nan
    step = curve[reached] - curve[reached - 1]
    return reached - (curve[reached] - target) / step


def efficiency(chosen):
    """Data efficiency at the accuracy that random sampling ends with, for some seeds."""
    curve = {name: values[chosen].mean(axis=0) for name, values in accuracy.items()}
    return BUDGET / queries_to(curve["uncertainty"], curve["random"][BUDGET])


everyone = np.arange(len(problems))
again = [efficiency(rng.choice(everyone, len(everyone))) for _ in range(1000)]
low_end, high_end = np.nanquantile(again, [0.025, 0.975])
found = efficiency(everyone)
print(f"Data efficiency, start not counted: {found:.2f} [{low_end:.2f}, {high_end:.2f}]")
seconds = 20.0
print(f"If a random row takes {seconds:.0f} s, a chosen one may take {seconds * found:.0f} s.")
for batch, wait in ((1, 5.0), (10, 5.0)):
    ratio = (seconds + wait / batch) / seconds
    every = "query" if batch == 1 else f"{batch} queries"
    print(f"To wait {wait:.0f} s after every {every} uses up a ratio of {ratio:.2f}.")

# %% tags=["hide"]
assert 1.05 < found < 1.6

# %% [markdown]
# Here a few seconds of waiting after every query cost about as much as the choice saves; in batches they cost little.
# Seconds per label must be measured, and separately for chosen and for random texts. [Chapter
# 5](05_org_experiment.ipynb) does the sum for names in news, where the reader can move the seconds.

# %% [markdown]
# ## Who wins depends
#
# The race above is won by uncertainty sampling. Two published findings say what such a victory depends on. Both were
# run again for this book, on our own code and data: a *replication*.
#
# From here on you meet boxes, and tables *predicted and found*. What stands in them is a
# [claim](../glossary.md#claim): a sentence with the bound that would refute it ("Predicted"), written down before the
# run that judges it. "Worded after a look" says that somebody had seen a trial first. The verdict is about the whole
# 95% interval: a claim *holds* where all of it is on the predicted side, *does not hold* where all of it is on the
# other, and is *inconclusive* otherwise. `published(...)` loads the results of the full run that comes with the book;
# `run(...)`, in later chapters, repeats a small one now.
#
# **The dimension.** {{ cite("tifrea2023") }} report that in high dimensions random ("passive") sampling outperforms
# margin sampling for logistic regression, even without noise and even if the sampler is told the true boundary. Our
# distribution has one feature that fixes the class and many that say nothing. With a *small separation* this feature is
# often close to the boundary, with a *large* one hardly ever. Three samplers race: random, the model's own uncertainty,
# and "Bayes", which asks nearest to the true boundary, something that no learner could do. The learner is
# {{ config("replicate-high-dimension", "learner") }}, which is hardly a penalty.

# %% [markdown] tags=["predict"]
# **Predict first.** 200 features, no noise, a small separation, 100 labels in total. "Bayes" knows the true boundary
# and asks about the rows next to it. Compared with random sampling, its model ends
#
# 1. far better: those rows are the most informative there are;
# 2. about equal;
# 3. far worse.
#
# <details><summary>Answer</summary>
#
# **3.** Option 1 is right as long as there are many labels for each feature. In 20 dimensions "Bayes" changes the error
# by {{ shown("replicate-high-dimension/high-dimension-losses", "estimate", group="small separation",
# label="in 20 dimensions", series="Bayes", sign=True) }}, in two only by
# {{ shown("replicate-high-dimension/high-dimension-losses", "estimate", group="small separation",
# label="in 2 dimensions", series="Bayes", sign=True) }}: random sampling is good there already. The sign turns between
# 50 and 100 features, where the 100 labels no longer outnumber the features. With 200 features the model must first
# find out *which direction* matters. Rows at the true boundary are those in which the one useful feature is almost
# zero. They tell the model next to nothing about it, and as much as any other row about the useless ones.
#
# </details>

# %%
published("replicate-high-dimension").figure("high-dimension-losses")

# %% tags=["hide"]
ended = published("replicate-high-dimension").results.table()
ended = ended.query("separation == 'small' and start == 10 and round == 90")
error_of = ended.groupby(["strategy", "dimension"])["error"].mean()
assert error_of["Bayes", 500] > error_of["Bayes", 100] and error_of["random", 500] > error_of["random", 100] + 0.1

# %% [markdown]
# {{ claim("replicate-high-dimension/high-dimension-bayes-boundary-worse", says="holds") }}
#
# With the small separation the loss is largest where features and labels are equally many,
# {{ shown("replicate-high-dimension/high-dimension-losses", "estimate", group="small separation",
# label="in 100 dimensions", series="Bayes", sign=True) }}, and shrinks beyond:
# {{ shown("replicate-high-dimension/high-dimension-losses", "estimate", group="small separation",
# label="in 500 dimensions", series="Bayes", sign=True) }} in 500 dimensions. It is random sampling that gets worse
# there, not "Bayes" that gets better (the figure has only their difference). With the large separation the loss is
# smaller and still grows: {{ shown("replicate-high-dimension/high-dimension-losses", "estimate",
# group="large separation", label="in 500 dimensions", series="Bayes", sign=True) }} in 500 dimensions.
#
# The paper's finding on the model's *own* uncertainty is another matter. Predicted from the paper, and found here:
#
# {{ predicted("replicate-high-dimension", "high-dimension-margin-worse", "high-dimension-margin-separation",
# "high-dimension-informed-margin-worse", "low-dimension-margin-better",
# says=["inconclusive", "inconclusive", "does not hold", "holds"]) }}
#
# The boundary of a model that has seen few labels in 200 dimensions is nearly a random one. Rows that are near *it*
# are not near the true boundary, so little is lost; asking there is close to asking at random. Where a replication
# differs from its original, distribution, dimensions or number of labels may be the reason: ours are not the paper's.
# What both agree on is that knowing the boundary can hurt.
#
# **The error that remains.** {{ cite("mussmann2018") }} report that uncertainty sampling saves most on data sets where
# logistic regression ends with a low error. Here are ten tasks made of data sets that come with scikit-learn:

# %%
published("replicate-data-efficiency").figure("efficiency-error")

# %% [markdown]
# {{ predicted("replicate-data-efficiency") }}
#
# The intervals are over splits: they say how well the correlation of *these ten* tasks is known. The paper's finding is
# about data sets. As evidence about other tasks, ten points, six of them from one data set, are next to nothing:

# %%
claims = published("replicate-data-efficiency").results.claims
(rank,) = (one["estimate"] for one in claims if one["id"] == "efficiency-rank-correlation")
low_end, high_end = np.tanh(np.arctanh(rank) + np.array([-1.96, 1.96]) / (10 - 3) ** 0.5)
print(f"Rank correlation {rank:.2f}; over ten independent tasks [{low_end:.2f}, {high_end:.2f}]")

# %% tags=["hide"]
assert low_end < 0 and high_end > 0.8

# %% [markdown]
# (The interval is Fisher's approximation for a correlation of ten pairs.)
#
# Read the figure as prices. A point at 4 says that a chosen row may take *at least* four times as long as a random one.
# At least, because the figure counts the {{ config("replicate-data-efficiency", "start") }} labels of the start that
# both share: 80 labels against 20 is 4, but 70 queries against 10 is 7. A point at 1 says that nothing is saved. On
# *digits, 4 or 9* the estimate is {{ shown("replicate-data-efficiency/efficiency-error", "estimate",
# label="digits, 4 or 9", series="no noise added", digits=1) }}, on *diabetes, worse half*
# {{ shown("replicate-data-efficiency/efficiency-error", "estimate", label="diabetes, worse half",
# series="no noise added", digits=1) }}. Where even a model trained on everything errs often, its errors gather at the
# boundary, and a label there tells little. One exception is worth a look: *digits, 8 or not* errs more than most and
# has the highest efficiency of all, {{ shown("replicate-data-efficiency/efficiency-error", "estimate",
# label="digits, 8 or not", series="no noise added", digits=1) }}. One class is rare there, which may be the reason (*0
# or not* is as rare, but easy). [Chapter 4](04_rare_classes.ipynb) changes rareness alone.
#
# Other things that decide, each in its own chapter: whether the start has seen every cluster ([chapter
# 3](03_local_optima.ipynb)), whether a class is rare ([chapter 4](04_rare_classes.ipynb)), what exactly the annotator
# is asked ([chapter 5](05_org_experiment.ipynb)). On the pool of chapter 3, the difference in accuracy to random
# sampling is {{ est("local-optimum/trap-uncertainty-below-random", "+") }} with a hidden cluster; take the cluster out,
# and both end at {{ shown("local-optimum/trap-curves", "estimate", panel="control", series="uncertainty", x=60) }}.

# %% [markdown]
# ## What to refuse to believe
#
# One more experiment, for readers of papers. We enter eight *placebos* in the race: eight strategies that all are
# random sampling, each with lottery tickets of its own. Each "paper" has five seeds, a paired t interval, and reports
# the best of its eight strategies against the baseline, which is random sampling as well.

# %% [markdown] tags=["predict"]
# **Predict first.** In which share of these papers does at least one placebo beat the baseline "significantly" (the
# whole 95% interval above zero) after the last query or at one of two earlier rounds?
#
# 1. In 2.5% or less: a 95% interval errs upwards in 2.5% of the cases.
# 2. In about 10%.
# 3. In about 30%.
#
# <details><summary>Answer</summary>
#
# **3.** Option 1 holds for one strategy at one round that was fixed beforehand. Eight strategies and three rounds are
# 24 chances. They are related (one baseline, curves that move slowly), so the share is less than it would be with 24
# independent ones ($1 - 0.975^{24}$ = 46%), and still large. Option 2 is about what the eight give at the last round
# alone.
#
# </details>

# %%
from dataclasses import replace

PAPERS, SEEDS, PLACEBOS, ROUNDS = 200, 5, 8, [20, 40, 60]
fresh = [problem(1000 + number) for number in range(PAPERS * SEEDS)]
arms = []
for arm in range(PLACEBOS + 1):
    tickets = [replace(one, seed=one.seed + 10_000 * arm) for one in fresh]
    arms.append(accuracies(tickets, random, rounds=ROUNDS))
ahead = (np.stack(arms[1:]) - arms[0]).reshape(PLACEBOS, PAPERS, SEEDS, len(ROUNDS))
lead = ahead.mean(axis=2)
error = ahead.std(axis=2, ddof=1) / SEEDS**0.5
proven = lead > stats.t.ppf(0.975, SEEDS - 1) * error
best = lead[..., -1].max(axis=0).mean()
print("Share of the papers that find a placebo significantly better:")
print(f"    one placebo, last round: {proven[..., -1].mean():.1%}")
for name, papers in (("last round", proven[..., -1].any(axis=0)), ("any of three rounds", proven.any(axis=(0, 2)))):
    share, lowest, highest = interval(Sample(papers.astype(float), yes_no=True))
    print(f"    any of eight, {name}: {share:.1%} [{lowest:.0%}, {highest:.0%}]")
print(f"Mean lead of the best placebo {best:.3f}, of uncertainty sampling {mean:.3f}")

# %% tags=["hide"]
assert proven[..., -1].mean() < 0.04 and 0.06 < proven[..., -1].any(axis=0).mean() < 0.17
assert 0.22 < proven.any(axis=(0, 2)).mean() < 0.38 and best > 0.8 * mean

# %% [markdown]
# With five seeds, the best of eight placebos seems to lead by as much as a strategy that really works. So do not
# believe
#
# 1. **one seed**, or a curve without an interval and the number of seeds;
# 2. **an interval of few seeds** that was not made for few seeds;
# 3. **the best of many** strategies, rounds or data sets, unless the choice was made before the run or is confirmed on
#    new seeds;
# 4. **a baseline that was not run alongside**: the same pools, starts and settings;
# 5. **a score on chosen rows**: a dev split of actively chosen labels is itself chosen ([chapter
#    2](02_sampling_bias.ipynb));
# 6. **labels that nobody counted**: those of the start, of the test set, and those with which penalty or architecture
#    were tuned. In life they are paid for, too;
# 7. **savings in labels** given as savings in money, without measured seconds;
# 8. **one data set, one model, one size of the pool** as evidence for a strategy in general.
#
# This book tries to keep to the list. Its [claims](../glossary.md#claim) were worded before the run that judges them;
# where somebody had looked at a trial first, the experiment's own text says so. [All claims](../claims/index.md) are
# listed, also those that failed.

# %% [markdown]
# ## How far this goes
#
# - The numbers of the live runs belong to this pool, this learner and this budget. The share of wrong winners follows
#   from $\delta / s$, and other data have another ratio. The method carries over, the numbers do not.
# - Here each seed draws a new pool. With one real data set, seeds share rows, and an interval over seeds speaks about
#   this data set alone.
# - The oracle never errs and answers at once. Annotators do neither.
# - Learning curves are compared round by round here. Other summaries (the area under the curve, labels to a target)
#   weigh rounds differently. Choose one before the run.

# %% [markdown]
# ## What to do
#
# 1. Label a held-out set at random first. Nothing else in this chapter works without it.
# 2. Write down the comparison before the run: strategies, budget, round, measure, the least difference that matters.
# 3. Run random sampling alongside, with the same pools, starts and settings, seed by seed.
# 4. Take a few seeds, estimate $s$, and compute how many you need. If you cannot afford them, say that the question
#    stays open.
# 5. Report the mean of the paired differences with a t interval below 20 seeds, and the number of seeds.
# 6. Measure seconds per label for chosen and for random rows, and report the break-even ratio beside them.
# 7. Train to convergence, and state versions.

# %% [markdown]
# ## Exercises
#
# These [check themselves](../exercises/index.md), with `pytest exercises/ch01_fair_race`:
#
# {{ exercises() }}
#
# To be done in this notebook:
#
# **1. Enough seeds.** With `Overlap(2, 4.0, 1.0)`, how many seeds does the formula ask for, paired and unpaired, after
# 20 queries? Check with resampling that this many exclude zero in about 80% of the experiments.
#
# <details><summary>Hint</summary>
#
# `accuracies(..., rounds=[20])` for 400 seeds of both strategies gives $\delta$ and $s$. Then
# `rng.choice(differences, (4000, m))` gives 4,000 experiments of $m$ seeds.
#
# </details>
#
# **2. Break a pair.** Give random sampling the pools of 20 seeds and uncertainty sampling those of 20 other seeds. How
# much longer is the interval, in 2 and in 20 dimensions? Explain with the formula for $\mathrm{Var}(A - B)$.
#
# <details><summary>Hint</summary>
#
# Use `stats.ttest_ind(a, b, equal_var=False).confidence_interval()` for the unpaired one. Look at the column
# *correlation* of the table above before you run it.
#
# </details>
#
# **3. Two starts.** Give each run a start of 10 random rows instead of one row per class, and count the start's
# labels. Who is ahead after 20 labels in total? Which of the two races would you show if you wanted uncertainty
# sampling to win?
#
# <details><summary>Hint</summary>
#
# Change `start` in `problem` to `list(range(10))`: the rows are in random order. Leave out the seeds whose ten rows
# are all of one class (about one in 500); the engine refuses them. With a start of 10, the first 10 labels are the
# same for both.
#
# </details>
#
# **4. A placebo test for your own tool.** Whatever you use to compare strategies, feed it random sampling twice. How
# often does it announce a winner?
#
# <details><summary>Hint</summary>
#
# A tool with 95% intervals should do so in about 5% of the comparisons, half of them in each direction. More means
# that its intervals are too short or that it looks at many things at once.
#
# </details>

# %% [markdown]
# ## Sources
#
# {{ sources("lewis1994", "settles2009", "kottke2017", "bouthillier2021", "efron1987", "clopper1934",
# "settlescraven2008", "tifrea2023", "mussmann2018", "lowell2019") }}
