from math import exp, log1p

PREVALENCE = 0.05
HIDDEN = 0.2
EXPLORATION = 0.1
BUDGET = 100

PREDICTED_MET = "high"
PREDICTED_TENFOLD = "little"


def chance(mass, n):
    return 1 - exp(n * log1p(-mass))


def probability_met(prevalence, hidden, exploration, budget):
    return chance(prevalence * hidden * exploration, budget)


def expected_met(prevalence, hidden, exploration, budget):
    return sum(prevalence * hidden * exploration for _ in range(budget))


def labels_needed(prevalence, hidden, probability):
    n = 1
    while chance(prevalence * hidden, n) < probability:
        n += 1
    return n


def turning_point(shares, uncertainty, random):
    rows = list(zip(shares.tolist(), (uncertainty - random).tolist(), strict=True))
    before = rows[0]
    for row in rows[1:]:
        if row[1] <= 0:
            (x0, y0), (x1, y1) = before, row
            return (x0 * -y1 + x1 * y0) / (y0 - y1)
        before = row


def named(value, low, high, names):
    return names[sum(value > border for border in (low, high))]


ALL = (HIDDEN, EXPLORATION, BUDGET)
FOUND_MET = named(probability_met(PREVALENCE, *ALL), 0.2, 0.8, ("low", "middle", "high"))
FOUND_TENFOLD = named(
    probability_met(PREVALENCE * 0.1, *ALL) / probability_met(PREVALENCE, *ALL), 0.15, 0.6, ("little", "some", "most")
)
