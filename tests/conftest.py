"""What every test may use: the shared data, a cache of its own, and no network."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with AG News and ``en_news_base``: ``ALTUTOR_SHARED``, or ``shared`` beside the checkout.

    Where it is absent the test is skipped; with ``ALTUTOR_REQUIRE_SHARED=1`` it fails.
    """
    folder = Path(os.environ.get("ALTUTOR_SHARED") or ROOT.parent / "shared")
    if not (folder / "ag_news").is_dir():
        if os.environ.get("ALTUTOR_REQUIRE_SHARED") == "1":
            pytest.fail(f"ALTUTOR_REQUIRE_SHARED=1, and {folder} has no ag_news: set ALTUTOR_SHARED to the folder")
        pytest.skip(f"{folder} has no ag_news; ALTUTOR_SHARED names another folder")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests neither read nor fill the caches of the user; the tests' own commands inherit this."""
    cache = tmp_path_factory.mktemp("cache")
    os.environ["ALTUTOR_CACHE"] = str(cache / "altutor")
    os.environ["HF_HOME"] = str(cache / "huggingface")
    os.environ["MPLCONFIGDIR"] = str(cache / "matplotlib")
    os.environ["DASK_CONFIG"] = str(cache / "dask")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> None:
    """Refuse connections that leave this machine, so that a test cannot depend on one."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _loopback(address):
            raise OSError(f"tests have no network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    # For the whole session, so that session fixtures of other tests are bound by it too.
    socket.socket.connect = guarded  # type: ignore[method-assign, assignment]


def _loopback(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False
