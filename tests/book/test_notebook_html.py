import nbformat
import pytest

from altutor.book.notebook_html import simplify


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    from mkdocs_jupyter.convert import nb2html

    new = nbformat.v4
    frame = '<table border="1" class="dataframe"><thead><tr style="x"><th></th><th>a</th></tr></thead>'
    frame += "<tbody><tr><th>0</th><td>1</td></tr></tbody></table>"
    cells = [
        new.new_markdown_cell("# Title\n\n## A part\n\n```python\nx = 1\n```", id="a"),
        new.new_markdown_cell("Question?", id="b", metadata={"tags": ["predict"]}),
        new.new_code_cell("print(1 < 2)", id="c", outputs=[new.new_output("stream", text="True\n")]),
        new.new_code_cell("folded = 1", id="d", metadata={"tags": ["fold"]}),
        new.new_code_cell(
            "hidden = 1",
            id="e",
            metadata={"tags": ["hide"]},
            outputs=[new.new_output("execute_result", {"text/html": f"<div><style>x</style>{frame}</div>"})],
        ),
    ]
    path = tmp_path_factory.mktemp("notebook") / "one.ipynb"
    nbformat.write(
        new.new_notebook(
            cells=cells, metadata={"kernelspec": {"display_name": "x", "language": "python", "name": "x"}}
        ),
        path,
    )
    html = nb2html(str(path))
    assert len(html) > 500_000  # what JupyterLab brings along
    return simplify(html, {cell["id"]: cell.metadata.get("tags", []) for cell in cells})


def test_nothing_of_jupyterlab_is_left(page: str) -> None:
    assert len(page) < 5_000
    for gone in ("jp-", "<style", "<script", "cdnjs", "clipboard"):
        assert gone not in page


def test_headings_keep_their_anchors(page: str) -> None:
    assert '<h1 id="title">' in page
    assert '<h2 id="a-part">' in page
    assert 'href="#a-part"' in page


def test_text_code_and_output_stand_in_order(page: str) -> None:
    places = [page.index(words) for words in ("A part", "Question?", "print", "True", "folded", "<table")]
    assert places == sorted(places)


def test_tags(page: str) -> None:
    assert '<div class="predict">' in page
    assert '<details class="code">' in page
    assert "hidden" not in page


def test_code_has_the_theme_s_shape(page: str) -> None:
    assert page.count('<pre tabindex="0"><code>') == 3
    assert page.count('<div class="highlight">') == 3


def test_table_has_headings_and_scrolls(page: str) -> None:
    assert 'class="scroll"' in page
    assert '<th scope="col">a</th>' in page
    assert '<th scope="row">0</th>' in page
    assert "<td></td>" in page
