"""Whatever habits a mail server has, every message is fetched once or told; none is lost."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.making.mailserver import PASSWORD, USER, Habits, Mail, mail_server
from tests.unit.desk.bench import NOW, QuickDisk, new_desk
from zenforms.desk.mailbox.connection import connected
from zenforms.desk.mailbox.credentials import Credential
from zenforms.desk.mailbox.fetching import Fetched, Fetching, Step
from zenforms.desk.mailbox.service import Unreached, fetch_mail
from zenforms.desk.setup.opening import OpenDesk, open_desk
from zenforms.desk.spool.folders import archive_place
from zenforms.desk.spool.settlement import SETTLED
from zenforms.desk.watching.wake import Stop
from zenforms.errors import DeskError
from zenforms.judging.numbers import number_of
from zenforms.language import Lang


def mail(uid: int) -> bytes:
    return f"Message-ID: <m{uid}@societe.example>\r\nSubject: {uid}\r\n\r\n{uid}\r\n".encode()


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENFORMS_MAILBOX_PASSWORD", PASSWORD)


@contextmanager
def desk_with(
    tmp_path: Path, messages: dict[int, bytes], habits: Habits
) -> Iterator[tuple[Mail, OpenDesk]]:
    root = new_desk(tmp_path / "desk")
    with mail_server(tmp_path, messages, habits) as server:
        yield server, decided(root, server)


def decided(root: Path, server: Mail, **more: object) -> OpenDesk:
    """The desk, its mailbox on this server."""
    values = {
        "host": "localhost",
        "port": server.port,
        "user": USER,
        "ca_file": str(server.ca_file),
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in (values | more).items()]
    with (root / "policy.toml").open("a", encoding="utf-8") as policy:
        policy.write("\n[mailbox]\n" + "\n".join(lines) + "\n")
    text = (root / "policy.toml").read_text(encoding="utf-8")
    (root / "policy.toml").write_text(text.replace("[mailbox]\n# ", "# ", 1), encoding="utf-8")
    return open_desk(root)


def fetched(opened: OpenDesk) -> tuple[bool, list[Fetched | Unreached]]:
    news: list[Fetched | Unreached] = []
    reached = fetch_mail(opened, once=True, stop=Stop(), tell=news.append)
    return reached, news


def archived(root: Path) -> set[str]:
    """Let every drop of the inbox have its outcome, as the watcher would; their names."""
    names = set()
    for drop in sorted((root / "inbox").iterdir()):
        sha256 = hashlib.sha256(drop.read_bytes()).hexdigest()
        folder = root / archive_place(number_of(NOW, sha256))
        folder.mkdir(parents=True)
        (folder / SETTLED).write_text(json.dumps({"sha256": sha256}))
        drop.unlink()
        names.add(drop.name)
    return names


ODD = frozenset({3})
HABITS = {
    "plain": Habits(),
    "no MOVE": Habits(caps="IMAP4rev1 UIDPLUS"),
    "neither MOVE nor UIDPLUS": Habits(caps="IMAP4rev1"),
    "below INBOX, told": Habits(prefix="INBOX."),
    "below INBOX, not told": Habits(caps="IMAP4rev1 MOVE", prefix="INBOX/", separator="/"),
    "lines of 1,000 bytes": Habits(longest_line=1_000),
    "no right to make a folder": Habits(no_create="[NOPERM] Permission denied"),
    "read-only from the start": Habits(read_only=True, no_move="[READ-ONLY] no"),
    "read-only": Habits(no_move="[READ-ONLY] mailbox is read-only"),
    "no UIDVALIDITY": Habits(no_validity=True),
    "NO to one message": Habits(refuses=ODD),
    "hangs up over one message": Habits(hangs_up=ODD),
    "NIL for one message": Habits(nil=ODD),
    "no IMAP for one message": Habits(garbled=ODD),
    "NO to the size of one message": Habits(unsized=ODD),
    "NO to many": Habits(refuses=frozenset(range(1, 30))),
    "hangs up over several": Habits(hangs_up=frozenset({1, 4, 5})),
    "one of each": Habits(refuses=ODD, hangs_up=frozenset({5}), nil=frozenset({7})),
    "goes down after a while": Habits(bye_after=12),
}
COUNTS = (0, 6)
NEVER_FETCHED = {
    name: habits.refuses | habits.hangs_up | habits.nil | habits.garbled
    for name, habits in HABITS.items()
}


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("habit", HABITS)
def test_every_message_is_fetched_once_or_told(habit: str, count: int, tmp_path: Path) -> None:
    messages = {uid: mail(uid) for uid in range(1, count + 1)}
    told: set[int] = set()
    with desk_with(tmp_path, messages, HABITS[habit]) as (server, opened):
        for _ in range(2):
            reached, news = fetched(opened)
            told |= {one.uid for one in news if isinstance(one, Fetched) and one.reason}
            told |= set() if reached else set(messages)
            assert all(one.reason for one in news if isinstance(one, Unreached))
        dropped = sorted(path.read_bytes() for path in (opened.root / "inbox").iterdir())
        kept = set(server.inbox) | set(server.done)
    missing = set(messages) - {uid for uid in messages if messages[uid] in dropped}
    assert len(set(dropped)) == len(dropped), "none is doubled"
    assert kept == set(messages), "none is lost"
    assert missing <= told, "what was not fetched was told"
    if habit != "goes down after a while":
        assert missing == NEVER_FETCHED[habit] & set(messages), "and blocked no other"


@pytest.mark.parametrize("habit", HABITS)
def test_what_is_settled_leaves_the_folder_wherever_the_server_lets_it(
    habit: str, tmp_path: Path
) -> None:
    messages = {uid: mail(uid) for uid in range(1, 7)}
    with desk_with(tmp_path, messages, HABITS[habit]) as (server, opened):
        fetched(opened)
        had = archived(opened.root)
        _, news = fetched(opened)
        stays = [one for one in news if isinstance(one, Fetched) and one.step is Step.NOT_FILED]
        again = {path.name for path in (opened.root / "inbox").iterdir()} & had
        left = server.left
    if HABITS[habit].no_move or HABITS[habit].no_create:
        assert {one.uid for one in stays} == set(messages)
        assert all(one.reason for one in stays)
    elif habit != "goes down after a while":
        assert left == NEVER_FETCHED[habit] & set(messages)
    assert not again, "nothing is fetched a second time"


@pytest.mark.parametrize("first", [1, 4_000_000_000])
def test_no_command_is_longer_than_any_server_takes(first: int, tmp_path: Path) -> None:
    messages = {first + 2 * n: mail(n) for n in range(160)}
    with desk_with(tmp_path, messages, Habits(longest_line=1_000)) as (server, opened):
        fetching = Fetching(opened.root, largest=1_000, disk=QuickDisk())
        password = Credential(PASSWORD)
        with connected(opened.desk.policy.mailbox, lambda _: password) as connection:
            steps = [one.step for one in fetching.once(connection)]
        assert max(len(line) for line in server.lines) <= 1_000
    assert steps == [Step.TAKEN] * 160


def test_a_message_is_fetched_once_the_server_gives_it(tmp_path: Path) -> None:
    with desk_with(tmp_path, {1: mail(1), 2: mail(2)}, Habits(refuses=frozenset({1}))) as (
        server,
        opened,
    ):
        fetched(opened)
        server.habits = Habits()
        fetched(opened)
        assert len(list((opened.root / "inbox").iterdir())) == 2


PASSES = (
    Habits(greeting="* BYE Connection refused: too many connections, try again later"),
    Habits(greeting="* BYE"),
    Habits(greeting="220 smtp.example ESMTP"),
    Habits(greeting=""" * what? """),
    Habits(no_login="[UNAVAILABLE] Temporary authentication failure"),
    Habits(no_login="[ALERT] Too many simultaneous connections. (Failure)"),
    Habits(no_select="[INUSE] Mailbox is locked, retry"),
    Habits(bye_after=1),
)


@pytest.mark.parametrize("habits", PASSES, ids=range(len(PASSES)))
def test_what_passes_is_told_in_the_words_of_the_server(habits: Habits, tmp_path: Path) -> None:
    with desk_with(tmp_path, {1: mail(1)}, habits) as (server, opened):
        reached, news = fetched(opened)
        assert not reached
        (away,) = news
        assert isinstance(away, Unreached)
        said = habits.no_login or habits.no_select or habits.greeting.removeprefix("* BYE ")
        assert away.reason
        if "what" not in habits.greeting and "220" not in habits.greeting and said.strip("* BYE"):
            assert said in away.reason
        server.habits = Habits()
        assert fetched(opened)[0]


LASTS = (
    (Habits(no_login="[AUTHENTICATIONFAILED] Invalid credentials"), "Invalid credentials"),
    (Habits(no_login="LOGIN failed."), "LOGIN failed."),
    (Habits(no_select="[NONEXISTENT] Unknown Mailbox"), "Unknown Mailbox"),
    (Habits(caps="IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2"), "OAuth"),
    (Habits(caps="IMAP4rev1 AUTH=XOAUTH2", no_login="LOGIN failed."), "(OAuth): LOGIN failed."),
    (Habits(no_login="\x1b[31mbad\x07 words"), "words"),
)


@pytest.mark.parametrize(("habits", "words"), LASTS, ids=range(len(LASTS)))
def test_what_somebody_must_mend_is_said_in_a_sentence(
    habits: Habits, words: str, tmp_path: Path
) -> None:
    with (
        desk_with(tmp_path, {1: mail(1)}, habits) as (_, opened),
        pytest.raises(DeskError) as refused,
    ):
        fetched(opened)
    said = refused.value.sentence(Lang.EN)
    assert words in said
    assert PASSWORD not in said
    assert "\x1b" not in said


def test_a_refusal_after_a_good_start_ends_nothing(tmp_path: Path) -> None:
    """A password that is refused in the middle of the night may be the server's fault."""
    stop, news = Stop(), list[Fetched | Unreached]()
    with desk_with(tmp_path, {1: mail(1), 2: mail(2)}, Habits(bye_after=8)) as (server, opened):

        def tell(one: Fetched | Unreached) -> None:
            news.append(one)
            if len(news) == 1:
                server.habits = Habits(no_login="LOGIN failed.")
            elif isinstance(one, Unreached) and "LOGIN" in one.reason:
                server.habits = Habits()
            if len(list((opened.root / "inbox").iterdir())) == 2:
                stop.ask()

        fetch_mail(opened, once=False, stop=stop, tell=tell)
    assert any(isinstance(one, Unreached) and "LOGIN failed." in one.reason for one in news)
