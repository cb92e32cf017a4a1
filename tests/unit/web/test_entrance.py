"""Who comes in, and what a foreign page cannot do."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.web.bench import TOKEN, Browser, Numbers, board
from zenforms.desk.decisions.privacy import export_traces, traces_of
from zenforms.desk.setup.accounts import StaffRole, add_account, change_password, remove_account
from zenforms.desk.setup.opening import open_desk
from zenforms.errors import DeskError, UsageError
from zenforms.language import Lang
from zenforms.web.serving import BoardOpening, serve
from zenforms.web.sessions import IDLE, LONGEST, Sessions, Tries

PASSWORD = "correct horse battery"  # noqa: S105 - invented


@pytest.fixture
def door(root: Path) -> Iterator[Browser]:
    """A board with accounts, in front of which somebody stands."""
    add_account(root, "Ada", StaffRole.AGENT, PASSWORD)
    add_account(root, "Sacha", StaffRole.ADMINISTRATOR, PASSWORD)
    with board(root, token="") as browser:
        yield browser


@pytest.mark.parametrize("path", ["/", "/demandes/ZF-260528-00000", "/etat", "/deposer"])
def test_nobody_sees_anything_before_the_door(door: Browser, path: str) -> None:
    answer = door.get(path)
    assert (answer.status, answer.headers["location"]) == (303, "/connexion")


def test_whoever_knows_name_and_password_comes_in_and_goes(door: Browser) -> None:
    answer = door.post("/connexion", nom="ada", mot=PASSWORD)
    assert answer.status == 303
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    page = door.get("/")
    assert page.status == 200
    assert door.post("/deconnexion", jeton=page.token).status == 303
    assert door.get("/").status == 303


def test_a_wrong_password_and_an_unknown_name_are_told_alike_and_slow_down(door: Browser) -> None:
    answers = [door.post("/connexion", nom=name, mot="x" * 12) for name in ("Ada", "Zoé")]
    assert [one.status for one in answers] == [403, 403]
    assert answers[0].text == answers[1].text
    for _ in range(4):
        last = door.post("/connexion", nom="Ada", mot="x" * 12)
    assert last.status == 429
    assert door.post("/connexion", nom="Ada", mot=PASSWORD).status == 429


@pytest.mark.parametrize("change", ["password", "remove"])
def test_a_session_ends_with_its_password(door: Browser, root: Path, change: str) -> None:
    door.post("/connexion", nom="Ada", mot=PASSWORD)
    assert door.get("/").status == 200
    if change == "password":
        change_password(root, "Ada", PASSWORD + "!")
    else:
        remove_account(root, "Ada")
    assert door.get("/").status == 303


def test_only_an_administrator_sees_and_releases_what_is_dangerous(
    root: Path, numbers: Numbers
) -> None:
    add_account(root, "Ada", StaffRole.AGENT, PASSWORD)
    add_account(root, "Sacha", StaffRole.ADMINISTRATOR, PASSWORD)
    number = numbers.hostile
    with board(root, token="") as browser:
        browser.post("/connexion", nom="Ada", mot=PASSWORD)
        assert f"/demandes/{number}/release" not in browser.get(f"/demandes/{number}").text
        for deed in ("release", "accept"):
            assert browser.decide(number, deed, pourquoi="vu").status == 400
        assert browser.get(f"/demandes/{number}/original").status == 403
        browser.cookie = ""
        browser.post("/connexion", nom="Sacha", mot=PASSWORD)
        assert f"/demandes/{number}/release" in browser.get(f"/demandes/{number}").text
        assert browser.get(f"/demandes/{number}/original").status == 200
        assert "Original restreint téléchargé" in browser.get(f"/demandes/{number}").text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1"])
def test_another_host_is_not_answered(reader: Browser, host: str) -> None:
    assert reader.ask("GET", "/", headers={"Host": host}).status in {400, 421}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_foreign_page_decides_nothing(
    reader: Browser, numbers: Numbers, headers: dict[str, str]
) -> None:
    page = reader.get(f"/demandes/{numbers.returned}")
    path = f"/demandes/{numbers.returned}/close"
    assert reader.post(path, headers, jeton=page.token, vu=page.seen).status == 403


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_form_without_its_token_decides_nothing(
    reader: Browser, numbers: Numbers, token: str
) -> None:
    assert reader.post(f"/demandes/{numbers.returned}/close", jeton=token).status == 403


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x"])
def test_only_the_printed_address_opens_a_board_without_accounts(
    reader: Browser, token: str
) -> None:
    stranger = Browser(reader.port)
    assert stranger.get(f"/entrer?jeton={token}").headers["location"] == "/connexion"
    assert stranger.get("/").status == 303


def test_the_printed_address_opens_nothing_once_there_are_accounts(root: Path) -> None:
    add_account(root, "Ada", StaffRole.AGENT, PASSWORD)
    with board(root) as browser:
        assert browser.get(f"/entrer?jeton={TOKEN}").headers["location"] == "/connexion"
        assert browser.get("/").status == 303


def test_without_accounts_whoever_opens_the_board_says_who_he_is(root: Path) -> None:
    with board(root, name="") as browser:
        browser.get(f"/entrer?jeton={TOKEN}")
        assert browser.get("/").headers["location"] == "/connexion"
        page = browser.get("/connexion")
        assert browser.post("/connexion", nom=" ", jeton=page.token).status == 400
        assert browser.post("/connexion", nom="Ada\x1b Lov", jeton=page.token).status == 303
        assert "Ada Lov" in browser.get("/").text


def test_a_session_ends_without_a_click_and_in_any_case() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    idle = sessions.begin("Ada", StaffRole.AGENT)
    now[0] = IDLE + 1
    assert sessions.of(idle.id, {}) is None
    busy = sessions.begin("Ada", StaffRole.AGENT)
    began = now[0]
    while now[0] - began < LONGEST:
        assert sessions.of(busy.id, {}) is not None
        now[0] += IDLE / 2
    now[0] += 1
    assert sessions.of(busy.id, {}) is None


def test_failures_slow_down_and_time_or_success_forgives() -> None:
    now = [0.0]
    tries = Tries(lambda: now[0])
    for _ in range(5):
        assert tries.wait("Ada") == 0
        tries.failed("Ada")
    waits = []
    for _ in range(4):
        waits.append(tries.wait("Ada"))
        now[0] += tries.wait("Ada")
        tries.failed("Ada")
    assert waits == [1, 2, 4, 8]
    assert tries.wait("Sacha") == 0
    tries.passed("Ada")
    assert tries.wait("Ada") == 0


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        (BoardOpening("8420"), "--listen"),
        (BoardOpening("127.0.0.1:99999"), "--listen"),
        (BoardOpening("0.0.0.0:0"), "accounts"),
        (BoardOpening("192.0.2.1:0", proxy="desk.example"), "accounts"),
    ],
)
def test_beyond_this_machine_a_board_wants_accounts(
    root: Path, opening: BoardOpening, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        serve(root, opening, Lang.EN, tell=print)


def test_beyond_this_machine_a_board_wants_tls(root: Path) -> None:
    add_account(root, "Ada", StaffRole.AGENT, PASSWORD)
    with pytest.raises(UsageError, match="TLS"):
        serve(root, BoardOpening("0.0.0.0:0"), Lang.EN, tell=print)


def test_a_taken_address_is_told_so(root: Path, reader: Browser) -> None:
    with pytest.raises(DeskError, match="not free"):
        serve(root, BoardOpening(f"127.0.0.1:{reader.port}"), Lang.EN, tell=print)


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("Ada", PASSWORD, "already"),
        ("ADA", PASSWORD, "already"),
        ("", PASSWORD, "does not fit"),
        ("a\nb", PASSWORD, "does not fit"),
        ("x" * 61, PASSWORD, "does not fit"),
        ("Zoé", "short", "too short"),
        ("Zoé", "x" * 201, "too long"),
    ],
)
def test_a_poor_account_is_not_made(root: Path, name: str, password: str, told: str) -> None:
    add_account(root, "Ada", StaffRole.AGENT, PASSWORD)
    with pytest.raises(DeskError, match=told):
        add_account(root, name, StaffRole.AGENT, password)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"accounts": [{}]}', "[" * 90_000])
def test_broken_accounts_let_nobody_in(root: Path, content: str) -> None:
    (root / "staff.json").write_text(content)
    with pytest.raises(DeskError, match="can no longer be read"):
        add_account(root, "Ada", StaffRole.AGENT, PASSWORD)
    with board(root) as browser:
        assert browser.get(f"/entrer?jeton={TOKEN}").status == 404
        assert browser.get("/connexion").status == 404


def test_accounts_are_for_the_desks_account_alone_and_never_exported(root: Path) -> None:
    add_account(root, "Camille Exemple", StaffRole.AGENT, PASSWORD)
    assert os.name == "nt" or (root / "staff.json").stat().st_mode & 0o077 == 0
    assert PASSWORD not in (root / "staff.json").read_text("utf-8")
    opened = open_desk(root)
    target = root.parent / "export.zip"
    export_traces(opened, traces_of(opened, "Camille Exemple"), target)
    with zipfile.ZipFile(target) as archive:
        assert not [name for name in archive.namelist() if "staff.json" in name]
