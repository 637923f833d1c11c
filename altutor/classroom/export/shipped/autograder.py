"""Grades one submission on a runner of Classroom 50: installs altutor from the files beside this one, then calls it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

OPEN_NAMESPACES = ["sudo", "-n", "sysctl", "-w", "kernel.apparmor_restrict_unprivileged_userns=0"]


def main() -> None:
    """Install, then grade the folder that this was started in."""
    bundle, work = Path(__file__).resolve().parent, Path.cwd()
    home = Path(tempfile.mkdtemp(prefix="altutor-", dir=os.environ.get("RUNNER_TEMP")))
    venv.create(home, with_pip=True)
    python = str(home / "bin" / "python")
    # In the student's folder pip and Python could find files that a student put there.
    subprocess.run([python, "-I", "-m", "pip", "install", "--quiet", "-r", "requirements.txt"], cwd=bundle, check=True)
    if shutil.which("sudo"):  # Ubuntu 24.04 forbids the name spaces that bubblewrap needs
        subprocess.run(OPEN_NAMESPACES, check=False)
    environment = {**os.environ, "ALTUTOR_CACHE": str(home / "cache")}
    line = [python, "-I", "-m", "altutor.classroom.export.autograder", "classroom50", str(bundle), str(work)]
    sys.exit(subprocess.run(line, cwd=bundle, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
