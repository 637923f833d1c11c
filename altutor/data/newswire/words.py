"""Invented words: the parts that the names of the stand-in are built from."""

from __future__ import annotations

from random import Random

from altutor.data.newswire import wordlists as w
from altutor.data.newswire.chance import pick, shuffled

_VOWELS = tuple("aeiou")


def stems(rng: Random) -> list[str]:
    """Every word that serves as a city, a surname and a company alike, in random order.

    Parameters
    ----------
    rng
        Where the order comes from.

    Returns
    -------
    list of str
        More than 20,000 distinct words.
    """
    # dict.fromkeys keeps the order of first sight; a set would not.
    words = dict.fromkeys(
        head + middle + tail
        for head in w.HEADS
        for middle in w.MIDDLES
        for tail in w.TAILS
        if not (middle[-1:] in _VOWELS and tail[0] in _VOWELS) and head + middle + tail not in w.REAL
    )
    return shuffled(rng, list(words))


def brand(rng: Random) -> str:
    """Make up a word as product and technology names use them.

    Parameters
    ----------
    rng
        Where the randomness comes from.

    Returns
    -------
    str
        For example ``Axitrel`` or ``DataVane``.
    """
    head, tail = pick(rng, w.BRAND_HEADS), pick(rng, w.BRAND_TAILS)
    return head + (tail.capitalize() if rng.random() < 0.25 else tail)


def initials(name: str) -> str:
    """Shorten a name of several words to its capitals.

    Parameters
    ----------
    name
        For example ``Federal Harbour Authority``.

    Returns
    -------
    str
        For example ``FHA``.
    """
    return "".join(word[0] for word in name.split() if word[0].isupper())
