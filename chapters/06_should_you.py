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
# # Should you?
#
# You have a pool of unlabelled rows or texts, a model, and some days of an annotator's time. Should the model choose
# what gets labelled? After five chapters the answer is neither yes nor no. It is a protocol: what to compute before
# you start, what to write down while you label, what to test afterwards, and when to leave it to chance.
#
# **You will be able to**
#
# {{ goals() }}
#
# **Minutes**: 30 (without the code). **Needs**: chapters 1 to 4; chapter 5 for the worked example.

# %%
import json
import textwrap
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from scipy import stats

from altutor.book import published, show

# %% [markdown]
# ## What the book measured
#
# | setting | choosing | compared with | found, 95% interval |
# |---|---|---|---|
# | classes of equal size, nothing hidden | a small gain in score; for exactly that score random needs {{ shown("rare-class/rare-labels-needed", "estimate", series="uncertainty", x=0.5, digits=1) }} times the queries | as many random labels | {{ found("rare-class/rare-balanced-little-difference", "+") }} average precision |
# | a rare class (1%) | higher | as many random labels | {{ shown("rare-class/rare-hidden-share", "estimate", panel="0.01", series="average precision", x=0.0, sign=True) }} [{{ shown("rare-class/rare-hidden-share", "low", panel="0.01", series="average precision", x=0.0) }}, {{ shown("rare-class/rare-hidden-share", "high", panel="0.01", series="average precision", x=0.0) }}] average precision |
# | a rare class (5%), half of it hidden | lower | as many random labels | {{ found("rare-class/rare-hidden-half-loses", "+") }} average precision |
# | a hidden cluster (the trap) | lower, and more labels do not help | as many random labels | {{ found("local-optimum/trap-uncertainty-below-random", "+") }} accuracy |
# | organizations in news, all spans marked | slightly higher a label; no difference shown a minute | as many random texts | {{ found("ag-news-org/org-spans-beam-below-random", "+") }} F |
# | organizations in news, yes/no answers | falls, and so do random texts ({{ est("ag-news-org/org-binary-random-outside-loses", "+") }}) | the untouched base | {{ found("ag-news-org/org-binary-beam-outside-loses", "+") }} F |
# | a set that one model chose, used to train another | lower | a set which that other model chose itself | {{ found("replicate-successor/successor-below-own-choice", "+") }} accuracy |
#
# Three things make a difference that nobody would miss: something **rare**, something **hidden**, and an answer that
# is not the **whole** answer. The other differences in score are small next to what a careless comparison can be wrong
# by: a comparison of one seed ([chapter 1](01_fair_race.ipynb)), or a dev split
# ({{ est("sampling-bias/overlap-uncertainty-dev-too-low", "+") }} and
# {{ est("sampling-bias/trap-uncertainty-dev-too-high", "+") }} in chapter 2). So the protocol asks for these three
# first, and guards against the careless comparison throughout. That published gains do not carry over from one model
# and task to the next has been found many times ({{ cite("lowell2019") }}; {{ cite("attenberg2011") }}).
#
# ## A decision aid
#
# Answer in order. "Random" is always an allowed answer: its labels serve any later model, and its scores mean what
# they say.
#
# 1. **Can you label a random held-out set first?** (How large: next section.) *No*: label at random. Without it
#    nothing will tell you whether choosing helped, and what you label at random today becomes that set.
# 2. **Is one answer the whole answer?** *No* (yes/no on a suggestion, one of several spans): lay the answers over the
#    base's prediction, or let the annotator correct a draft of the full answer. If you can do neither, stop: the
#    training has to guess the rest, whoever picks ([chapter 5](05_org_experiment.ipynb)).
# 3. **Is what you look for rare**, say below one row in twenty? *No*: expect a small gain in score. It can still be
#    many labels if you need the last hundredth (chapters 1 and 4), or none. Test it against random before you rely on
#    it. *Yes*: go on. (That choosing wins at every prevalence of 0.05 and below is a claim of [chapter
#    4](04_rare_classes.ipynb) about generated rows with nothing hidden; it {{ verdict("rare-class/rare-uncertainty-wins") }}.)
# 4. **Could a part of it look different from all that you have labelled?** (Another source, season, language,
#    spelling, kind of name.) *Yes, or you cannot say*: start with enough random labels to meet it (next section), and
#    draw a tenth of all later queries at random. *No*: start small; still draw a tenth at random. The insurance is
#    cheap where nothing is hidden ({{ est("rare-class/rare-exploration-cheap") }} of average precision at a
#    prevalence of 1%).
# 5. **Does the score by which you choose mean anything?** Draw its reliability diagram on the held-out set. *It is no
#    probability, but tells sure from unsure*: fine for choosing whole texts. *It tells nothing at all, not even sure
#    from unsure*: choose at random.
# 6. **Does a chosen item take longer?** Time twenty of each kind. Compare gains per minute.
# 7. **Will the labels outlive the model?** *For statistics about the pool, or an audit*: random, or draw with known
#    chances and write them down ([chapter 2](02_sampling_bias.ipynb)). *For training another model*: expect to keep
#    little of the gain. Over data sets and pairs of models, such a set differed from a random one by
#    {{ found("replicate-successor/successor-below-random", "+") }} of accuracy on average.
#
# | rare? | hidden part possible? | do |
# |---|---|---|
# | no | no | random, unless your own test shows a gain that you need |
# | no | yes | random; choosing has little to win and something to lose |
# | yes | no | choose, one query in ten at random |
# | yes | yes | a random start that meets the hidden part, or one query per cluster, then choose with one in ten at random; look for the missing kind by hand as well |
#
# The last words of the last row are the advice of {{ cite("attenberg2010") }}: where a class is very rare, let people
# *search* for examples.
#
# ## Before: three numbers to compute
#
# ### How large a random start?
#
# A start of $n$ random labels misses a part of the pool of mass $h$ with probability $(1-h)^n$. To miss it with
# probability at most $a$, solve $(1-h)^n \le a$ for $n$:
#
# $$ n \ge \frac{\ln a}{\ln (1-h)} $$
#
# If one query in $1/e$ is random afterwards, $t$ queries miss it with probability $(1-eh)^t$; the same formula holds
# with $eh$ in place of $h$.


# %%
def labels_to_meet(mass, miss=0.05):
    """Return how many random labels meet a part of the pool, but for a chance `miss`."""
    return int(np.ceil(np.log(miss) / np.log1p(-mass)))


masses = [0.2, 0.1, 0.05, 0.02, 0.01]
pd.DataFrame(
    {
        "random start n": [labels_to_meet(h) for h in masses],
        "queries at e = 0.1": [labels_to_meet(0.1 * h) for h in masses],
        "queries at e = 0.2": [labels_to_meet(0.2 * h) for h in masses],
    },
    index=[f"h = {h:g}" for h in masses],
)

# %% [markdown]
# Read it as a limit on hope: a part of one percent is met by three hundred random labels, or by some three thousand
# queries of which a tenth is random. "Met" means one label of it. To learn it takes more.

# %% [markdown] tags=["predict"]
# **Predict first.** You hold out 100 random texts. Two pipelines differ by 0.03 in F on *all* texts that will ever
# come. Will your 100 texts show which is better?
#
# 1. Yes: they are scored on the same texts, so chance cancels.
# 2. Sometimes: the sign will be right more often than not, but an interval will usually contain zero.
# 3. No: the sign is a coin flip.
#
# <details><summary>Answer</summary>
#
# **2.** The intervals at the end of this chapter, for two pipelines and 100 texts, are so wide that about three in four
# would contain zero. Option 1 is half of a truth: pairing takes away the variance that both share (some texts are hard
# for everyone), not the variance of where they differ. Option 3 is too dark.
#
# </details>

# %% [markdown]
# ### How large a held-out set?
#
# For a share such as accuracy the 95% interval from $n$ random rows has half-width about $1.96\sqrt{p(1-p)/n}$. To
# *compare* two models on the same rows, only the rows on which they disagree matter. Let $d$ be the true difference
# of their accuracies and $q$ the share of rows on which exactly one of them is right. Each row contributes $+1$, $0$
# or $-1$, with mean $d$ and variance $q-d^2$, so the mean of $n$ rows has the standard error $\sqrt{(q-d^2)/n}$. For
# a 95% interval that excludes zero four times in five, $d$ must be $1.96+0.84=2.8$ standard errors:
#
# $$ n \approx \frac{2.8^2\,(q-d^2)}{d^2} $$


# %%
def rows_to_tell(difference, disagree, level=0.95, power=0.8):
    """Return how many held-out rows tell two models apart (normal approximation)."""
    z = stats.norm.ppf((1 + level) / 2) + stats.norm.ppf(power)
    return int(np.ceil(z**2 * (disagree - difference**2) / difference**2))


needed = pd.DataFrame(index=["d = 0.1", "d = 0.05", "d = 0.02", "d = 0.01"])
for q in (0.05, 0.1, 0.2):
    needed[f"they disagree on {q:.0%}"] = [rows_to_tell(d, q) if q > d else "" for d in (0.1, 0.05, 0.02, 0.01)]
needed

# %% [markdown]
# (Blank: $d$ cannot be larger than $q$.) This is why small test sets make many comparisons worthless;
# {{ cite("card2020") }} show how common that is. F is not a mean over rows, so the formula does not apply to it;
# resample texts, as in the worked example below.
#
# ### How many seeds?
#
# One run of each strategy is an anecdote: the start, the order of the pool and the training are all drawn by chance.
# Let the differences of $k$ paired runs have the standard deviation $s$. Their mean has a 95% interval of half-width
# $t_{k-1}\,s/\sqrt{k}$, where $t_{k-1}$ is the quantile of Student's distribution. With few seeds that quantile is
# the problem: 12.7 for $k=2$, 2.8 for $k=5$. What $s$ is, only runs can tell; here is the one of chapter 5.

# %%
from altutor.experiments.ag_news_org.measures import ALL_BLOCKS, heldout_f
from altutor.ner.loop import Cell

table = published("ag-news-org").results.table()
beam, random = (heldout_f(table, Cell(name, "spans"), ALL_BLOCKS) for name in ("beam", "random"))
paired = beam - random  # one difference a seed
s = paired.std(ddof=1)


def half_width(k, s):
    """Return the half-width of a 95% t interval of k paired differences."""
    return stats.t.ppf(0.975, k - 1) * s / np.sqrt(k)


def power(k, s, difference):
    """Return the chance that this interval lies above zero, given the true difference."""
    return stats.nct.sf(stats.t.ppf(0.975, k - 1), k - 1, difference * np.sqrt(k) / s)


print(f"Beam minus random, {len(paired)} seeds: mean {paired.mean():+.3f}, s = {s:.3f}")
seeds = [3, 5, 10, 20, 40]
pd.DataFrame(
    {
        "half-width": [half_width(k, s) for k in seeds],
        "power for 0.01": [power(k, s, 0.01) for k in seeds],
        "power for 0.02": [power(k, s, 0.02) for k in seeds],
        "power for 0.05": [power(k, s, 0.05) for k in seeds],
    },
    index=[f"{k} seeds" for k in seeds],
).round(3)

# %% [markdown]
# Two warnings. The $s$ of a handful of seeds is itself a rough guess. And seeds do not help against a small held-out
# set: all of them share it, so their common error does not shrink with $k$. The intervals in this book resample the
# held-out texts too.
#
# You will not run forty annotators. The point of the number is what *not* to conclude from your single session, and
# what to simulate beforehand: on any labelled data set that resembles yours, you can repeat the whole session as
# often as you like, with the labels you have as oracle.
#
# ## Which splits?
#
# | split | drawn | used for | never for |
# |---|---|---|---|
# | held-out | at random from the pool, first, fully labelled | scores, reliability, the verdict | training, choosing rows, picking the best epoch |
# | random start | at random | the first model | |
# | reference | the tenth of the queries that are random | comparing chosen rows with, see below | |
# | chosen | by the strategy | training | scores that you report |
# | dev split of the chosen | at random from the chosen | finding bugs in training | deciding which way of labelling is better |
#
# To watch the held-out score in order to stop buying labels is a weak form of selection. If much hangs on the final
# number, keep a second held-out set that is scored once.
#
# Why never the dev split: in [chapter 2](02_sampling_bias.ipynb) the accuracy on such a split was off by
# {{ est("sampling-bias/overlap-uncertainty-dev-too-low", "+") }} on one data set and by
# {{ est("sampling-bias/trap-uncertainty-dev-too-high", "+") }} on another, and in chapter 5 it rose while the
# pipeline fell silent.
#
# ## During: what to write down
#
# For each label: who picked it (model or chance), the score by which it was picked, the round, the seconds, and, if
# it was drawn at random with unequal chances, its chance. None of it can be recovered afterwards. Each round, look at:
#
# - the **held-out score**, with its interval; this decides when to stop choosing. Before you stop altogether, audit
#   ([chapter 4](04_rare_classes.ipynb#what-random-rows-can-say));
# - the score on this round's **random tenth**, before training on it: a rough second opinion that comes for free;
# - the **accept rate** or the shares of the labels: a sudden change means that the model asks about something else
#   than before, good or bad;
# - what the random tenth contains that the chosen nine tenths do not.
#
# ## After: a worked example
#
# Here are annotations as a tool exports them, one JSON object a line. They are made up on the spot, from
# [newswire](../data/newswire.md): 200 texts that the base's beam was least sure of, out of 1,000 (all spans marked),
# and 200 random ones of the others. Replace the file by your own; `meta.picked_by` is all that has to be added.

# %%
from altutor.data.newswire import load_newswire, newswire_base
from altutor.ner.base import load_base, recogniser
from altutor.ner.uncertainty import beam_share, greedy_probability, text_uncertainty

corpus = load_newswire()
nlp = load_base(newswire_base())
rng = np.random.default_rng(6)
candidates = [corpus.pool[i] for i in rng.permutation(len(corpus.pool))[:1000]]
proposals = beam_share(nlp, [nlp.make_doc(text.text) for text in candidates])
unsure = np.array([text_uncertainty(scored_spans) for scored_spans in proposals])
order = np.argsort(-unsure, kind="stable")
by_model, by_chance = order[:200], rng.choice(order[200:], 200, replace=False)

folder = TemporaryDirectory()
file = Path(folder.name) / "annotations.jsonl"
with file.open("w", encoding="utf-8") as lines:
    for picked_by, numbers in (("model", by_model), ("chance", by_chance)):
        for text in (candidates[i] for i in numbers):
            record = {
                "text": text.text,
                "spans": [{"start": a, "end": b, "label": "ORG"} for a, b in text.spans],
                "meta": {"picked_by": picked_by},
            }
            lines.write(json.dumps(record) + "\n")
print(textwrap.fill(file.read_text(encoding="utf-8").splitlines()[0], 85))

# %% [markdown]
# From here on only the file and the base pipeline are used. spaCy's own format works as well: read a `DocBin` with
# `DocBin().from_disk(path).get_docs(nlp.vocab)` and take `doc.ents`.

# %%
records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
picked = np.array([record["meta"]["picked_by"] for record in records])
docs = [nlp.make_doc(record["text"]) for record in records]
chosen, chance = picked == "model", picked == "chance"

# The embedding of a text: the mean of the vectors that the pipeline gives its tokens.
vectors = recogniser(nlp).model.get_ref("tok2vec").predict(docs)
tokens = np.cumsum([len(doc) for doc in docs])[:-1]
embeddings = np.array([part.mean(axis=0) for part in np.split(vectors, tokens)])
centred = embeddings - embeddings.mean(axis=0)
components = centred @ np.linalg.svd(centred, full_matrices=False)[2].T

# %% [markdown] tags=["predict"]
# **Predict first.** Three things can differ between chosen and random texts: the embeddings, the labels (ORG mentions
# in a text), the base's confidence. In which will the choice show most clearly?
#
# 1. In the embeddings: they know the most about a text.
# 2. In the labels.
# 3. In the confidence.
#
# <details><summary>Answer</summary>
#
# **3**, almost by construction: the test's score of confidence is a relative of the one that chose. Option 1 confuses
# rich with relevant: most of what an embedding encodes (topic, style, length) has little to do with being unsure.
# Option 2 follows from 3 where unsure texts hold more or other labels, as news texts do.
#
# </details>

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(6.4, 3.8), layout="constrained")
for mask, marker, colour, name in (
    (chance, "o", "#0072B2", "picked by chance"),
    (chosen, "D", "#CC79A7", "picked by the model"),
):
    x, y = components[mask, :2].T
    axes.plot(x, y, marker, color=colour, alpha=0.6, markersize=5, label=name)
axes.set(xlabel="first principal component", ylabel="second principal component")
axes.spines[["top", "right"]].set_visible(False)
axes.legend()
show(
    figure,
    alt="Scatter plot of the embeddings of 400 texts on their first two principal components. "
    "The texts that the model picked and those that chance picked lie over each other.",
    caption="The kind of plot that shows nothing odd: embeddings of chosen and random texts.",
)

# %% [markdown]
# Now the three tests. All of them ask the same question: *could chance alone have decided which of these texts were
# chosen?* The intervals of the shares are those of {{ cite("newcombe1998") }}. For the embeddings a classifier tries
# to tell the two apart ({{ cite("lopezpaz2017") }}), here on the first ten principal components; 0.5 is a coin, 1 is
# perfect.

# %%
from altutor.bias.confidence import confidence_shift
from altutor.bias.shift import label_shift
from altutor.bias.two_sample import classifier_test

rng = np.random.default_rng(7)
on_texts = classifier_test(components[chosen, :10], components[chance, :10], rng, permutations=999)

mentions = np.array([min(len(record["spans"]), 4) for record in records])
on_labels = label_shift(mentions[chosen], mentions[chance], rng)

# How sure the base is of a text: as sure as of its least sure span, by another score.
scored = greedy_probability(nlp, docs)
least_sure = np.array([min(spans.values(), default=1.0) for spans in scored])
sureness = np.column_stack([least_sure, 1 - least_sure])
on_confidence = confidence_shift(sureness[chosen], sureness[chance], rng)

# On the scale of the embeddings: the chance that a chosen text is the less sure of two.
sure_area = stats.mannwhitneyu(least_sure[chance], least_sure[chosen]).statistic / (chance.sum() * chosen.sum())

measured = {
    "embeddings": (on_texts, f"area under the ROC curve {on_texts.statistic:.2f}"),
    "labels": (on_labels, "shares of 0 to 4 mentions, see below"),
    "confidence": (on_confidence, f"mean confidence {on_confidence.difference:+.2f}, area {sure_area:.2f}"),
}
pd.DataFrame({name: {"found": found, "p": f"{test.p_value:.3f}"} for name, (test, found) in measured.items()}).T

# %%
pd.DataFrame(
    {
        "chosen minus random": on_labels.difference,
        "low": on_labels.low,
        "high": on_labels.high,
    },
    index=[f"{'4 or more' if n == 4 else n} ORG mentions" for n in on_labels.classes],
).round(2)

# %% tags=["hide"]
# What the text says of these tests; a change of the package that makes it wrong fails the build.
assert sure_area > on_texts.statistic > 0.5
assert on_texts.p_value < 0.0015 and on_confidence.p_value < 0.0025
assert 0.05 / 3 < on_labels.p_value < 0.05

# %% [markdown]
# The confidence gives the choice away most clearly (the larger area). The embeddings do so too, *although the plot
# hardly shows it*: a weak tendency spread over several directions escapes the eye, and a classifier
# adds it up. (With 999 permutations p is at least 1/1000 for the embeddings and, two-sided, 2/1000 for the
# confidence. Both are at that floor, so the p-values do not say which difference is larger.) The labels show the
# direction that chapter 5 found on AG News (fewer texts without a mention, more with many), but with two hundred
# texts of each kind that alone would be a suspicion.
#
# How to read such a table:
#
# | finding | it means | do |
# |---|---|---|
# | confidence differs | selection works as designed | nothing by itself; it is no proof of harm |
# | labels differ | dev and held-out measure different mixtures | never quote shares, accuracy or F from the chosen texts |
# | texts differ | the choice prefers some kinds of texts | look at the extremes of the classifier's score: which kind is missing? |
# | nothing differs | either no bias, or too few rows, or features that do not see it | do not conclude that there is none |
#
# Three tests are three chances of a false alarm; with a threshold of $0.05/3$ for each, the chance that any of them
# cries wolf is at most 5%. And none of them answers the question that matters. A biased sample can teach better than
# an unbiased one; that is the whole idea of active learning. **Whether the bias hurts, only a held-out score can
# say.**
#
# ### In one command
#
# For texts, `altutor diagnose --selected chosen.jsonl --random chance.jsonl` asks these questions and more, and adjusts
# the p-values for their number ({{ cite("holm1979") }}). The same as a library:

# %%
from altutor import diagnose

files = {name: Path(folder.name) / f"{name}.jsonl" for name in ("chosen", "chance")}
for file, mask in zip(files.values(), (chosen, chance), strict=True):
    mine = [json.dumps(records[i]) for i in np.flatnonzero(mask)]
    file.write_text("\n".join(mine), encoding="utf-8")
report = diagnose.report(files["chosen"], random=files["chance"])

print(f"Verdict: {report.verdict.level}")
for line in report.verdict.lines:
    print(textwrap.fill(f"- {line.what} {line.do}", 85))

tested = [found for found in report.findings if found.p_value is not None]
table = pd.DataFrame(index=[found.id for found in tested])
table["effect"] = [found.effect for found in tested]
table["adjusted p"] = [found.adjusted for found in tested]
table.round(3)

# %% tags=["hide"]
assert report.verdict.level == "look"  # a difference alone is no reason to stop
assert next(found for found in report.findings if found.id == "density").adjusted < 0.05

# %% [markdown]
# Each effect is in the unit of its test; `report.write("report")` writes the page that names units and intervals. What
# can such tests see? Choices from AG News, biased on purpose:
#
# {{ figure("diagnose/power") }}
#
# With 200 texts a weak bias by uncertainty shows in the base's confidence and in the number of its spans, and hardly in
# words. A left-out cluster of a twentieth of the pool is noticed by any test in {{ shown("diagnose/power", "estimate",
# group="Left out: a cluster of", label="5% of the pool", across="any", percent=True) }} of the cases. Where chance
# chose, {{ shown("diagnose/false-alarms", "estimate", group="200", label="any", percent=True) }} of the reports on 200
# texts raise an alarm; [the guide](../guides/diagnosing.md#what-the-tests-can-see) has all sizes.
#
# ### Does it hurt? What 100 held-out texts can tell
#
# Train on each half from the same base, score both on the same random texts, and resample the texts:

# %%
from altutor.ner.annotator import mark_all
from altutor.ner.entities import predict, spans_of
from altutor.ner.examples import make_example
from altutor.ner.training import fine_tune

weights = recogniser(nlp).model.to_bytes()
heldout = corpus.heldout
heldout_docs = [nlp.make_doc(text.text) for text in heldout]
gold = [set(text.spans) for text in heldout]


def counts():
    """Return for each held-out text: right spans, spans found, gold spans."""
    found = predict(nlp, heldout_docs)
    spans = [
        {(doc[a].idx, doc[a:b].end_char) for a, b in spans_of(entities)}
        for doc, entities in zip(heldout_docs, found, strict=True)
    ]
    pairs = zip(spans, gold, strict=True)
    return np.array([(len(f & g), len(f), len(g)) for f, g in pairs])


def f_score(rows):
    right, found, there = rows.sum(axis=-2).T
    return 2 * right / (found + there)


def trained_on(mask):
    """Train from the untouched base on these records and score."""
    recogniser(nlp).model.from_bytes(weights)
    examples = []
    for i in np.flatnonzero(mask):
        marked = [docs[i].char_span(span["start"], span["end"]) for span in records[i]["spans"]]
        on_tokens = [(span.start, span.end) for span in marked if span is not None]
        examples.append(make_example(docs[i], mark_all(on_tokens)))
    fine_tune(nlp, examples, seed=0)
    return counts()


scores = {"untouched base": counts()}
scores |= {"chosen": trained_on(chosen), "random": trained_on(chance)}
rng = np.random.default_rng(8)
rows = {}
for n in (50, 100, 200, 600):
    # Held-out sets of n texts as one might have drawn them; the 600 stand for all texts.
    draws = rng.integers(len(heldout), size=(2000, n))
    a, b = f_score(scores["chosen"][draws]), f_score(scores["random"][draws])
    low, high = np.quantile(a - b, [0.025, 0.975])
    if n == 100:
        error = (a - b).std()
    rows[f"{n} texts"] = {
        "F of chosen": "{:.2f} to {:.2f}".format(*np.quantile(a, [0.025, 0.975])),
        "chosen minus random": f"{low:+.3f} to {high:+.3f}",
        "draws in which chosen is ahead": f"{(a > b).mean():.0%}",
    }
print("F on all 600:", {name: f"{f_score(count):.3f}" for name, count in scores.items()})
pd.DataFrame(rows).T

# %% [markdown]
# Ranges hold 95% of the draws. A score from 50 or 100 texts is known to within several hundredths, and so is a
# difference, although the two pipelines are scored on the same texts. And the last line is not the end of the
# uncertainty: another seed of the training, or another session, would move the difference again (the $s$ of the
# section on seeds).
#
# So what does this sample say? It was chosen by the model (confidence); its labels may differ (p is above 0.05/3); a
# plot would have missed all of that; and whether it teaches better than chance cannot be told from one session and a
# hundred held-out texts. Expect this outcome wherever the true difference is below about 2.8 standard errors: with
# these 100 texts,

# %%
print(f"standard error {error:.3f}, times 2.8: {2.8 * error:.2f}")
with_zero = stats.norm.cdf(1.96 - 0.03 / error) - stats.norm.cdf(-1.96 - 0.03 / error)
print(f"intervals that would hold zero where the true difference is 0.03: {with_zero:.0%}")

# %% tags=["hide"]
assert 0.68 < with_zero < 0.82

# %% [markdown]
# That is worth knowing *before* a decision is based on 0.02.
#
# ## How far this goes
#
# - The tests see a difference in the features, labels and scores that you give them. A hidden part that your features
#   do not show stays hidden; so does one that both samples lack.
# - P-values rest on the chance rows being a random sample of what was not chosen. A "random" half that was picked by
#   hand, by date or by file order is not.
# - The power computations rest on a normal approximation and on an $s$ from another data set. Use them for orders of
#   magnitude.
# - The decision aid condenses experiments on small models, short texts and simulated annotators who make no mistakes.
#   Where yours differ, simulate first.
#
# ## What to do
#
# 1. Draw and label a random held-out set; compute what it can tell.
# 2. Decide by rare and hidden, not by hope.
# 3. Start at random, long enough; keep a tenth of the queries random to the end.
# 4. Mark whole items. Write down who picked each, and the seconds.
# 5. Report held-out scores with intervals, over texts and over seeds where you can.
# 6. Test the chosen rows against the random tenth: confidence, labels, texts. Then ask the held-out set whether it
#    hurts.
# 7. If you cannot do these, label at random. It is a good method.
#
# ## Exercises
#
# These [check themselves](../exercises/index.md), with `pytest exercises/ch06_should_you`:
#
# {{ exercises() }}
#
# To be done in this notebook:
#
# 1. **Your own numbers.** A kind of customer complaint makes up 2% of your messages, and you can afford 400 labels.
#    How many random labels do you need to have met it with 95% probability? What is left for choosing?
#
#    <details><summary>Hint</summary>
#
#    `labels_to_meet(0.02)`.
#
#    </details>
#
# 2. **Power.** You compare two classifiers with accuracies of about 0.90 on the same 500 rows; they disagree on 8% of
#    them. What difference can you see four times in five?
#
#    <details><summary>Hint</summary>
#
#    Call `rows_to_tell` with falling differences until it exceeds 500.
#
#    </details>
#
# 3. **A broken reference.** Replace the random half by the 200 texts of which the base is *most* sure
#    (`order[-200:]`). What do the three tests say now, and why is each p-value meaningless as an answer to "is my
#    chosen sample biased against the pool"?
#
#    <details><summary>Hint</summary>
#
#    What distribution does the reference stand for?
#
#    </details>
#
# 4. **More rows.** Repeat the label test with 500 texts of each kind out of 3,000 candidates. Predict first whether p
#    goes down.
#
#    <details><summary>Hint</summary>
#
#    Two things change: the number of texts, and how extreme the chosen ones are.
#
#    </details>
#
#
# ## Sources
#
# {{ sources("attenberg2010", "attenberg2011", "card2020", "lopezpaz2017", "lowell2019", "newcombe1998") }}
