"""What the tests of the page, the terminal and the JSON share."""

import pytest


@pytest.fixture
def steering() -> str:
    """A colour, a mark that turns the words after it around, a NUL and a newline."""
    return "\x1b[31mred\u202e\x00\nend"
