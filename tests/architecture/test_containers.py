"""What Dockerfile and docker-compose.yml say is true of the project: files, commands, settings, ports, health."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from bots.web.app import create_app
from bots.web.services import WebServices
from tests.architecture.commands import command_options
from tests.architecture.project_tree import PACKAGES, ROOT, project_files
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy


@cache
def steps() -> tuple[tuple[str, str], ...]:
    """Each instruction of the Dockerfile and its arguments, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return tuple((word, rest.strip()) for line in joined.splitlines() if line.strip() for word, _, rest in [line.partition(" ")])


def arguments(instruction: str) -> list[str]:
    return [rest for word, rest in steps() if word == instruction]


@cache
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))


def service() -> dict[str, Any]:
    [(name, described)] = compose()["services"].items()
    assert name == "tradewind"
    return described


def environment() -> dict[str, str]:
    pairs = [pair.partition("=") for line in arguments("ENV") for pair in line.split()]
    return {name: value for name, _, value in pairs}


def health_address() -> str:
    [check] = arguments("HEALTHCHECK")
    [address] = re.findall(r"http://[^'\"]+", check)
    return address


def copied() -> list[str]:
    """What is copied from the project (not from another stage)."""
    return [source for line in arguments("COPY") if "--from" not in line for source in line.split()[:-1]]


def test_the_base_images_are_pinned_by_their_short_names() -> None:
    images = [line.split()[0] for line in arguments("FROM")]
    assert [image for image in images if not re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+", image)] == []
    assert len(set(images)) == 1


def test_the_image_has_a_python_that_the_project_accepts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    least = tuple(map(int, project["requires-python"].removeprefix(">=").split(".")))
    [used] = {line.removeprefix("python:").split("-")[0] for line in (each.split()[0] for each in arguments("FROM"))}
    assert tuple(map(int, used.split(".")))[:2] >= least


def test_everything_that_is_copied_exists_in_the_project() -> None:
    held = {str(path) for path in project_files()} | {parent.as_posix() for path in project_files() for parent in path.parents}
    assert [source for source in copied() if source not in held] == []


def test_everything_that_is_copied_reaches_the_builder() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert allowed == set(copied())


def test_every_package_is_copied() -> None:
    assert set(PACKAGES) - set(copied()) == set()


def test_the_packages_are_installed_by_hash() -> None:
    installs = re.findall(r"pip install[^&\n]*", "\n".join(arguments("RUN")))
    assert len(installs) == 3
    assert [each for each in installs if "--require-hashes" not in each and "--no-deps" not in each] == []


def test_the_shop_does_not_run_as_root() -> None:
    assert steps().index(("USER", "tradewind")) > max(i for i, (word, _) in enumerate(steps()) if word in {"FROM", "RUN", "COPY"})
    assert arguments("USER") == ["tradewind"]


def test_the_command_exists_with_its_options() -> None:
    [command] = arguments("CMD")
    program, *words = json.loads(command)
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert program in scripts
    options = command_options(words[0])
    assert [word for word in words if word.startswith("--") and word not in options] == []


def test_the_health_check_asks_a_route_of_the_web_application(tmp_path: Path) -> None:
    app = create_app(WebServices(
        conversation=ScriptedConversation(), announcements=ScriptedAnnouncements(), health=healthy, pictures=tmp_path, secret=bytes(32)))
    path = urlsplit(health_address()).path
    assert str(app.url_path_for("health")) == path == "/health"


def test_one_port_is_named_everywhere() -> None:
    [exposed] = arguments("EXPOSE")
    [published] = service()["ports"]
    assert published.split(":")[-1] == exposed == environment()["TRADEWIND_PORT"] == str(urlsplit(health_address()).port) == "8000"


def test_the_shop_is_kept_in_a_named_volume() -> None:
    [mount] = service()["volumes"]
    volume, folder = mount.split(":")
    assert volume in compose()["volumes"]
    assert [folder] == arguments("VOLUME") == [environment()["TRADEWIND_DATA_DIR"]]


def test_the_published_port_is_open_to_this_machine_alone() -> None:
    assert service()["ports"] == ["127.0.0.1:8000:8000"]


def test_a_shop_without_an_environment_file_starts() -> None:
    assert service()["env_file"] == [{"path": ".env", "required": False}]


@pytest.mark.parametrize("key", ["profiles", "healthcheck", "command", "entrypoint", "depends_on"])
def test_the_service_is_what_the_image_says_without_a_profile(key: str) -> None:
    assert key not in service()
