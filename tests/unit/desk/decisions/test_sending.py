"""Letters over a real SMTP server on this machine: sent once, refused, or doubtful."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.making.mailserver import certificate
from tests.services.servers import free_port
from tests.unit.desk.story import ANSWERS, Story, filled, mail, new_story
from zenforms.desk.decisions.sending import Sent, send_letter
from zenforms.desk.handling.app import pipeline_for
from zenforms.desk.handling.readers import Readers
from zenforms.desk.papers.letters import sent_copy
from zenforms.desk.papers.requests import LetterState, find_request, standing_of
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.journal import events_of
from zenforms.errors import DeskError
from zenforms.language import Lang

PASSWORD = "a password of the server"  # noqa: S105 - invented


class Received:
    """What a server was given, and what it answers."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.senders: list[str | None] = []
        self.rcpt = self.data = "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name and arguments
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802 - likewise
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.data == "away":
            if isinstance(server.transport, asyncio.Transport):
                server.transport.abort()
            return "250 never said"
        if self.data.startswith("250"):
            self.letters.append(envelope.original_content or b"")
            self.senders.append(envelope.mail_from)
        return self.data


@contextmanager
def server(received: Received, **options: Any) -> Iterator[int]:  # noqa: ANN401 - aiosmtpd's own
    port = free_port()
    controller = Controller(received, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def received() -> Received:
    return Received()


@pytest.fixture
def story(tmp_path: Path, received: Received) -> Iterator[Story]:
    """A desk with a letter to send, and a server that takes it."""
    story = new_story(tmp_path / "desk")
    with server(received) as port:
        settle(story, f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"')
        yield story


def settle(story: Story, lines: str) -> None:
    policy = story.root / POLICY
    said = policy.read_text("utf-8").partition("[smtp]\n")
    policy.write_text(f"{said[0]}[smtp]\n{lines}\n{said[2]}", "utf-8")


def returned(story: Story) -> str:
    form = filled(story.form(), {**ANSWERS, "description": None})
    message = mail("anne.essai@client.example", "Demande", {"demande.pdf": form})
    return story.receive("a.eml", message, "2026-05-12T10:00:00").number


def send(story: Story, number: str) -> Sent:
    pipeline = pipeline_for(Readers(), story.root, Lang.FR)
    filed = find_request(story.root, number)
    return send_letter(story.opened, pipeline, filed, by="Camille")


def state(story: Story, number: str) -> LetterState:
    return standing_of(story.root, f"returned/{number}").letter


def test_a_letter_leaves_once_and_its_copy_stays(story: Story, received: Received) -> None:
    number = returned(story)
    assert send(story, number) == Sent(("anne.essai@client.example",), is_certain=True)
    [letter] = received.letters
    message = message_from_bytes(letter)
    assert message["X-Unsent"] is None
    assert message["Message-ID"] == f"<{number}.letter@editeur.example>"
    assert received.senders == ["support@editeur.example"]
    assert sent_copy(find_request(story.root, number)) == letter
    assert state(story, number) is LetterState.SENT
    events = events_of(story.root, f"returned/{number}")
    assert [one.kind for one in events] == ["letter_begun", "letter_sent"]
    assert {one.by for one in events} == {"Camille"}
    with pytest.raises(DeskError, match="left already"):
        send(story, number)
    assert len(received.letters) == 1


@pytest.mark.parametrize(
    ("rcpt", "data", "told"),
    [
        ("550 no such user", "250 OK", "550 no such user"),
        ("450 later", "250 OK", "450 later"),
        ("250 OK", "554 \x1b[2Jspam", "554"),
        ("250 OK", "452 disk full", "452 disk full"),
    ],
)
def test_a_letter_that_is_refused_is_still_to_be_sent(
    story: Story, received: Received, *, rcpt: str, data: str, told: str
) -> None:
    received.rcpt, received.data = rcpt, data
    number = returned(story)
    with pytest.raises(DeskError, match=told) as caught:
        send(story, number)
    assert "\x1b" not in caught.value.sentence(Lang.FR)
    assert state(story, number) is LetterState.TO_SEND
    received.rcpt = received.data = "250 OK"
    assert send(story, number).is_certain


def test_without_an_answer_a_letter_is_doubtful_until_somebody_says(
    story: Story, received: Received
) -> None:
    received.data = "away"
    number = returned(story)
    assert not send(story, number).is_certain
    assert state(story, number) is LetterState.DOUBTFUL
    assert sent_copy(find_request(story.root, number))
    with pytest.raises(DeskError, match="may have left"):
        send(story, number)


def test_a_server_that_is_away_begins_nothing(story: Story) -> None:
    number = returned(story)
    policy = story.root / POLICY
    policy.write_text(policy.read_text("utf-8").replace('"\nport = ', '"\nport = 1 #', 1), "utf-8")
    with pytest.raises(DeskError, match="has not left"):
        send(story, number)
    assert events_of(story.root, f"returned/{number}") == ()


def test_a_password_goes_over_tls_only(
    tmp_path: Path, received: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate(cert, key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def check(*arguments: object) -> AuthResult:
        said = arguments[-1]
        is_right = isinstance(said, LoginPassword) and said.password == PASSWORD.encode()
        return AuthResult(success=is_right, handled=False)

    story = new_story(tmp_path / "desk")
    number = returned(story)
    options: dict[str, object] = {
        "authenticator": check,
        "auth_require_tls": True,
        "auth_required": True,
    }
    options |= {"tls_context": context, "require_starttls": True}
    with server(received, **options) as port:
        settle(story, f'host = "localhost"\nport = {port}\nuser = "desk"\nca_file = "{cert}"')
        with pytest.raises(DeskError, match="not known"):
            send(story, number)
        monkeypatch.setenv("ZENFORMS_SMTP_PASSWORD", "wrong")
        with pytest.raises(DeskError, match="535"):
            send(story, number)
        assert state(story, number) is LetterState.TO_SEND
        monkeypatch.setenv("ZENFORMS_SMTP_PASSWORD", PASSWORD)
        assert send(story, number).is_certain
    assert len(received.letters) == 1


@pytest.mark.parametrize("host", ["mail.example", "192.0.2.1"])
def test_no_letter_leaves_in_clear(tmp_path: Path, host: str) -> None:
    story = new_story(tmp_path / "desk")
    settle(story, f'host = "{host}"\nsecurity = "none"')
    with pytest.raises(DeskError, match="TLS"):
        _ = story.opened
