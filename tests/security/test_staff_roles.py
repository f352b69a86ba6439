"""Who may do what: every command of staff against every role, strangers and names that were taken away."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from importlib import import_module

import pytest

from commerce_core.api import Core
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.roles import COMMAND_LINE, EVERYBODY, MAY, ROLES
from commerce_core.ports.staff import Staff
from commerce_core.services import dispatch
from commerce_core.services.permission import check
from commerce_core.services.staffing import AddStaff, ChangeRole, EndSession, ListSessions, OpenSession, RemoveStaff
from tests.peers.small_shop import PASSWORD, small_shop

PEOPLE = {role: f"the {role}" for role in ROLES}


def staff_commands() -> dict[str, type]:
    """Every command and query that names its actor, by name."""
    for room in dispatch._ROOMS:
        import_module(f"commerce_core.services.{room}")
    return {each.__name__: each for each in dispatch._HANDLERS
            if is_dataclass(each) and "actor" in {field.name for field in fields(each)}}


def given(command: type, actor: str) -> object:
    return command(**{field.name: actor if field.name == "actor" else None for field in fields(command)})


@pytest.fixture(scope="module")
def core() -> Core:
    core = small_shop()
    with core._database.write(core.clock.now()) as work:
        for role, name in PEOPLE.items():
            work.staff.put(Staff(name, role, "scrypt$00$00"))
    return core


def test_every_command_of_staff_has_a_rule_and_every_rule_a_command() -> None:
    assert set(staff_commands()) == set(MAY)
    assert all(roles <= EVERYBODY and "owner" in roles for roles in MAY.values())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(MAY))
def test_a_role_may_what_the_table_says_and_nothing_else(core: Core, name: str, role: str) -> None:
    command = given(staff_commands()[name], PEOPLE[role])
    if role in MAY[name]:
        with core._database.read(core.clock.now()) as work:
            check(work, command)
        return
    for run in (core.do, core.ask):
        with pytest.raises(Refusal) as refused:
            run(command)
        assert refused.value.code == "forbidden"


@pytest.mark.parametrize("stranger", ["", "nobody", "THE OWNER", "the owner ", "system", None])
@pytest.mark.parametrize("name", sorted(MAY))
def test_strangers_may_nothing(core: Core, name: str, stranger: str) -> None:
    with pytest.raises(Refusal) as refused:
        core.do(given(staff_commands()[name], stranger))
    assert refused.value.code == "forbidden"


def test_the_command_line_is_nobody_s_name() -> None:
    core = small_shop()
    with pytest.raises(Refusal) as refused:
        core.do(AddStaff("olga", COMMAND_LINE, "support", PASSWORD))
    assert refused.value.data["field"] == "name"


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb", "<b>", "(command line)", "_x", "a\u202eb"])
def test_a_name_is_a_name(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        small_shop().do(AddStaff("olga", name, "support", PASSWORD))
    assert (refused.value.code, refused.value.data["field"]) == ("invalid", "name")


def test_a_name_is_not_taken_over_by_another_spelling() -> None:
    with pytest.raises(Refusal) as refused:
        small_shop().do(AddStaff("olga", "OLGA", "support", PASSWORD))
    assert refused.value.code == "conflict"


def test_the_last_owner_stays_an_owner() -> None:
    core = small_shop()
    for command in (RemoveStaff("olga", "olga"), ChangeRole("olga", "olga", "support")):
        with pytest.raises(Refusal) as refused:
            core.do(command)
        assert refused.value.data["field"] == "last_owner"
    core.do(ChangeRole("olga", "otto", "owner"))
    core.do(RemoveStaff("otto", "olga"))


def test_nobody_but_the_owner_sees_or_ends_another_s_session() -> None:
    core = small_shop()
    now = core.clock.now()
    for name in ("olga", "sam", "otto"):
        core.do(OpenSession(name, f"{name}'s", "Firefox", now, now.replace(year=2099)))
    assert [each.name for each in core.ask(ListSessions("sam"))] == ["sam"]
    assert len(core.ask(ListSessions("olga"))) == 3
    with pytest.raises(Refusal) as refused:
        core.do(EndSession("sam", "otto's"))
    assert refused.value.code == "forbidden"
    core.do(EndSession("olga", "otto's"))
    assert {each.name for each in core.ask(ListSessions("olga"))} == {"olga", "sam"}
