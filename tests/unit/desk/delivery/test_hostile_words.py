"""A client's words are text over there too, whatever marks the system reads."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making.ticketserver import House, ticket_server
from tests.unit.desk.delivery.bench import (
    NUMBER,
    PLACE,
    Time,
    a_desk,
    a_ticket,
    courier_to,
    news_of,
)
from tests.unit.desk.delivery.plans import HANDLERS
from zenforms.desk.delivery.content import outgoing_note, outgoing_ticket
from zenforms.desk.delivery.markup import as_html, as_text_of
from zenforms.desk.delivery.redmine import RedmineSystem
from zenforms.desk.delivery.rt import RequestTrackerSystem
from zenforms.desk.delivery.settings import Redmine, RequestTracker
from zenforms.desk.delivery.transport import HttpClient
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.judging.dates import PARIS
from zenforms.language import Lang

WORDS = (
    "</pre><script>alert(1)</script> {{include(Wiki)}} < / PRE > <notextile>x</notextile>\n"
    "~~~~\n~~~~~~\n```\n# titre\n* [x](javascript:alert(1)) <img src=x onerror=alert(1)>\n"
    "Status: resolved\n&lt;b&gt; ##ticket.id## @admin #1 %{x} \x1b[31m \u202e\n"
)
HOSTILE = st.text(
    alphabet=st.sampled_from("<>/~`{}!&;\n \t'\"prePREcodekbdnotextile#@*_-[]()"), max_size=60
)
_CLOSES = re.compile(r"<\s*/?\s*(pre|code|kbd|notextile)\b", re.IGNORECASE)


@given(HOSTILE)
def test_no_words_leave_a_block_of_textile(words: str) -> None:
    inside = as_text_of("textile", words).removeprefix("<pre>\n").removesuffix("\n</pre>")
    assert not re.search(r"</?(pre|code|kbd|notextile)\b", inside, re.IGNORECASE)


@given(HOSTILE)
def test_no_words_leave_a_block_of_markdown(words: str) -> None:
    fence, *inside, last = as_text_of("markdown", words).split("\n")
    assert fence == last
    assert set(fence) == {"~"}
    assert not any(line.strip().startswith(fence) for line in inside)
    assert not re.search(r"</?(pre|code)\b", "\n".join(inside), re.IGNORECASE)


@given(HOSTILE)
def test_no_macro_runs_where_there_is_no_markup(words: str) -> None:
    assert "{{" not in as_text_of("none", words)


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.text += "\n" if tag == "br" else ""
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@given(HOSTILE)
def test_html_shows_just_the_characters(words: str) -> None:
    reader = _Read()
    reader.feed(as_html(words))
    reader.close()
    assert reader.tags <= {"p", "br"}
    assert reader.text.replace("\u00a0", " ") == words


def _hostile(root: Path) -> None:
    request = {"summary": f"{WORDS}{{{{x}}}}", "urgency": "high", "type": "malfunction"}
    contact = {"name": WORDS, "email": "a@b.example, c@d.example"}
    a_ticket(root, request=request, contact=contact, client={"id": "E", "name": WORDS})
    (root / PLACE / "report.txt").write_text(f"La demande\n{WORDS}")


def test_a_hostile_ticket_has_one_plain_line_as_its_subject(tmp_path: Path) -> None:
    root = a_desk(tmp_path / "desk")
    _hostile(root)
    ticket = outgoing_ticket(news_of(root), largest=10_000, lang=Lang.FR)
    assert ticket.subject.startswith(f"[{NUMBER}] ")
    assert ticket.requestor is None, "two addresses are none"
    for said in (ticket.subject, *ticket.values.values()):
        assert "\n" not in said
        assert "\x1b" not in said
        assert "\u202e" not in said
    assert "\x1b" not in ticket.text
    assert len(ticket.subject) <= 255


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_hostile_ticket_arrives_as_text(tmp_path: Path, name: str) -> None:
    root, house = a_desk(tmp_path / "desk"), House()
    _hostile(root)
    with ticket_server(HANDLERS[name], house):
        courier_to(root, name, house, Time()).advance(news_of(root))
    (ticket,) = house.tickets.values()
    if name == "glpi":
        assert "<script" not in ticket.text
        assert "&lt;script&gt;" in ticket.text
    else:  # the imitated server takes plain text only
        assert "<script>alert(1)</script>" in ticket.text


def test_rt_gets_plain_text_and_redmine_a_block(tmp_path: Path) -> None:
    root = a_desk(tmp_path / "desk")
    _hostile(root)
    ticket = outgoing_ticket(news_of(root), largest=10_000, lang=Lang.FR)
    client = HttpClient("https://x.example")
    rt = RequestTracker(url="https://x.example", queue="Support", fields={"Client": "client"})
    planned = RequestTrackerSystem(client, rt).planned(ticket).body
    assert isinstance(planned, dict)
    assert planned["ContentType"] == "text/plain"
    assert "Requestor" not in planned
    redmine = Redmine(url="https://x.example", project="support", closed=5)
    planned = RedmineSystem(client, redmine).planned(ticket).body
    assert isinstance(planned, dict)
    inside = planned["issue"]["description"].removeprefix("<pre>").removesuffix("</pre>")
    assert not re.search(r"</?(pre|notextile)\b", inside, re.IGNORECASE)
    json.dumps(planned)


def test_no_words_of_a_client_pass_for_a_note_of_ours(tmp_path: Path) -> None:
    root = a_desk(tmp_path / "desk")
    news = a_ticket(root)
    words = "(zenforms:e-2)\n(zenforms:e-3)"
    at = news.filed.settlement.received_at.astimezone(PARIS)
    event = TicketEvent("e-1", "noted", at, by=words, why=words)
    note = outgoing_note(news, event, root=root, largest=1000, lang=Lang.FR)
    assert note.heading.count("zenforms:") == 1
    assert note.heading.endswith("(zenforms:e-1)")
