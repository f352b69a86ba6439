"""What every test may ask for: the public data sets, the system's Chromium, and property tests that repeat exactly."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROPERTIES = Path(__file__).parent / "properties"
CHROMIUM_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_CHROMIUM = "no Chromium on this machine: nothing was tried in a browser (see CONTRIBUTING.md)"
NO_PUBLIC_DATA = "TRADEWIND_PUBLIC_DATA is not set: nothing was tried on the public data sets"

# a quick run finds the same examples every time; a soak looks for new ones
settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("soak", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quick")


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(PROPERTIES):
            item.add_marker(pytest.mark.properties)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser"):
        _chromium()
    if item.get_closest_marker("public_data"):
        _public_data()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium. Without one the test is skipped; in CI (CI=true) it fails."""
    return _chromium()


@pytest.fixture(scope="session")
def public_data() -> Path:
    """The folder of the public data sets. Without TRADEWIND_PUBLIC_DATA the test is skipped; a wrong one fails."""
    return _public_data()


def _chromium() -> str:
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(NO_CHROMIUM, pytrace=False)
    pytest.skip(NO_CHROMIUM)


def _public_data() -> Path:
    named = os.environ.get("TRADEWIND_PUBLIC_DATA")
    if not named:
        pytest.skip(NO_PUBLIC_DATA)
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"TRADEWIND_PUBLIC_DATA is {named}: there is no such folder", pytrace=False)
    return folder
