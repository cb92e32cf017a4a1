"""A client sends an e-mail; it is fetched from a real mailbox, dropped, settled, filed away."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox as Delivery
from imapclient import IMAPClient

from tests.making.mailserver import Provider, token_provider
from tests.services.conftest import Zenforms, decide, filled_form
from tests.services.servers import PASSWORD, USER, Mailhouse, free_port, hand_over, mailhouse

pytestmark = pytest.mark.services

SECRET = {"ZENFORMS_MAILBOX_PASSWORD": PASSWORD}


def message(subject: str = "Demande d'assistance") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Zoé L'Exemple <camille.exemple@societe.example>"
    mail["To"] = USER
    mail["Subject"] = subject
    mail["Message-ID"] = "<une-demande@societe.example>"
    mail.set_content("Bonjour, voici ma demande.")
    mail.add_attachment(
        filled_form(), maintype="application", subtype="pdf", filename="demande.pdf"
    )
    mail.set_boundary("=-une-seule-limite")  # else each sending would draw its own
    return mail


def send(mail: EmailMessage, house: Mailhouse) -> None:
    """Through a real SMTP conversation into the Maildir that the IMAP server serves."""
    delivery = Delivery(house.maildir)
    controller = Controller(delivery, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", controller.port) as smtp:
            smtp.send_message(mail)
    finally:
        controller.stop()
    hand_over(house.maildir)


@contextmanager
def looking(house: Mailhouse) -> Iterator[IMAPClient]:
    context = ssl.create_default_context(cafile=str(house.ca_file))
    with IMAPClient("localhost", port=house.port, ssl_context=context) as client:
        client.login(USER, PASSWORD)
        yield client


def counts(house: Mailhouse) -> dict[str, int]:
    with looking(house) as client:
        return {
            name: client.select_folder(name, readonly=True)[b"EXISTS"]
            for name in ("INBOX", "zenforms")
            if client.folder_exists(name)
        }


@pytest.fixture
def house(desk: Path) -> Iterator[Mailhouse]:
    with mailhouse() as running:
        ca_file = str(running.ca_file)
        decide(desk, "mailbox", host="localhost", port=running.port, user=USER, ca_file=ca_file)
        yield running


def test_a_message_becomes_a_ticket_and_leaves_the_mailbox_only_then(
    house: Mailhouse, desk: Path, zenforms: Zenforms
) -> None:
    send(message(), house)
    fetched = zenforms("fetch", "--once", **SECRET)
    assert fetched.returncode == 0, fetched.stdout + fetched.stderr
    assert counts(house) == {"INBOX": 1, "zenforms": 0}
    assert zenforms("watch", "--once").returncode == 0
    assert len(list((desk / "tickets").glob("*.json"))) == 1
    assert zenforms("fetch", "--once", **SECRET).returncode == 0
    assert counts(house) == {"INBOX": 0, "zenforms": 1}


def test_a_message_is_fetched_once_however_often_the_mailbox_is_looked_at(
    house: Mailhouse, desk: Path, zenforms: Zenforms
) -> None:
    send(message(), house)
    for _ in range(3):
        assert zenforms("fetch", "--once", **SECRET).returncode == 0
    assert len(list((desk / "inbox").iterdir())) == 1


def test_a_second_copy_of_a_message_is_no_second_request(
    house: Mailhouse, desk: Path, zenforms: Zenforms
) -> None:
    mail = message()
    send(mail, house)
    mail["X-Way"] = "by a list that the address stands on"
    send(mail, house)
    fetched = zenforms("fetch", "--once", **SECRET)
    assert "a copy of" in fetched.stdout
    assert len(list((desk / "inbox").iterdir())) == 1
    zenforms("watch", "--once")
    zenforms("fetch", "--once", **SECRET)
    assert counts(house) == {"INBOX": 0, "zenforms": 2}


def test_two_messages_are_two_requests(house: Mailhouse, desk: Path, zenforms: Zenforms) -> None:
    for identity in ("<une@societe.example>", "<autre@societe.example>"):
        mail = message()
        mail.replace_header("Message-ID", identity)
        send(mail, house)
    zenforms("fetch", "--once", **SECRET)
    assert len(list((desk / "inbox").iterdir())) == 2


def test_fetching_leaves_messages_unread(house: Mailhouse, zenforms: Zenforms) -> None:
    send(message(), house)
    zenforms("fetch", "--once", **SECRET)
    with looking(house) as client:
        client.select_folder("INBOX", readonly=True)
        assert client.search(["UNSEEN"])


def test_a_wrong_password_is_said_in_a_sentence(house: Mailhouse, zenforms: Zenforms) -> None:
    assert house.port
    wrong = dict.fromkeys(SECRET, "not the password")
    refused = zenforms("fetch", "--once", **wrong)
    assert refused.returncode == 5
    assert "refuses access" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_certificate_that_nobody_vouches_for_is_refused(
    house: Mailhouse, desk: Path, zenforms: Zenforms
) -> None:
    policy = (desk / "policy.toml").read_text()
    kept = [line for line in policy.splitlines() if not line.startswith("ca_file")]
    (desk / "policy.toml").write_text("\n".join(kept))
    refused = zenforms("fetch", "--once", **SECRET)
    assert refused.returncode == 5
    assert "certificate" in refused.stderr
    assert not list((desk / "inbox").iterdir())
    assert house.port


def test_a_mailbox_that_is_away_is_no_bug(desk: Path, zenforms: Zenforms) -> None:
    decide(desk, "mailbox", host="localhost", port=free_port(), user=USER)
    away = zenforms("fetch", "--once", **SECRET)
    assert away.returncode == 1
    assert "does not answer" in away.stdout


# A server that takes tokens only, and asks their provider about each.


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    with token_provider(tmp_path) as running:
        yield running


@pytest.fixture
def token_house(desk: Path, provider: Provider, tmp_path: Path) -> Iterator[Mailhouse]:
    with mailhouse(introspection=provider.introspection) as running:
        both = tmp_path / "both.pem"  # the provider's certificate, and the mail server's
        both.write_bytes(running.ca_file.read_bytes() + (tmp_path / "c.pem").read_bytes())
        decide(desk, "mailbox", host="localhost", port=running.port, user=USER, ca_file=str(both))
        yield running


def test_whoever_signed_in_once_fetches_with_tokens_that_are_refreshed(
    token_house: Mailhouse, desk: Path, provider: Provider, zenforms: Zenforms
) -> None:
    url = provider.url
    decide(
        desk, "oauth", client_id="zenforms", token_url=f"{url}/token", device_url=f"{url}/device"
    )
    told = zenforms("fetch", "--once")
    assert told.returncode == 5
    assert "--sign-in" in told.stderr
    signed_in = zenforms("fetch", "--sign-in")
    assert signed_in.returncode == 0, signed_in.stdout + signed_in.stderr
    assert "ABCD-EFGH" in signed_in.stdout
    send(message(), token_house)
    provider.outlive()
    fetched = zenforms("fetch", "--once")
    assert fetched.returncode == 0, fetched.stdout + fetched.stderr
    assert len(list((desk / "inbox").iterdir())) == 1
    assert zenforms("watch", "--once").returncode == 0
    assert zenforms("fetch", "--once").returncode == 0
    assert provider.asked[-1]["path"] == "/introspect"
    assert "access-" not in signed_in.stdout + fetched.stdout + fetched.stderr


def test_a_server_that_takes_tokens_only_says_so_to_a_password(
    token_house: Mailhouse, zenforms: Zenforms
) -> None:
    assert token_house.port
    refused = zenforms("fetch", "--once", **SECRET)
    assert refused.returncode == 5
    assert "OAuth" in refused.stderr


def test_a_token_that_is_not_good_is_refused_in_the_words_of_the_server(
    token_house: Mailhouse, desk: Path, zenforms: Zenforms
) -> None:
    assert token_house.port
    decide(desk, "oauth", command=["echo", "a-bad-token"])
    refused = zenforms("fetch", "--once")
    assert refused.returncode == 5
    assert "Authentication failed" in refused.stderr
    assert "a-bad-token" not in refused.stderr + refused.stdout
