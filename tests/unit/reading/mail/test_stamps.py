"""Authentication-Results: read as RFC 8601 writes them, and only where no sender can write."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making.mails import HEADERS, PLAIN, mail, part
from zenforms.judging.authentication import believed_stamp
from zenforms.judging.policy import Intake
from zenforms.reading.limits import Limits
from zenforms.reading.mail.mail import read_mail
from zenforms.reading.mail.stamps import read_stamp
from zenforms.reading.submission import Stamp

OURS = "mx.desk.example"
HOP = f"Received: from a.example by {OURS} (Postfix) with ESMTPS; Tue, 24 Nov 2026 10:00:05 +0100"
FOREIGN_HOP = "Received: from b by relais.example; Tue, 24 Nov 2026 10:00:01 +0100"
INNER_HOP = "Received: from mx by coffre.example; Tue, 24 Nov 2026 10:00:09 +0100"


def stamped(result: str, server: str = OURS) -> str:
    return f"Authentication-Results: {server}; {result}"


def decisive(*lines: str, server: str | None = OURS, ids: tuple[str, ...] = ()) -> Stamp | None:
    raw = "".join(f"{line}\r\n" for line in lines).encode() + HEADERS + PLAIN
    envelope = read_mail(raw, Limits(), mail_server=server).envelope
    return believed_stamp(envelope, Intake(mail_server=server, authserv_ids=ids))


@pytest.mark.parametrize(
    "value",
    [
        f"{OURS}; dmarc=fail",
        f"{OURS.upper()} 1 ; DMARC = FAIL",
        f"{OURS}.;dmarc=fail;",
        f'"{OURS}"; dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=client.example',
        (
            f"(a (nested \\) one)) {OURS} (v) 1 (w); spf=pass smtp.mailfrom=x@client.example;\r\n"
            '\tdkim=pass (good; dmarc=pass) header.d=x;\r\n\tdmarc/1=fail reason="p; dmarc=pass"'
        ),
        f"{OURS}; dkim=none; dmarc (why) / (not) 1 (at) = (all) fail policy.dmarc=none",
        f"{OURS}; dmarc=pass header.from=a.example; dmarc=fail header.from=b.example",
        f"{OURS}; dmarc=fail header.from=b.example; dmarc=pass header.from=a.example",
        f"{OURS}; dmarc\r\n =\r\n fail",
    ],
)
def test_every_spelling_of_a_failure_is_read(value: str) -> None:
    stamp = decisive(f"Authentication-Results: {value}", HOP)
    assert stamp is not None
    assert stamp.dmarc == "fail"


@pytest.mark.parametrize(
    "value",
    [
        f"{OURS}; none",
        f"{OURS}",
        f"{OURS} 2; dmarc=fail",
        f"{OURS}; dmarc/2=fail",
        f"{OURS}; (dmarc=fail)",
        f'{OURS}; spf=pass reason="; dmarc=fail"',
        f"{OURS}; xdmarc=fail",
        f"{OURS}; spf=pass smtp.dmarc=fail",
        f"{OURS}; dmarc=failure",
        f"{OURS}; dmarc=fail.x",
        f"{OURS}; dmarc=temperror",
        f"{OURS}; dmarc",
    ],
)
def test_what_is_no_failure_is_not_taken_for_one(value: str) -> None:
    stamp = decisive(f"Authentication-Results: {value}", HOP)
    assert stamp is not None
    assert stamp.dmarc != "fail"


@pytest.mark.parametrize(
    "value", ["", ";", "dmarc=fail", "spf=fail; dmarc=fail", '"', "(", "a b c"]
)
def test_a_stamp_that_names_no_server_is_none(value: str) -> None:
    assert read_stamp(value) is None


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("dmarc=pass header.from=Client.Example", ("client.example",)),
        (
            "dmarc=pass (p=none header.from=x.example) header.from=client.example",
            ("client.example",),
        ),
        ("dmarc=pass\r\n header.from = client.example action=none", ("client.example",)),
        ('dmarc=pass header.from="anne@client.example"', ("client.example",)),
        (
            "dmarc=pass header.from=a.example; dmarc=none header.from=b.example",
            ("a.example", "b.example"),
        ),
        ("dmarc=pass; dkim=pass header.d=x header.from=x.example", ()),
        ("dmarc=pass xheader.from=x.example", ()),
        ("dmarc=pass", ()),
    ],
)
def test_whom_the_server_looked_at_is_read(said: str, authors: tuple[str, ...]) -> None:
    stamp = decisive(f"Authentication-Results: {OURS}; {said}", HOP)
    assert stamp is not None
    assert stamp.authors == authors


def test_the_topmost_stamp_of_ours_decides_whatever_lies_below() -> None:
    for top, below in product(("dmarc=pass", "dmarc=fail", "none"), repeat=2):
        stamp = decisive(stamped(top), stamped(below), HOP, stamped(below))
        assert stamp == read_stamp(f"{OURS}; {top}")


def test_a_stamp_below_our_own_line_is_not_believed() -> None:
    assert decisive(HOP, stamped("dmarc=fail")) is None
    assert decisive(stamped("dmarc=fail", "relais.example"), HOP, stamped("dmarc=pass")) is None


def test_what_our_server_did_not_receive_is_not_believed() -> None:
    assert decisive(stamped("dmarc=fail")) is None
    assert decisive(stamped("dmarc=fail"), FOREIGN_HOP) is None


def test_without_the_host_name_only_the_very_top_is_believed() -> None:
    top = stamped("dmarc=fail")
    assert decisive(top, FOREIGN_HOP, server=None, ids=(OURS,)) == Stamp(OURS, dmarc="fail")
    assert decisive(FOREIGN_HOP, top, server=None, ids=(OURS,)) is None


def test_other_names_are_believed_once_they_are_named() -> None:
    top = stamped("dmarc=fail", "desk.example")
    assert decisive(top, HOP) is None
    assert decisive(top, HOP, ids=("Desk.example.",)) is not None
    assert decisive(stamped("dmarc=fail"), HOP, ids=("desk.example",)) is None


def test_a_name_is_the_same_in_either_alphabet() -> None:
    top = stamped("dmarc=fail", "xn--bro-bma.example")
    assert decisive(top, HOP, ids=("büro.example",)) is None
    top = stamped("dmarc=fail", "xn--bro-hoa.example")
    assert decisive(top, HOP, ids=("büro.example",)) is not None


def test_another_header_is_no_stamp() -> None:
    for name in ("ARC-Authentication-Results: i=1", "X-Authentication-Results", "Received-SPF"):
        assert decisive(f"{name}; {OURS}; dmarc=fail", HOP) is None


def test_an_enclosed_message_brings_no_stamp_to_its_carrier() -> None:
    inner = f"{stamped('dmarc=fail')}\r\n{HOP}\r\n".encode() + HEADERS + PLAIN
    raw = f"{HOP}\r\n".encode() + mail(part("Content-Type: message/rfc822", inner))
    letter = read_mail(raw, Limits(), mail_server=OURS)
    assert letter.envelope.stamps == ()
    assert letter.letters


def test_thousands_of_hostile_stamps_cost_little_and_change_nothing() -> None:
    hostile = [stamped("(" * 200 + '"' * 100 + ";=" * 50) for _ in range(300)]
    assert decisive(stamped("dmarc=pass"), HOP, *hostile) == Stamp(OURS, dmarc="pass")


_BLANK = st.sampled_from(["", " ", "\r\n\t", "(dmarc=fail)", " (a (b) \\) c) "])
_CASES = st.sampled_from([str.lower, str.upper, str.title])
_RESULTS = st.sampled_from(["pass", "fail", "none", "permerror"])
_BELOW = st.lists(
    st.sampled_from(
        [stamped("dmarc=fail"), stamped("dmarc=pass"), FOREIGN_HOP, HOP, "ARC-Seal: i=1; cv=none"]
    ),
    max_size=6,
)
_ABOVE = st.lists(
    st.sampled_from([INNER_HOP, stamped("dmarc=fail", "autre.example"), "X-Spam: no"]), max_size=4
)


@given(blank=_BLANK, case=_CASES, result=_RESULTS, above=_ABOVE, below=_BELOW, reason=st.booleans())
def test_however_it_is_written_only_our_topmost_stamp_decides(
    *,
    blank: str,
    case: Callable[[str], str],
    result: str,
    above: list[str],
    below: list[str],
    reason: bool,
) -> None:
    said = f"{case('dmarc')}{blank}={blank}{case(result)}"
    more = f' reason{blank}={blank}"; dmarc=fail"' if reason else ""
    ours = f"{case('authentication-results')}:{blank}{case(OURS)}{blank};{blank}{said}{more}"
    stamp = decisive(*above, ours, *below[:2], HOP, *below)
    assert stamp == Stamp(OURS, dmarc=result)
    assert decisive(*above, HOP, ours, *below) is None
