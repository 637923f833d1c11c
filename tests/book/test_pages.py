import base64

import pytest
from bs4 import BeautifulSoup

from altutor import figures
from altutor.book import pages
from altutor.book.players import PLAYERS

PNG = base64.b64encode(b"picture").decode()


def finish(html: str, place: str = "chapters/03.html", loose: dict | None = None) -> str:
    def resolve(link: str) -> str | None:
        return {"../glossary.md": "../glossary.html"}.get(link)

    return pages.finish(html, place, resolve, {} if loose is None else loose)


def test_pictures_get_files_of_their_own() -> None:
    loose: dict = {}
    made = finish(f'<img src="data:image/png;base64,{PNG}" alt="x">', loose=loose)
    ((address, content),) = loose.items()
    assert content == b"picture"
    assert address.startswith("assets/figures/03-")
    assert address.endswith(".png")
    assert f'src="../{address}"' in made


def test_still_picture_of_a_player_is_drawn_once_and_says_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, draw = [], figures.draw
    monkeypatch.setattr(figures, "draw", lambda trace: drawn.append(trace.id) or draw(trace))
    pages.still.cache_clear()
    loose: dict = {}
    for _ in range(2):
        soup = BeautifulSoup(finish('<div class="player-here" data-player="phase"></div>', loose=loose), "html.parser")
    still = PLAYERS["phase"]().still
    assert drawn == [still.id]
    assert [image["alt"] for image in soup.select(".player-stage img")] == [still.alt]
    assert soup.select_one("img.player-still")["src"] == f"../{next(iter(loose))}"


def test_links_to_sources_become_links_to_pages() -> None:
    assert 'href="../glossary.html#pool"' in finish('<a href="../glossary.md#pool">pool</a>')
    for kept in ("https://example.org/a.md", "nowhere.md", "#here"):
        assert f'href="{kept}"' in finish(f'<a href="{kept}">x</a>')
    assert 'href="03.ipynb"' in finish('<a href="03.ipynb" download>x</a>')


@pytest.mark.parametrize(
    "html",
    ["<p>so $h$ it is</p>", r'<span class="arithmatex">\(h\)</span>', r'<div class="arithmatex">\[ h \]</div>'],
)
def test_formulas_become_mathml(html: str) -> None:
    made = finish(html)
    assert "<math" in made
    assert "$" not in made
    assert "\\(" not in made


@pytest.mark.parametrize("element", ["code", "pre", "script"])
def test_code_keeps_its_dollars(element: str) -> None:
    assert "$h$" in finish(f"<{element}>$h$</{element}>")
