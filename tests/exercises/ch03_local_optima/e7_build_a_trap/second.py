import math
import random

HIDDEN_MASS = 0.15
BUDGET = 40


def make(n, seed):
    chance = random.Random(seed)
    # The line is y = x. The groups of class 0 lie below it; one of them is hidden behind class 1.
    hidden = round(n * 0.24)
    seen = (n - hidden) // 2
    points = []
    for middle, label, many in (((1.0, -3.0), 0, seen), ((2.0, 4.5), 1, n - hidden - seen), ((12.0, 9.0), 0, hidden)):
        for _ in range(many):
            angle, distance = chance.uniform(0, 2 * math.pi), chance.uniform(0, 1.2)
            points.append([middle[0] + distance * math.cos(angle), middle[1] + distance * math.sin(angle), label])
    start = [0, 1, seen, seen + 1]
    return [point[:2] for point in points], [point[2] for point in points], start
