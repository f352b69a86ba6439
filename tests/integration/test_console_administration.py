"""Settings, staff, the record of changes and one's own login in the console, over the real core."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from importlib import resources

import pytest
from starlette.testclient import TestClient

from bots.web.app import create_app
from bots.web.console.gate import device_of
from bots.web.services import WebServices
from commerce_core.api import Core
from commerce_core.domain.catalogue_lint import lint
from commerce_core.domain.landed_cost import shipped_facts
from commerce_core.domain.two_factor import code_of, step_of
from commerce_core.services.administration import ShowShop, StaffNamed
from commerce_core.services.catalogue import FindProduct, ShowCatalogue
from commerce_core.services.settings import ShowAudit
from commerce_core.services.staffing import BeginTwoFactor, ConfirmTwoFactor, ListSessions, ListStaff
from tests.peers.console_pages import SignedIn, token_of, words_on
from tests.peers.small_shop import PASSWORD


def post(client: TestClient, page: str, action: str, **fields: str) -> str:
    token = token_of(client.get(page).text, action)
    answer = client.post(action, data={"token": token, **fields})
    return words_on(answer.text)


def test_a_setting_is_changed_in_place_counts_at_once_and_is_on_record(signed_in: SignedIn, core: Core) -> None:
    client = signed_in()
    token = token_of(client.get("/console/settings").text, "/console/settings")
    answer = client.post("/console/settings", headers={"accept": "application/json"},
                         data={"token": token, "key": "dispatch_city", "value": "Shenzhen"})
    assert answer.json() == {"key": "dispatch_city", "value": "Shenzhen", "message": "Saved"}
    assert core.ask(ShowShop()).dispatch_city == "Shenzhen"
    entry = core.ask(ShowAudit("olga"))[0]
    assert (entry.actor, entry.what, entry.before, entry.after) == ("olga", "setting dispatch_city", "Hong Kong", "Shenzhen")
    assert "setting dispatch_city Hong Kong Shenzhen" in words_on(client.get("/console/audit").text)


def test_a_wrong_value_is_told_with_its_key_and_changes_nothing(signed_in: SignedIn, core: Core) -> None:
    client = signed_in()
    told = post(client, "/console/settings", "/console/settings", key="max_quantity", value="1e3")
    assert "max_quantity: this value cannot be used. '1e3' is not a whole number of units from 1 to 10000" in told
    assert core.ask(ShowShop()).max_quantity == 50
    assert core.ask(ShowAudit("olga")) == ()


def test_markets_registrations_and_policies_are_added_and_taken_away(signed_in: SignedIn, core: Core) -> None:
    client = signed_in()
    post(client, "/console/settings", "/console/settings", key="markets", member="IS", value="ISK is en")
    post(client, "/console/settings", "/console/settings", key="registrations.IOSS", value="")
    post(client, "/console/settings", "/console/settings", key="return_policy", member="de", value="Rückgabe: 30 Tage.")
    shop = core.ask(ShowShop())
    assert (shop.markets["IS"].currency, "IOSS" in shop.registrations, shop.return_policy["de"]) == (
        "ISK", False, "Rückgabe: 30 Tage.")


@pytest.mark.parametrize("path", ["/console/settings", "/console/staff", "/console/audit"])
@pytest.mark.parametrize("name", ["otto", "cleo", "sam"])
def test_only_the_owner_sees_them(signed_in: SignedIn, path: str, name: str) -> None:
    client = signed_in(name)
    assert client.get(path).status_code == 403
    assert "/console/settings" not in client.get("/console/account").text


def test_somebody_is_added_gets_another_role_a_password_and_goes(signed_in: SignedIn, core: Core) -> None:
    client = signed_in()
    said = post(client, "/console/staff", "/console/staff/add", name="Márta", role="support", password="a long password")
    assert "Added. Hand over the password in person." in said
    marta = signed_in("Márta")
    post(client, "/console/staff", "/console/staff/role", name="Márta", role="catalogue")
    assert {each.name: each.role for each in core.ask(ListStaff("olga"))}["Márta"] == "catalogue"
    assert marta.get("/console/products").status_code == 200
    post(client, "/console/staff", "/console/staff/password", name="Márta", password="another password")
    assert marta.get("/console/products").url.path == "/console/login"
    post(client, "/console/staff", "/console/staff/remove", name="Márta")
    assert "Márta" not in {each.name for each in core.ask(ListStaff("olga"))}
    assert [each.what for each in core.ask(ShowAudit("olga"))] == [
        "staff Márta", "staff Márta: password", "staff Márta: role", "staff Márta"]


def test_what_cannot_be_is_said_in_words(signed_in: SignedIn) -> None:
    client = signed_in()
    assert "The password needs at least 10 signs." in post(
        client, "/console/staff", "/console/staff/add", name="x", role="support", password="short")
    assert "The shop needs at least one owner." in post(client, "/console/staff", "/console/staff/remove", name="olga")


def login(client: TestClient, name: str, password: str = PASSWORD) -> str:
    token = token_of(client.get("/console/login").text, "/console/login")
    return client.post("/console/login", data={"token": token, "name": name, "password": password}).text


def prove(client: TestClient, page: str, code: str) -> tuple[int, str, str]:
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("token", "half", "next")}  # type: ignore[index]
    answer = client.post("/console/login/code", data={**fields, "code": code})
    return answer.status_code, answer.url.path, words_on(answer.text)


def with_two_factor(core: Core, name: str) -> tuple[bytes, tuple[str, ...], int]:
    """Somebody's secret, recovery codes and the step that was used to switch it on."""
    secret = core.do(BeginTwoFactor(name))
    now = datetime.now(UTC)
    step = step_of(now) - 1
    return secret, core.do(ConfirmTwoFactor(name, code_of(secret, step), now)), step


def test_two_factor_login_is_set_up_in_the_console(signed_in: SignedIn, core: Core) -> None:
    client = signed_in("sam")
    post(client, "/console/account", "/console/account/begin")
    page = client.get("/console/account").text
    shown = re.search(r'class="code secret" dir="ltr">([A-Z2-7 ]+)<', page)
    assert shown
    plain = base64.b32decode(shown[1].replace(" ", ""))
    assert "That code does not fit." in post(client, "/console/account", "/console/account/confirm", code="000000")
    said = post(client, "/console/account", "/console/account/confirm", code=code_of(plain, step_of(datetime.now(UTC))))
    assert "they are shown only now" in said
    assert len(re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", said)) == 10
    assert "they are shown only now" not in words_on(client.get("/console/account").text)


def test_a_password_alone_opens_nothing_then(services: WebServices, core: Core) -> None:
    secret, _, used = with_two_factor(core, "sam")
    with TestClient(create_app(services), headers={"accept-language": "en"}) as client:
        page = login(client, "sam")
        assert "One more step" in page
        assert client.get("/console").url.path == "/console/login"
        assert prove(client, page, code_of(secret, used))[0] == 403, "a code works once"
        code = code_of(secret, used + 1)
        assert prove(client, page, code)[:2] == (200, "/console")
    with TestClient(create_app(services), headers={"accept-language": "en"}) as thief:
        assert prove(thief, login(thief, "sam"), code)[0] == 403, "nor does it for somebody who looked over the shoulder"


def test_a_recovery_code_works_once_however_it_is_typed(services: WebServices, core: Core) -> None:
    _, codes, _ = with_two_factor(core, "sam")
    with TestClient(create_app(services), headers={"accept-language": "en"}) as client:
        assert prove(client, login(client, "sam"), codes[0].lower().replace("-", " "))[:2] == (200, "/console")
        client.cookies.clear()
        assert prove(client, login(client, "sam"), codes[0])[0] == 403
    assert core.ask(ShowAudit("olga"))[0].what == "staff sam: recovery code used"


def test_guessing_codes_is_slowed_down_even_for_the_right_one(services: WebServices, core: Core) -> None:
    secret, _, used = with_two_factor(core, "sam")
    with TestClient(create_app(services), headers={"accept-language": "en"}) as client:
        page = login(client, "sam")
        assert [prove(client, page, "000000")[0] for _ in range(5)] == [403] * 5
        assert prove(client, page, code_of(secret, used + 1))[0] == 429


def test_a_half_login_is_good_in_its_own_browser_only(services: WebServices, core: Core) -> None:
    secret, _, used = with_two_factor(core, "sam")
    app = create_app(services)
    with TestClient(app) as mine, TestClient(app) as theirs:
        page = login(mine, "sam")
        theirs.get("/console/login")
        assert prove(theirs, page, code_of(secret, used + 1))[0] == 403


def test_sessions_outlive_a_restart_and_end_when_they_are_told_to(services: WebServices, signed_in: SignedIn, core: Core) -> None:
    client, other = signed_in("olga"), signed_in("sam")
    with TestClient(create_app(services), cookies=client.cookies) as after_restart:
        assert after_restart.get("/console").url.path == "/console"
    sam = next(each for each in core.ask(ListSessions("olga")) if each.name == "sam")
    post(client, "/console/staff", "/console/account/session", session=sam.id, **{"from": "staff"})
    assert other.get("/console").url.path == "/console/login"
    kept = dict(client.cookies)
    post(client, "/console", "/console/logout")
    with TestClient(create_app(services), cookies=kept) as copy:
        assert copy.get("/console").url.path == "/console/login"


def test_one_s_own_password_needs_the_old_one_and_ends_the_other_sessions(signed_in: SignedIn, core: Core) -> None:
    client, elsewhere = signed_in("sam"), signed_in("sam")
    assert "The old password is not right." in post(
        client, "/console/account", "/console/account/password", old="wrong", new="a new long password")
    post(client, "/console/account", "/console/account/password", old=PASSWORD, new="a new long password")
    assert client.get("/console/account").url.path == "/console/account"
    assert elsewhere.get("/console/account").url.path == "/console/login"


def test_an_open_session_alone_does_not_guess_a_code_or_a_password(signed_in: SignedIn, core: Core) -> None:
    """Whoever finds a console open could else try the million codes that switch the second factor off."""
    secret, _, used = with_two_factor(core, "sam")
    client = signed_in("sam")
    for action, wrong, right in (
        ("off", {"code": "000000"}, {"code": code_of(secret, used + 1)}),
        ("password", {"old": "wrong", "new": "a new long password"}, {"old": PASSWORD, "new": "a new long password"}),
    ):
        path = f"/console/account/{action}"
        token = token_of(client.get("/console/account").text, path)
        tries = [client.post(path, data={"token": token} | fields).status_code for fields in [*[wrong] * 5, right]]
        assert tries == ([400] * 5 + [429] if action == "off" else [429] * 6)
    assert core.ask(StaffNamed("sam")).two_factor


def test_a_suggested_tariff_code_is_confirmed_on_the_product_s_page(signed_in: SignedIn, core: Core) -> None:
    client = signed_in("cleo")
    page = words_on(client.get("/console/products/ceramic-mugs").text)
    assert "691110 in use" in page and "named by mug, porcelain" in page
    action = "/console/products/ceramic-mugs/hs"
    assert "Saved" in post(client, "/console/products/ceramic-mugs", action, hs_code="6912.00")
    assert core.ask(FindProduct("ceramic-mugs"))[0].hs_code == "691200"
    assert "has 6 to 10 digits" in post(client, "/console/products/ceramic-mugs", action, hs_code="77")
    assert signed_in("sam").get("/console/products/ceramic-mugs").status_code == 403
    assert client.get("/console/products/none-such").status_code == 404


@pytest.mark.parametrize("language", ["es", "zh-Hans", "ar"])
def test_every_language_says_all(language: str) -> None:
    def own(code: str) -> dict[str, str]:
        return json.loads(resources.files("bots.web").joinpath("words", "administration", f"{code}.json").read_text("utf-8"))

    english, spoken = own("en"), own(language)
    assert list(spoken) == list(english)
    for name, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", spoken[name])) == sorted(re.findall(r"\{\w+\}", text)), name


def test_every_kind_of_finding_has_words(core: Core) -> None:
    source = resources.files("commerce_core.domain").joinpath("catalogue_lint.py").read_text("utf-8")
    english = json.loads(resources.files("bots.web").joinpath("words", "administration", "en.json").read_text("utf-8"))
    kinds = {each.kind for each in lint(core.ask(ShowCatalogue()), core.ask(ShowShop()), shipped_facts(), core.clock.now().date())}
    assert kinds and {f"lint.{kind}" for kind in kinds} <= set(english)
    assert {name.removeprefix("lint.") for name in english if name.startswith("lint.")} >= set(
        re.findall(r'Finding\(product\.id, "(\w+)"', source))


@pytest.mark.parametrize(("agent", "device"), [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1", "Safari, iPhone"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox, Linux"), ("<script>", ""), ("", ""),
])
def test_a_device_is_named_in_words(agent: str, device: str) -> None:
    assert device_of(agent) == device
