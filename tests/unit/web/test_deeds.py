"""Decisions by click: the same orders, the same trace, and nothing done by who had not seen all."""

import re
from pathlib import Path

import pytest

from tests.unit.desk.story import mail, story_at
from tests.unit.web.bench import Browser, Numbers, board, signed_in
from zenforms.desk.papers.letters import letter_in
from zenforms.desk.papers.requests import LetterState, find_request, standing_of
from zenforms.desk.spool.journal import events_of
from zenforms.judging.case import OutcomeKind
from zenforms.present.letters.redraft import read_draft


def test_a_click_bears_its_author_and_its_reason(
    browser: Browser, root: Path, numbers: Numbers
) -> None:
    answer = browser.decide(numbers.returned, "note", pourquoi="vu <b>au</b> téléphone")
    assert (answer.status, answer.headers["location"]) == (
        303,
        f"/demandes/{numbers.returned}?fait=done",
    )
    (event,) = events_of(root, f"returned/{numbers.returned}")
    assert (event.kind, event.by, event.why) == ("noted", "Ada", "vu <b>au</b> téléphone")
    assert "vu &lt;b&gt;au&lt;/b&gt; téléphone" in browser.get(f"/demandes/{numbers.returned}").text


def test_a_request_is_taken_given_and_put_back_by_click(
    browser: Browser, root: Path, numbers: Numbers
) -> None:
    for deed, fields, holder in (
        ("take", {}, "Ada"),
        ("give", {"a": "Sacha"}, "Sacha"),
        ("put-back", {}, None),
    ):
        assert browser.decide(numbers.returned, deed, **fields).status == 303
        assert standing_of(root, f"returned/{numbers.returned}").taken_by == holder


def test_a_request_is_accepted_although_incomplete(
    browser: Browser, root: Path, numbers: Numbers
) -> None:
    assert browser.decide(numbers.returned, "accept", pourquoi=" ").status == 400
    assert browser.decide(numbers.returned, "accept", pourquoi="vu").status == 303
    assert find_request(root, numbers.returned).settlement.outcome is OutcomeKind.ACCEPTED
    page = browser.get(f"/demandes/{numbers.returned}")
    assert "demande acceptée" in page.text
    assert 'accept"' not in "".join(re.findall(r'action="([^"]+)"', page.text))


def test_whoever_had_not_seen_all_is_shown_what_happened(
    browser: Browser, root: Path, numbers: Numbers
) -> None:
    colleague = signed_in(Browser(browser.port))
    page = colleague.get(f"/demandes/{numbers.returned}")
    browser.decide(numbers.returned, "note", pourquoi="client joint")
    late = colleague.post(
        f"/demandes/{numbers.returned}/close", jeton=page.token, vu=page.seen, pourquoi="fini"
    )
    assert late.status == 409
    assert "Rien n’a été fait" in late.text
    assert "client joint" in late.text
    assert ">fini<" in late.text
    assert not standing_of(root, f"returned/{numbers.returned}").state.is_over
    again = colleague.post(
        f"/demandes/{numbers.returned}/close", jeton=late.token, vu=late.seen, pourquoi="fini"
    )
    assert again.status == 303
    assert standing_of(root, f"returned/{numbers.returned}").state.is_over


def test_two_clicks_do_it_once(browser: Browser, root: Path, numbers: Numbers) -> None:
    page = browser.get(f"/demandes/{numbers.returned}")
    path = f"/demandes/{numbers.returned}/lettre"
    told = {"jeton": page.token, "vu": page.seen, "geste": "partie", "objet": "x", "texte": "y"}
    assert [browser.post(path, None, **told).status for _ in range(2)] == [303, 409]
    assert len(events_of(root, f"returned/{numbers.returned}")) == 1


@pytest.mark.parametrize(
    ("gesture", "state"),
    [("partie", LetterState.SENT), ("ne-pas-envoyer", LetterState.NOT_TO_SEND)],
)
def test_a_letter_is_ticked_and_the_tick_undone(
    browser: Browser, root: Path, numbers: Numbers, *, gesture: str, state: LetterState
) -> None:
    place = f"returned/{numbers.returned}"
    assert browser.decide(numbers.returned, "lettre", geste=gesture).status == 303
    assert standing_of(root, place).letter is state
    assert browser.decide(numbers.returned, "lettre", geste="a-envoyer").status == 303
    assert standing_of(root, place).letter is LetterState.TO_SEND


def test_a_letter_is_changed_in_the_page(browser: Browser, root: Path, numbers: Numbers) -> None:
    fields = {"geste": "garder", "objet": "Un autre objet", "texte": "Bonjour,\r\n\r\nTrès bien."}
    assert browser.decide(numbers.returned, "lettre", **fields).status == 303
    draft = read_draft(letter_in(find_request(root, numbers.returned)) or b"")
    assert (draft.subject, draft.text) == ("Un autre objet", "Bonjour,\n\nTrès bien.\n")
    assert "Très bien." in browser.get(f"/demandes/{numbers.returned}").text


@pytest.mark.parametrize("deed", ["purge", "erase", "purge-original", "letter-begin", "x"])
def test_what_has_no_button_is_not_ordered(browser: Browser, numbers: Numbers, deed: str) -> None:
    assert browser.decide(numbers.returned, deed, pourquoi="x").status == 404


def test_a_page_offers_only_what_the_desk_would_do(reader: Browser, numbers: Numbers) -> None:
    def offered(number: str) -> set[str]:
        page = reader.get(f"/demandes/{number}").text
        return set(re.findall(rf'action="/demandes/{number}/([a-z-]+)"', page)) - {"lettre"}

    assert offered(numbers.accepted) == {
        *("take", "give", "note", "close", "cancel"),
        *("qualify-first", "qualify-final"),
    }
    assert offered(numbers.returned) == {
        *("take", "give", "note", "close", "cancel", "accept", "retry"),
    }
    assert offered(numbers.quarantined) == {
        *("take", "give", "note", "close", "cancel", "accept", "retry", "release"),
    }


def test_a_word_about_a_ticket_is_read_and_made_a_request_of_its_own(
    root: Path, numbers: Numbers
) -> None:
    story = story_at(root)
    word = mail("anne.essai@client.example", f"Re: {numbers.accepted}", {}, text="Autre chose ?")
    number = story.receive("w.eml", word, "2026-05-29T09:00:00").number
    with board(root) as opened:
        browser = signed_in(opened)
        assert "Autre chose ?" in browser.get("/?g=unread").text
        page = browser.get(f"/demandes/{numbers.accepted}").text
        assert f'href="/demandes/{number}"' in page
        assert "suite d’une demande connue" in browser.get(f"/demandes/{number}").text
        assert browser.decide(numbers.accepted, "read").status == 303
        assert "Autre chose ?" not in browser.get("/?g=unread").text
        assert browser.decide(number, "accept", pourquoi="autre sujet").status == 303
    assert find_request(root, number).settlement.outcome is OutcomeKind.ACCEPTED
