import pytest

from altutor.book import published, run, show
from altutor.errors import AltutorError


def test_published_study_shows_figures_and_claims() -> None:
    study = published("replicate-four-clusters")
    html = study.figure("four-clusters-line")._repr_html_()
    assert html.startswith('<figure class="shown"><img src="data:image/')
    assert "<figcaption>" in html
    assert "<details>" in html
    assert study.traces["four-clusters-line"].title in html
    claim = study.results.claims[0]
    assert study.claims(claim["id"]).html.count("<tr>") == 2
    assert study.claims().html.count("<tr>") == 1 + len(study.results.claims)


def test_unknown_names_are_refused() -> None:
    study = published("replicate-four-clusters")
    with pytest.raises(AltutorError, match="no figure 'nonsense'; it has four-clusters-line"):
        study.figure("nonsense")
    with pytest.raises(AltutorError, match="no claim nonsense; it has"):
        study.claims("nonsense")


def test_small_run_now() -> None:
    study = run("replicate-four-clusters", seeds=2)
    assert study.results.seeds == [0, 1]
    assert study.results.config["scale"] == "quick"
    assert "four-clusters-line" in study.traces


def test_own_figure_has_words() -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([1, 2])
    html = show(figure, alt='A line that "rises" < 3', caption="One & two").html
    assert 'alt="A line that &quot;rises&quot; &lt; 3"' in html
    assert 'width="200" height="100"' in html
    assert "One &amp; two" in html
