"""The sentences that go with the points of the annotator's pool: made up, one sense of a city's name each."""

from __future__ import annotations

from collections.abc import Iterable

from altutor.data.newswire.names import names
from altutor.data.trap import HIDDEN, VISIBLE_0, VISIBLE_1

# What the two features stand for: the ends of each axis.
AXES = {"x": ("business", "sport"), "y": ("the name is a place", "the name acts")}

# By cluster; {} is the name in question, {other} another city. Companies, places, and clubs named by their city.
TEMPLATES = {
    VISIBLE_1: (
        "{} cut its profit forecast for the year.",
        "Shares of {} fell four percent on Tuesday.",
        "{} agreed to buy a rival for cash.",
        "Regulators fined {} over its accounts.",
        "{} will close two plants and cut 300 jobs.",
        "{} hired a new chief executive.",
        "Sales at {} rose in the third quarter.",
        "{} recalled the oldest of its phones.",
        "Lenders gave {} six more months to pay.",
        "{} opened an office in the capital.",
        "Two airlines ordered engines from {}.",
        "{} raised the price of its software.",
    ),
    VISIBLE_0: (
        "Storms closed the airport of {} overnight.",
        "Police in {} arrested two men on Monday.",
        "Talks of the ministers opened in {}.",
        "A fire in {} left forty families homeless.",
        "The road from {} to the coast is open again.",
        "A bridge collapsed east of {}.",
        "The price of houses in {} rose again.",
        "A train from {} was held at the border.",
        "Snow is expected in {} by the weekend.",
        "The senator grew up in {}.",
        "Doctors in {} treated twelve people.",
        "Thousands marched through {} on Sunday.",
    ),
    HIDDEN: (
        "{} beat {other} 2-1 at home.",
        "{} signed a striker from {other}.",
        "{} lost the final on penalties.",
        "{} fired its coach after five defeats.",
        "Two late goals took {} to the top of the league.",
        "{} will meet {other} in the semifinal.",
        "The keeper of {} is out for six weeks.",
        "{} won for the third time in a row.",
    ),
}


def sentences(clusters: Iterable[int]) -> list[str]:
    """Return a sentence for each row, by its cluster, with the name in question in square brackets."""
    cities = names("players").city[:41]
    seen = dict.fromkeys(TEMPLATES, 0)
    made = []
    for number, cluster in enumerate(int(cluster) for cluster in clusters):
        templates = TEMPLATES[cluster]
        name, other = (cities[(number + shift) % len(cities)] for shift in (0, 17))
        made.append(templates[seen[cluster] % len(templates)].format(f"[{name}]", other=other))
        seen[cluster] += 1
    return made
