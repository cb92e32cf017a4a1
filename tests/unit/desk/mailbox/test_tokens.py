"""A mailbox that takes tokens only: signed in to once, refreshed ever after, secrets kept."""

import json
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from tests.making.mailserver import (
    USER,
    Habits,
    Mail,
    Provider,
    mail_server,
    token_provider,
)
from tests.unit.desk.bench import new_desk
from zenforms.desk.mailbox.fetching import Fetched, Step
from zenforms.desk.mailbox.service import Unreached, fetch_mail, sign_in_to
from zenforms.desk.mailbox.tokens import Invitation
from zenforms.desk.setup.opening import OpenDesk, open_desk
from zenforms.desk.watching.wake import Stop
from zenforms.errors import DeskError
from zenforms.language import Lang

BOTH = "IMAP4rev1 MOVE UIDPLUS AUTH=XOAUTH2 AUTH=OAUTHBEARER SASL-IR"
ONE = {1: b"Message-ID: <un@societe.example>\r\n\r\nun\r\n"}


@dataclass
class House:
    """A desk, a server that takes tokens only, and who gives them."""

    root: Path
    mail: Mail
    provider: Provider
    said: list[str]

    def decide(self, **oauth: object) -> None:
        """Write the policy anew."""
        box = {"host": "localhost", "port": self.mail.port, "user": USER}
        box["ca_file"] = str(self.mail.ca_file)
        tables = {"mailbox": box, "oauth": oauth}
        lines = ['[vendor]\nname = "Éditeur"\nemail = "support@editeur.example"']
        for name, values in tables.items():
            lines += [f"[{name}]", *(f"{key} = {json.dumps(v)}" for key, v in values.items())]
        (self.root / "policy.toml").write_text("\n".join(lines), encoding="utf-8")

    def opened(self) -> OpenDesk:
        return open_desk(self.root)

    def sign_in(self) -> Invitation:
        """Sign in; what the person was shown."""
        shown: list[Invitation] = []
        sign_in_to(self.opened(), invite=shown.append, sleep=lambda _: None)
        return shown[0]

    def fetch(self) -> list[Fetched | Unreached]:
        """One pass."""
        news: list[Fetched | Unreached] = []
        fetch_mail(self.opened(), once=True, stop=Stop(), tell=news.append)
        self.said += [one.reason for one in news]
        return news


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with (
        token_provider(tmp_path) as provider,
        mail_server(tmp_path, ONE, Habits(caps=BOTH, token=provider.is_good)) as mail,
    ):
        house = House(new_desk(tmp_path / "desk"), mail, provider, [])
        by_device(house)
        yield house


def by_device(house: House) -> None:
    url = house.provider.url
    house.decide(
        client_id="zenforms", token_url=f"{url}/token", device_url=f"{url}/device", scope="mail x"
    )


def steps(news: list[Fetched | Unreached]) -> list[Step]:
    return [one.step for one in news if isinstance(one, Fetched)]


def test_a_code_typed_on_any_device_signs_in(house: House) -> None:
    shown = house.sign_in()
    assert shown == Invitation("https://login.example/device", "ABCD-EFGH")
    assert house.provider.asked[0]["scope"] == "mail x"
    assert house.provider.pending == 0
    assert steps(house.fetch()) == [Step.TAKEN]
    assert house.mail.signed_in_with[-1].startswith("XOAUTH2 access-")


@pytest.mark.parametrize(
    ("offered", "used"),
    [
        ("AUTH=XOAUTH2", "XOAUTH2"),
        ("AUTH=OAUTHBEARER", "OAUTHBEARER"),
        ("AUTH=PLAIN AUTH=OAUTHBEARER", "OAUTHBEARER"),
    ],
)
def test_the_mechanism_is_the_one_that_the_server_offers(
    house: House, offered: str, used: str
) -> None:
    house.mail.habits = Habits(caps=f"IMAP4rev1 MOVE {offered}", token=house.provider.is_good)
    house.sign_in()
    house.fetch()
    assert house.mail.signed_in_with[-1].startswith(f"{used} ")


def test_a_browser_on_this_machine_signs_in(house: House) -> None:
    url = house.provider.url
    house.decide(client_id="zenforms", token_url=f"{url}/token", authorize_url=f"{url}/authorize")
    house.provider.codes.add("code-1")
    callers: list[threading.Thread] = []

    def come_back(invitation: Invitation) -> None:
        asked = {k: v[0] for k, v in parse_qs(urlsplit(invitation.address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        back = asked["redirect_uri"]

        def visit() -> None:
            for query in ("code=stolen&state=wrong", f"code=code-1&state={asked['state']}"):
                try:
                    urlopen(f"{back}/?{query}", timeout=10).close()  # noqa: S310 - http, as it begins
                except OSError:
                    continue

        callers.append(threading.Thread(target=visit))
        callers[0].start()

    sign_in_to(house.opened(), invite=come_back)
    callers[0].join(10)
    assert house.provider.asked[-1]["code"] == "code-1"
    assert len(house.provider.asked[-1]["code_verifier"]) >= 43
    assert steps(house.fetch()) == [Step.TAKEN]


def test_a_token_that_ended_is_refreshed_and_its_successor_is_kept(house: House) -> None:
    house.sign_in()
    for _ in range(3):
        house.provider.outlive()
        house.fetch()
        assert house.provider.refresh in (house.root / "mailbox.token").read_text()
    assert not any(house.said)


def test_a_token_that_the_server_no_longer_takes_is_refreshed_within_one_try(house: House) -> None:
    house.sign_in()
    good, house.provider.count = house.provider.is_good, 10
    tries: list[str] = []

    def only_the_second(token: str) -> bool:
        tries.append(token)
        return len(tries) > 1 and good(token)

    house.mail.habits = Habits(caps=BOTH, token=only_the_second)
    assert steps(house.fetch()) == [Step.TAKEN]
    assert len(set(tries)) == 2


def test_a_revoked_sign_in_is_told_with_what_to_do(house: House) -> None:
    house.sign_in()
    house.provider.refresh = "another"
    with pytest.raises(DeskError) as refused:
        house.fetch()
    said = refused.value.sentence(Lang.EN)
    assert "token was revoked" in said
    assert "--sign-in" in said
    assert "refresh-" not in said


def test_before_anybody_signed_in_the_desk_says_how(house: House) -> None:
    with pytest.raises(DeskError, match="signed in"):
        house.fetch()


@pytest.mark.parametrize(
    "answer",
    [
        (503, {"error": "temporarily_unavailable", "error_description": "wait a while"}),
        (500, {}),
        (302, {}),
        (400, {"error": "slow_down"}),
    ],
)
def test_a_provider_that_is_away_is_tried_again(
    house: House, answer: tuple[int, dict[str, object]]
) -> None:
    house.sign_in()
    house.provider.error = answer
    (away,) = house.fetch()
    assert isinstance(away, Unreached)
    assert away.reason
    house.provider.error = None
    assert steps(house.fetch()) == [Step.TAKEN]


@pytest.mark.parametrize(
    "answer",
    [(200, {}), (200, {"access_token": 7}), (400, {"error": {"a": 1}}), (403, {"error": "x"})],
)
def test_a_provider_that_gives_no_token_is_told(
    house: House, answer: tuple[int, dict[str, object]]
) -> None:
    house.sign_in()
    house.provider.error = answer
    with pytest.raises(DeskError, match="signed in"):
        house.fetch()


def test_a_token_may_come_from_a_command(house: House) -> None:
    house.provider.good.add("from-a-command")
    house.decide(command=[sys.executable, "-c", "print('from-a-command')"])
    assert steps(house.fetch()) == [Step.TAKEN]


@pytest.mark.parametrize("code", ["import sys; sys.exit('no vault')", "", "print('é')"])
def test_a_command_that_gives_no_token_is_tried_again_and_told(house: House, code: str) -> None:
    house.decide(command=[sys.executable, "-c", code])
    (away,) = house.fetch()
    assert isinstance(away, Unreached)
    assert Path(sys.executable).name in away.reason


def test_no_secret_leaves_the_one_file_that_keeps_it(
    house: House, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    house.sign_in()
    house.fetch()
    house.mail.habits = Habits(caps=BOTH, token=lambda _: False)
    with pytest.raises(DeskError) as refused:
        house.fetch()
    shown = "".join(capsys.readouterr()) + caplog.text + refused.value.sentence(Lang.FR)
    shown += "".join(house.said)
    written = [p for p in house.root.rglob("*") if p.is_file() and p.name != "mailbox.token"]
    shown += "".join(path.read_text(errors="replace") for path in written)
    assert "access-" not in shown
    assert "refresh-" not in shown
    kept = house.root / "mailbox.token"
    assert "access-" not in kept.read_text()
    if os.name != "nt":
        assert kept.stat().st_mode & 0o777 == 0o600
