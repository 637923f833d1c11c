import numpy as np


def vote_entropy(probabilities):
    mean = probabilities.mean(axis=0)
    return -(mean * np.log(mean)).sum(axis=1)


def mean_kl(probabilities):
    consensus = probabilities.mean(axis=0, keepdims=True)
    return (probabilities * np.log(probabilities / consensus)).sum(axis=2).mean(axis=0)
