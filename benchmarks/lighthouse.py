"""Lighthouse's four scores of the built site: ``python benchmarks/lighthouse.py site/``.

Home and chapters 3 and 5, served with gzip on this machine, each looked at three times; the median counts. On a
desktop every category must reach 95; the scores on a phone are shown beside it. Needs Node 20 with npx, and Chromium
(``CHROME_PATH``).
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGES = ("index.html", "chapters/03_local_optima.html", "chapters/05_org_experiment.html")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 95
LIGHTHOUSE = "lighthouse@12"
COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".ipynb"}
QUIET = "--headless=new --no-sandbox --no-first-run --disable-background-networking --disable-component-update"


class Zipped(http.server.SimpleHTTPRequestHandler):
    """Serves files as a web host does: compressed where that helps, and kept by the browser."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, compressed if it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        if path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder while the block runs; yield its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Zipped, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def look(address: str, *, phone: bool) -> dict:
    """Run Lighthouse once and return its report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        line = [
            *("npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}"),
            *(f"--chrome-flags={QUIET}", f"--only-categories={','.join(CATEGORIES)}"),
            *([] if phone else ["--preset=desktop"]),
        ]
        done = subprocess.run(line, capture_output=True, text=True, env=_environment(), check=False)
        if not report.is_file():
            raise SystemExit(f"Lighthouse ended without a report: {done.stderr.strip()[-500:]}")
        return json.loads(report.read_text(encoding="utf-8"))


def scores(reports: list[dict]) -> dict[str, float]:
    """Return the median score of each category, from 0 to 100."""
    return {
        name: statistics.median(100 * (report["categories"][name]["score"] or 0) for report in reports)
        for name in CATEGORIES
    }


def failing(report: dict) -> list[str]:
    """Name what costs points: the audits below full score, of those that count."""
    counted = {part["id"] for each in report["categories"].values() for part in each["auditRefs"] if part["weight"] > 0}
    return [
        f"{name} ({audit['score']:.2f}): {audit['title']} {audit.get('displayValue', '')}".rstrip()
        for name, audit in report["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 0.9
    ]


def main() -> int:
    """Look at every page, print a table, and return 1 where a score is below the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder that mkdocs build wrote")
    parser.add_argument("--runs", type=int, default=3, help="looks at each page")
    parser.add_argument("--pages", nargs="+", default=PAGES, help="pages below the site")
    parser.add_argument("--desktop-only", action="store_true", help="leave the phone out")
    options = parser.parse_args()
    missing = [page for page in options.pages if not (options.site / page).is_file()]
    if missing or not shutil.which("npx"):
        print(f"Error: {options.site} holds no {missing[0]}" if missing else "Error: npx is missing: install Node 20")
        return 2
    print(f"| page | device | {' | '.join(CATEGORIES)} |\n|---|---|{'---|' * len(CATEGORIES)}")
    low: list[str] = []
    with served(options.site) as root:
        for page in options.pages:
            for device in ("desktop",) if options.desktop_only else ("desktop", "phone"):
                reports = [look(root + page, phone=device == "phone") for _ in range(options.runs)]
                found = scores(reports)
                print(f"| {page} | {device} | {' | '.join(f'{found[name]:.0f}' for name in CATEGORIES)} |", flush=True)
                if device == "desktop" and min(found.values()) < GOAL:
                    low += [f"{page}: {each}" for each in failing(reports[-1])] or [page]
    for line in low:
        print(line)
    print(f"Goal: {GOAL} or more in each category on a desktop: {'missed' if low else 'reached'}.")
    return 1 if low else 0


def _environment() -> dict[str, str]:
    found = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    return {**os.environ, "CHROME_PATH": found}


if __name__ == "__main__":
    sys.exit(main())
