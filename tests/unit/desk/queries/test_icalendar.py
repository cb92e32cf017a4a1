"""Due dates become a calendar that every program opens, and it is the same while they are."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.queries.duedates import DueDate, calendar_of, escaped, folded
from zenforms.judging.policy import Vendor
from zenforms.language import Lang

VENDOR = Vendor(name="Éditeur, Exemple", email="support@editeur.example")


def due(number: str = "ZF-260512-00001", day: int = 20, **more: str) -> DueDate:
    return DueDate(
        number=number,
        commitment=Commitment.FIRST_QUALIFICATION,
        day=date(2026, 5, day),
        registered_at=datetime(2026, 5, 12, 8, 0, tzinfo=UTC),
        client=more.get("client", "Société Exemple"),
        subject=more.get("subject", "L’export coupe"),
        kept_at=None,
        is_over=False,
    )


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(content: bytes, name: str) -> list[str]:
    pairs = (line.partition(":") for line in unfolded(content))
    return [value for key, _, value in pairs if key.partition(";")[0] == name]


def test_each_commitment_is_a_whole_day() -> None:
    made = calendar_of([due()], VENDOR, Lang.FR)
    assert values(made, "DTSTART") == ["20260520"]
    assert values(made, "DTEND") == ["20260521"]
    assert values(made, "SUMMARY") == [
        "Première qualification\u00a0: ZF-260512-00001 · Société Exemple"
    ]


def test_it_says_what_to_do_once_it_is_done() -> None:
    (said,) = values(calendar_of([due()], VENDOR, Lang.EN), "DESCRIPTION")
    assert said.endswith("Once done: zenforms qualify --first ZF-260512-00001 --by …")


def test_events_come_by_day_whatever_the_order_of_the_tickets() -> None:
    late, early = due(day=25), due("ZF-260512-00002", day=18)
    made = calendar_of([late, early], VENDOR, Lang.FR)
    assert values(made, "DTSTART") == ["20260518", "20260525"]
    assert made == calendar_of([early, late], VENDOR, Lang.FR)


def test_an_event_keeps_its_name_from_one_calendar_to_the_next() -> None:
    (uid,) = values(calendar_of([due(subject="A")], VENDOR, Lang.FR), "UID")
    assert uid == "ZF-260512-00001-first_qualification@editeur.example"
    assert values(calendar_of([due(subject="B", day=21)], VENDOR, Lang.EN), "UID") == [uid]


def test_the_stamp_is_the_registration_not_now() -> None:
    assert values(calendar_of([due()], VENDOR, Lang.FR), "DTSTAMP") == ["20260512T080000Z"]


def test_without_dates_it_is_an_empty_calendar() -> None:
    lines = unfolded(calendar_of([], VENDOR, Lang.FR))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "BEGIN:VEVENT" not in lines
    assert "NAME:Engagements TMA – Éditeur\\, Exemple" in lines


def test_special_signs_are_escaped() -> None:
    assert escaped("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=100)
def test_no_text_of_a_client_adds_a_line_or_breaks_one(client: str, subject: str) -> None:
    made = calendar_of([due(client=client, subject=subject)], VENDOR, Lang.FR)
    lines = unfolded(made)
    assert len(lines) == len(unfolded(calendar_of([due()], VENDOR, Lang.FR)))
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@settings(max_examples=100)
def test_a_folded_line_unfolds_to_what_it_was(line: str) -> None:
    assert folded(line).removesuffix("\r\n").replace("\r\n ", "") == line.replace("\r\n ", "")
