import numpy as np


def vote_entropy(probabilities):
    size, _, n_classes = probabilities.shape
    votes = probabilities.argmax(axis=2)
    shares = (votes[:, :, None] == np.arange(n_classes)).sum(axis=0) / size
    logs = np.log(np.where(shares > 0, shares, 1.0))
    return -(shares * logs).sum(axis=1)


def mean_kl(probabilities):
    consensus = probabilities.mean(axis=0, keepdims=True)
    return (probabilities * np.log(probabilities / consensus)).sum(axis=2).sum(axis=0)
