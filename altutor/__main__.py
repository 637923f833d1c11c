"""``python -m altutor`` is ``altutor``."""

from altutor.cli import main

main()
