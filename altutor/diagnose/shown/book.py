"""Where the book explains what a finding says; the book itself is not part of the installed package."""

from __future__ import annotations

import os

SITE = "ALTUTOR_SITE_URL"  # where the book is published; mkdocs.yml reads the same variable
CHAPTERS = {
    "01_fair_race": "A fair race",
    "02_sampling_bias": "Sampling bias",
    "03_local_optima": "Local optima",
    "04_rare_classes": "Rare classes",
    "05_org_experiment": "The ORG experiment",
    "06_should_you": "Should you?",
}
# Headings of the sections that findings name. An anchor tells its heading but for what is no letter.
HEADINGS = {
    "can-you-see-it": "Can you see it?",
    "how-large-a-held-out-set": "How large a held-out set?",
    "how-likely-is-a-miss-two-closed-forms": "How likely is a miss? Two closed forms",
    "which-uncertainty": "Which uncertainty?",
    "yes-or-no-what-do-the-other-tokens-mean": "Yes or no: what do the other tokens mean?",
}


def chapter(where: str) -> tuple[str, str]:
    """Return where the book explains something, in words, and its address where the book's is known.

    Parameters
    ----------
    where
        File of a chapter and anchor: ``02_sampling_bias#can-you-see-it``.
    """
    file, _, anchor = where.partition("#")
    words = f"chapter {int(file[:2])}, {CHAPTERS[file]}"
    if anchor:
        words += f": “{HEADINGS.get(anchor, anchor.replace('-', ' ').capitalize())}”"
    site = os.environ.get(SITE, "").rstrip("/")
    address = f"{site}/chapters/{file}.html" + (f"#{anchor}" if anchor else "") if site else ""
    return words, address
