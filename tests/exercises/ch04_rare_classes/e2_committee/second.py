from collections import Counter
from math import log


def vote_entropy(probabilities):
    size, n, _ = probabilities.shape
    scores = []
    for row in range(n):
        counts = Counter(max(range(len(one)), key=one.__getitem__) for one in probabilities[:, row].tolist())
        scores.append(log(size) - sum(count * log(count) for count in counts.values()) / size)
    return scores


def entropy(shares):
    return -sum(share * log(share) for share in shares)


def mean_kl(probabilities):
    # The mean divergence is the entropy of the consensus minus the mean entropy of the members.
    scores = []
    for members in probabilities.transpose(1, 0, 2).tolist():
        consensus = [sum(column) / len(members) for column in zip(*members, strict=True)]
        scores.append(entropy(consensus) - sum(map(entropy, members)) / len(members))
    return scores
