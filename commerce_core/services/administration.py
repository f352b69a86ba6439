"""The shop itself: its settings, its staff, and who of them may do what."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commerce_core.domain.refusals import Refusal
from commerce_core.domain.roles import ROLES
from commerce_core.domain.shop import Shop, shop_from_json
from commerce_core.ports import Coupon, UnitOfWork
from commerce_core.ports.staff import Staff
from commerce_core.services.dispatch import handles

LEAST_PASSWORD = 10
# scrypt parameters as OWASP recommends for interactive logins (N=2^15, r=8, p=1: 32 MiB).
_COST, _BLOCK, _PARALLEL, _MEMORY = 2**15, 8, 1, 64 * 2**20


@dataclass(frozen=True, slots=True)
class OpenShop:
    """Write the shop's settings as a whole. Raises ValueError naming the setting that is wrong."""

    settings: Mapping[str, Any]


@handles(OpenShop)
def open_shop(work: UnitOfWork, command: OpenShop) -> Shop:
    shop = shop_from_json(command.settings)
    work.settings.put("shop", dict(command.settings))
    return shop


@dataclass(frozen=True, slots=True)
class ShowShop:
    """The shop's settings; None before there is a shop."""


@handles(ShowShop)
def show_shop(work: UnitOfWork, query: ShowShop) -> Shop | None:
    try:
        return work.settings.shop()
    except LookupError:
        return None


@dataclass(frozen=True, slots=True)
class Hire:
    """The first login of a shop, given by the program itself; an existing name gets the new password and role."""

    name: str
    password: str
    role: str = "owner"


@handles(Hire)
def hire(work: UnitOfWork, command: Hire) -> None:
    if command.role not in ROLES:
        raise Refusal("invalid", field="role", value=command.role)
    if len(command.password) < LEAST_PASSWORD:
        raise Refusal("invalid", field="password", least=LEAST_PASSWORD)
    work.staff.put(Staff(command.name, command.role, password_hash(command.password)))
    work.sessions.end_all(command.name)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Check a login. Raises Refusal(forbidden) the same way and as slowly for a wrong name as for a wrong password."""

    name: str
    password: str


@handles(SignIn)
def sign_in(work: UnitOfWork, query: SignIn) -> Staff:
    staff = work.staff.get(query.name)
    if not _password_fits(query.password, staff.password_hash if staff else _NOBODY) or staff is None:
        raise Refusal("forbidden")
    return staff


@dataclass(frozen=True, slots=True)
class StaffNamed:
    """A member of staff. Raises Refusal(forbidden) for a name that was taken away."""

    name: str


@handles(StaffNamed)
def staff_named(work: UnitOfWork, query: StaffNamed) -> Staff:
    staff = work.staff.get(query.name)
    if staff is None:
        raise Refusal("forbidden")
    return staff


def password_hash(password: str) -> str:
    """`scrypt$salt$key`, both in hexadecimal."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_derived(password, salt).hex()}"


def _password_fits(password: str, stored: str) -> bool:
    _, salt, key = stored.split("$")
    return hmac.compare_digest(_derived(password, bytes.fromhex(salt)).hex(), key)


def _derived(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass")[:1024], salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY, dklen=32
    )


_NOBODY = "scrypt$" + "00" * 16 + "$" + "00" * 32


@dataclass(frozen=True, slots=True)
class OfferCoupon:
    """Make a discount code, or change it."""

    coupon: Coupon


@handles(OfferCoupon)
def offer_coupon(work: UnitOfWork, command: OfferCoupon) -> None:
    work.coupons.put(command.coupon)


@dataclass(frozen=True, slots=True)
class MoveSandboxClock:
    """The sandbox's time runs ahead of the real one by so many more seconds; never backwards."""

    seconds: int


@handles(MoveSandboxClock)
def move_sandbox_clock(work: UnitOfWork, command: MoveSandboxClock) -> int:
    if command.seconds < 0:
        raise Refusal("invalid", field="hours")
    ahead = int(work.settings.get("sandbox_seconds_ahead") or 0) + command.seconds
    work.settings.put("sandbox_seconds_ahead", ahead)
    return ahead


@dataclass(frozen=True, slots=True)
class SandboxClock:
    """Seconds by which the sandbox's time runs ahead."""


@handles(SandboxClock)
def sandbox_clock(work: UnitOfWork, query: SandboxClock) -> int:
    return int(work.settings.get("sandbox_seconds_ahead") or 0)


@dataclass(frozen=True, slots=True)
class StaffCount:
    """How many people have a login."""


@handles(StaffCount)
def staff_count(work: UnitOfWork, query: StaffCount) -> int:
    return work.staff.count()
