"""The check of the built site: a good page passes, and each planted fault is found and named with its page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from altutor.book.check import lines
from altutor.book.checks import Finding, check_site, read_site
from altutor.book.checks.hosts import addresses, is_remote
from altutor.book.checks.links import sources
from altutor.book.checks.scripts import remote
from altutor.errors import AltutorError

SAY = "The model is sure where it is wrong, and so it never asks about the far cluster."
GOOD = """
<h1 id="home">The trap</h1>
<p>{say} A <a href="chapters/01.html#why">chapter</a>,
<a href="#home">here</a>, <a href="assets/run.ipynb">notebook</a>,
<a href="https://example.org/paper">elsewhere</a>, <a href="mailto:a@example.org">mail</a>.</p>
<h2 id="curves">Curves</h2>
<img src="assets/curves.png" alt="Accuracy against labels: random rises to 0.97, uncertainty stays at 0.85."
  srcset="assets/curves.png 1x, data:image/png;base64,iVBORw0KGgo= 2x">
<p><math alttext="1-(1-h)^n"><mi>h</mi></math> costs $5 to $9; <code>{{ claim }} $x$ **bold**</code></p>
<pre>$ altutor reproduce # {{ x }}</pre>
<svg role="img" aria-label="Two clusters, and a third one far behind them."><circle id="dot"/><use href="#dot"/></svg>
<svg aria-hidden="true"></svg><a href="https://example.org"><svg class="icon"></svg> go</a>
<table><tr><th>strategy</th></tr><tr><td>random</td></tr></table>
<table class="highlighttable"><tr><td>1</td></tr></table>
""".replace("{say}", SAY)
OTHER = f'<h1 id="why">A fair race</h1><p>{SAY}</p><a href="../index.html#curves">home</a>'


def page(content: str, head: str = "", lang: str = ' lang="en"', title: str = "<title>Trap</title>") -> str:
    return (
        f'<!doctype html><html{lang}><head><meta charset="utf-8">{title}{head}</head><body>\n'
        "<header><img src='assets/curves.png' alt='logo'></header>"
        f"<main><article>{content}</article></main></body></html>"
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "chapters").mkdir()
    (folder / "assets/curves.png").write_bytes(b"png")
    (folder / "assets/run.ipynb").write_text("{}")
    (folder / "assets/book.css").write_text("@import 'more.css'; .a { background: url(curves.png) }")
    (folder / "assets/more.css").write_text('.b { background: url("data:image/png;base64,AA==") }')
    (folder / "assets/player.js").write_text("const svg = 'http://www.w3.org/2000/svg'; // see https://example.org\n")
    (folder / "index.html").write_text(page(GOOD, '<link rel="stylesheet" href="assets/book.css">'))
    (folder / "chapters/01.html").write_text(page(OTHER).replace("assets/", "../assets/"))
    (folder / "404.html").write_text(page('<h1>404</h1><a href="/index.html#curves">home</a>'))
    return folder


def findings(folder: Path) -> list[Finding]:
    return check_site(read_site(folder))


def test_a_good_site_passes(site: Path) -> None:
    assert findings(site) == []


LONG = "x" * 30
FAULTS = {
    # links
    "page that is not there": ('<a href="chapters/09.html">x</a>', r"chapters/09\.html.*not there"),
    "picture that is not there": (f'<img src="assets/no.png" alt="{LONG}">', r"assets/no\.png, which is not there"),
    "srcset": (f'<img src="assets/curves.png" srcset="assets/big.png 2x" alt="{LONG}">', r"assets/big\.png"),
    "anchor that is not there": ('<a href="chapters/01.html#gone">x</a>', r"#gone, which chapters/01\.html has not"),
    "anchor of the same page": ('<a href="#gone">x</a>', r"#gone, which index\.html has not"),
    "use of a symbol that is not there": (
        '<svg aria-hidden="true"><use xlink:href="#gone"/></svg>',
        r"xlink:href.*#gone",
    ),
    "folder": ('<a href="chapters/">x</a>', r"names the folder chapters"),
    "absolute link": ('<a href="/index.html">x</a>', r"is absolute"),
    "link out of the site": ('<a href="../README.md">x</a>', r"leaves the site"),
    "link for scripts only": ('<a href="javascript:open()">x</a>', r"does nothing without scripts"),
    "meta refresh": ('<meta http-equiv="refresh" content="0; url=gone.html">', r"gone\.html, which is not there"),
    # other hosts
    "picture from elsewhere": (f'<img src="https://example.org/a.png" alt="{LONG}">', r"<img .*asks another host"),
    "srcset from elsewhere": (
        f'<img src="assets/curves.png" srcset="//example.org/a.png 2x" alt="{LONG}">',
        r"<img .*asks another host",
    ),
    "script from elsewhere": ('<script src="https://unpkg.com/x"></script>', r"<script .*asks another host"),
    "style sheet from elsewhere": ('<link rel="stylesheet" href="//example.org/a.css">', r"<link .*asks another host"),
    "icon from elsewhere": ('<link rel="shortcut icon" href="https://example.org/i.png">', r"<link .*asks another"),
    "preconnect": ('<link rel="preconnect" href="https://fonts.gstatic.com">', r"<link .*asks another host"),
    "frame from elsewhere": ('<iframe src="https://example.org"></iframe>', r"<iframe .*asks another host"),
    "@import": ("<style>@import 'https://example.org/a.css';</style>", r"style sheet.*asks another host"),
    "url() in a style sheet": ("<style>a{background:url(https://example.org/a.png)}</style>", r"asks another host"),
    "url() in a style": (
        "<p style=\"background: url('https://example.org/a.png')\">x</p>",
        r"style of <p>.*another host",
    ),
    "script that imports": ("<script>import('https://esm.sh/d3')</script>", r"asks for .*esm\.sh"),
    "script that fetches": ("<script>fetch(`https://example.org/x.json`)</script>", r"asks for .*example\.org"),
    "module from elsewhere": (
        '<script type="module">import m from "https://example.org/m.js"</script>',
        r"asks for .*example\.org",
    ),
    "polyfill": ("<script>load('//cdn.jsdelivr.net/npm/x')</script>", r"asks for .*jsdelivr"),
    "mermaid": ('<pre class="mermaid">graph TD</pre>', r"load mermaid"),
    "stars of GitHub": ('<a data-md-component="source" href="https://github.com/a/b">x</a>', r"stars"),
    "ping": ('<a href="#home" ping="https://example.org">x</a>', r"reports the click"),
    # pictures
    "no alt": ('<img src="assets/curves.png">', r"has no alt text"),
    "empty alt": ('<img src="assets/curves.png" alt="">', r"empty alt"),
    "file name": ('<img src="assets/curves.png" alt="assets/curves_2.png">', r"file name"),
    "stem": ('<img src="assets/curves.png" alt="curves">', r"file name"),
    "placeholder": ('<img src="data:," alt="No description has been provided for this image">', r"placeholder"),
    "short": ('<img src="assets/curves.png" alt="Learning curves">', r"described in 15 characters"),
    "drawing without words": ('<svg role="img"><g/></svg>', r"<svg> in line \d+ has no description"),
    "drawing with few words": ('<svg role="img"><title>Trap</title></svg>', r"described in 4 characters"),
    "canvas without words": ("<canvas></canvas>", r"<canvas> in line \d+ has no description"),
    # structure
    "two h1": ("<h1>Again</h1>", r"2 h1 \('The trap', 'Again'\)"),
    "skipped level": ("<h4>Deep</h4>", r"'Deep' has level 4 after level 2"),
    "empty heading": ('<h3 id="h"></h3>', r"<h3 .*is empty"),
    "id twice": ('<p id="home">x</p>', r'id="home" is there 2 times'),
    "table without headers": ("<table><tr><td>1</td></tr></table>", r"<table> in line \d+ has no header cell"),
    # text
    "raw maths": ("<p>a mass of $h = 0.15$ is missed</p>", r"raw maths.*h = 0\.15"),
    "raw display maths": ("<p>$$\n1-(1-h)^n\n$$</p>", r"raw maths"),
    "maths cut by a tag": ("<p>$a_<em>i b_</em>j$</p>", r"raw maths"),
    "maths of another sign": (r'<p><span class="arithmatex">\(h\)</span></p>', r"raw maths"),
    "template": ("<p>{{ est('a/b') }}</p>", r"unfilled template"),
    "template in an attribute": ('<img src="data:," alt="{{ figure }} of the curves, by label">', r"unfilled template"),
    "raw link": ("<div>see [the trap](trap.md)</div>", r"raw Markdown"),
    "raw bold": ("<details>**Predict first.** What?</details>", r"raw Markdown"),
    "raw fence": ("<div>```python\nx\n```</div>", r"raw Markdown"),
    "maths without words": ("<math><mi>h</mi></math>", r"<math> in line \d+ says nothing"),
    "maths with an error": ('<math alttext="x"><merror>\\foo</merror></math>', r"<math> .*holds an error"),
    # weight
    "heavy page": (f"<script type='application/json'>{'1' * 400_000}</script>", r"40\d KB without its pictures"),
    "long style sheet": (f"<style>/*{'x' * 5_001}*/</style>", r"<style> in line \d+ has 5 KB"),
}


@pytest.mark.parametrize(("content", "pattern"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_once_and_named(site: Path, content: str, pattern: str) -> None:
    (site / "index.html").write_text(page(GOOD + content))
    found = findings(site)
    assert len(found) == 1, found
    assert found[0].page == "index.html"
    assert re.search(pattern, found[0].wrong), found[0]
    assert str(found[0]).startswith("index.html: ")
    assert "; expected " in str(found[0])


@pytest.mark.parametrize(
    ("source", "pattern"),
    [
        (page(GOOD, lang=""), "names no language"),
        (page(GOOD, lang=' lang=" "'), "names no language"),
        (page(GOOD, title=""), "has no title"),
        (page(GOOD, title="<title> </title>"), "has no title"),
        (page(GOOD.replace("h1", "h2")), "0 h1"),
        (page(f"<noscript>{GOOD}</noscript>"), "with scripts off"),
        (page(f"<h1>Trap</h1><div hidden>{SAY}</div>"), "with scripts off"),
        (page(f"<h1>Trap</h1><div style='display: none'>{SAY}</div>"), "with scripts off"),
        (page("").replace("article", "div").replace("main", "div"), "has no <main>"),
    ],
)
def test_a_page_with_a_fault_of_its_own(site: Path, source: str, pattern: str) -> None:
    (site / "chapters/01.html").write_text(
        source.replace('href="', 'href="../').replace('"../#', '"#').replace("../http", "http")
    )
    assert pattern in " ".join(each.wrong for each in findings(site) if each.page == "chapters/01.html")


def test_files_count_as_pictures_and_data_addresses_do_not_weigh(site: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 500_000}" alt="Accuracy against labels, two strategies.">'
    (site / "index.html").write_text(page(GOOD + picture))
    assert findings(site) == []


def test_decoration_needs_no_words(site: Path) -> None:
    quiet = '<img src="data:," alt="" role="presentation"><span aria-hidden="true"><img src="data:,"></span>'
    (site / "index.html").write_text(page(GOOD + quiet))
    assert findings(site) == []


@pytest.mark.parametrize(
    ("file", "content", "pattern"),
    [
        ("assets/book.css", "@import url(https://fonts.googleapis.com/css);", "asks another host"),
        ("assets/book.css", "@font-face { src: url('//example.org/a.woff2') }", "asks another host"),
        ("assets/book.css", "@media print { a { background: url(gone.png) } }", r"gone\.png, which is not there"),
        ("assets/player.js", "importScripts('https://unpkg.com/iframe-worker/shim')", r"asks for .*unpkg"),
        ("assets/player.js", "new Worker('https://example.org/w.js')", r"asks for .*example"),
        ("assets/javascripts/bundle.abc.min.js", "x('https://unpkg.com/mermaid@11'),y('https://unpkg.com/z')", "/z"),
    ],
)
def test_style_sheets_and_scripts_are_read(site: Path, file: str, content: str, pattern: str) -> None:
    (site / file).parent.mkdir(exist_ok=True)
    (site / file).write_text(content)
    (finding,) = findings(site)
    assert finding.page == file
    assert re.search(pattern, finding.wrong)


def test_error_page_is_absolute_and_under_the_address_of_the_site(site: Path) -> None:
    error = site / "404.html"
    error.write_text(page('<h1>404</h1><a href="/book/index.html">x</a><a href="/book/">y</a>'))
    assert len(findings(site)) == 2
    home = site / "index.html"
    home.write_text(page(GOOD, '<link rel="canonical" href="https://example.org/book/index.html">'))
    assert findings(site) == []
    error.write_text(page('<h1>404</h1><a href="/book/gone.html">x</a>'))
    assert len(findings(site)) == 1
    home.write_text(
        home.read_text().replace("</article>", '<a href="https://example.org/book/gone.html">z</a></article>')
    )
    assert {each.page for each in findings(site)} == {"404.html", "index.html"}


def test_anchor_with_other_letters_is_found(site: Path) -> None:
    more = '<h2 id="prävalenz">Prevalence</h2><a href="#pr%C3%A4valenz">x</a><a href="chapters/01.html?q=1#why">y</a>'
    (site / "index.html").write_text(page(GOOD + more))
    assert findings(site) == []


def test_pieces() -> None:
    assert sources("a.png 1x, b%20c.png 2x") == ["a.png", "b%20c.png"]
    assert list(addresses("a{b:url(x.png),url('y.png')} @import url(\"z.css\") print;")) == ["x.png", "y.png", "z.css"]
    assert list(addresses("/* url(no.png) */ color: red", inline=True)) == []
    assert is_remote("//example.org/x")
    assert not is_remote("x//y")
    assert remote("window.location = 'https://example.org'; createElementNS('http://www.w3.org/2000/svg')") == []


def test_nothing_to_check_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="is no folder"):
        read_site(tmp_path / "gone")
    with pytest.raises(AltutorError, match=r"no index\.html"):
        read_site(tmp_path)
    (tmp_path / "index.html").write_bytes(b"\xff")
    with pytest.raises(AltutorError, match="not UTF-8"):
        read_site(tmp_path)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "altutor.book", *arguments], capture_output=True, text=True)


def test_the_command(site: Path) -> None:
    passed = command("check", str(site))
    assert passed.returncode == 0, passed.stderr
    assert passed.stdout.startswith("Passed: 3 pages, 8 files")
    (site / "chapters/01.html").write_text(page("<h1>A</h1>"))
    failed = command("check", str(site))
    assert failed.returncode == 1
    said = failed.stdout.splitlines()
    assert any(line.startswith('index.html: <a href="chapters/01.html#why">') for line in said)
    assert any(line.startswith("chapters/01.html: with scripts off") for line in said)
    assert failed.stderr == f"Failed: {len(said)} findings on 2 of 3 pages, 8 files.\n"


def test_what_every_page_has_is_said_once(site: Path) -> None:
    (site / "assets/curves.png").unlink()
    found = findings(site)
    assert len(found) == 6  # the logo of three pages, a picture in two sizes, the style sheet
    said = lines(found)
    assert len(said) == 3
    assert said[0].startswith("404.html: <img src=")
    assert said[0].endswith("(the same on 2 more pages)")


def test_the_command_with_bad_input(tmp_path: Path) -> None:
    answer = command("check", str(tmp_path / "gone"))
    assert answer.returncode == 2
    assert answer.stderr.startswith("Error: ")
    assert answer.stderr.count("\n") == 1
    assert "mkdocs build" in answer.stderr
