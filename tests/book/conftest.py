"""The site is made with the extra "book"; without it only what notebooks need is tested."""

from importlib.util import find_spec

collect_ignore = (
    []
    if find_spec("mkdocs_jupyter")
    else [
        "test_chapters.py",
        "test_check.py",
        "test_hooks.py",
        "test_maths.py",
        "test_notebook_html.py",
        "test_pages.py",
    ]
)
