"""`.ci/run` needs nothing but bash, make and Python, brings the browser and Redis where it can, and ends with the suite."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.project_tree import ROOT

SAY = 'echo "$(basename "$0") $*" >> "$RECORD"'
SUITE = 'read -r line && echo "standard input: $line"; echo "data: ${TRADEWIND_PUBLIC_DATA-none}"; echo "in $PWD"; echo "9 passed in 1.00s"'

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine: .ci/run was not tried")


class Machine:
    """A folder `work/project` with .ci/run, and a PATH with stand-ins alone."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "programs"
        self.project = folder / "work" / "project"
        self.record = folder / "record"
        (self.project / ".ci").mkdir(parents=True)
        self.programs.mkdir()
        shutil.copy(ROOT / ".ci/run", self.project / ".ci/run")
        for name in ("bash", "dirname", "basename"):
            (self.programs / name).symlink_to(str(shutil.which(name)))
        self.has("make", f"{SAY}; {SUITE}")

    def has(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!{shutil.which('bash')}\n{script}\n", "utf-8")
        path.chmod(0o755)

    def run(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(shutil.which("bash")), str(self.project / ".ci/run")], cwd=self.project.parent, input="not for the suite\n", text=True,
            capture_output=True, check=False,
            env={"PATH": str(self.programs), "CI": "true", "RECORD": str(self.record), **environment},
        )

    def ran(self) -> list[str]:
        return self.record.read_text("utf-8").splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    found = Machine(tmp_path)
    found.has("redis-server", "")
    return found


def test_it_is_a_program() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_suite_runs_from_the_project_without_input_and_its_last_line_is_the_last(machine: Machine) -> None:
    machine.has("chromium", "")
    run = machine.run()
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == ["data: none", f"in {machine.project}", "9 passed in 1.00s"]
    assert machine.ran() == ["make test"]


def test_data_beside_the_project_is_used(machine: Machine) -> None:
    machine.has("chromium", "")
    data = machine.project.parent / "shared" / "data"
    data.mkdir(parents=True)
    assert machine.run().stdout.splitlines()[0] == f"data: {data}"


def test_data_that_is_named_is_kept(machine: Machine) -> None:
    machine.has("chromium", "")
    (machine.project.parent / "shared" / "data").mkdir(parents=True)
    assert machine.run(TRADEWIND_PUBLIC_DATA="/elsewhere").stdout.splitlines()[0] == "data: /elsewhere"


def test_root_gets_a_missing_browser_with_letters_for_every_language(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", SAY)
    assert machine.run().returncode == 0
    assert machine.ran() == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji",
        "make test",
    ]


def test_root_gets_a_missing_redis(machine: Machine) -> None:
    machine.has("chromium", "")
    (machine.programs / "redis-server").unlink()
    machine.has("id", "echo 0")
    machine.has("apt-get", SAY)
    assert machine.run().returncode == 0
    assert machine.ran() == ["apt-get update -qq", "apt-get install -y -qq --no-install-recommends redis-server", "make test"]


def test_nobody_else_is_asked_to_install(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("apt-get", SAY)
    machine.run()
    assert machine.ran() == ["make test"]


def test_the_suite_runs_and_decides_when_redis_cannot_be_had(machine: Machine) -> None:
    machine.has("chromium", "")
    (machine.programs / "redis-server").unlink()
    machine.has("id", "echo 0")
    machine.has("apt-get", "exit 100")
    run = machine.run()
    assert (run.returncode, run.stderr) == (0, "redis-server could not be installed; its tests will say so\n")
    assert machine.ran() == ["make test"]


def test_the_suite_runs_and_decides_when_the_browser_cannot_be_had(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "exit 100")
    machine.has("make", f"{SAY}; exit 2")
    run = machine.run()
    assert (run.returncode, run.stderr) == (2, "Chromium could not be installed; its tests will say so\n")
    assert machine.ran() == ["make test"]
