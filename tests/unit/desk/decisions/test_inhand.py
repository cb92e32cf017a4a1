"""Who has a request, where its letter stands, and whether its author had seen all of it."""

import itertools
from base64 import b64encode
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.unit.desk.bench import HANDS, NOW, new_desk, put, spool_at, take
from tests.unit.desk.story import ANSWERS, Story, filled, mail, new_story
from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.decisions.staff import execute
from zenforms.desk.papers.letters import letter_in, sent_copy
from zenforms.desk.papers.memory import drops_of_request, mark_of
from zenforms.desk.papers.requests import LetterState, Standing, find_request, standing_of
from zenforms.desk.papers.waiting import Why, waiting_for_people
from zenforms.desk.queries.finding import find_requests
from zenforms.desk.queries.rows import Group, rows_of
from zenforms.desk.setup.opening import open_desk
from zenforms.errors import DeskError
from zenforms.language import Lang
from zenforms.present.letters.redraft import changed, outgoing, read_draft

_COUNT = iter(range(10**6))
HAND = (OrderKind.TAKE, OrderKind.GIVE, OrderKind.PUT_BACK)
LETTER = (OrderKind.LETTER_SENT, OrderKind.LETTER_KEPT, OrderKind.LETTER_DUE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "desk")


def order(kind: OrderKind, number: str, *, by: str = "Camille", to: str = "") -> Order:
    return Order(f"20260512T100000-{next(_COUNT):08}", kind, number, NOW, by, "", to)


def done(root: Path, one: Order) -> None:
    execute(open_desk(root), HANDS, one).check()


def standing(root: Path, number: str) -> Standing:
    return standing_of(root, find_request(root, number).settlement.place)


def returned(story: Story) -> str:
    """A request that went back with a letter: its description is missing."""
    form = filled(story.form(), {**ANSWERS, "description": None})
    message = mail("anne.essai@client.example", "Demande", {"demande.pdf": form})
    return story.receive("a.eml", message, "2026-05-12T10:00:00").number


def test_a_request_is_taken_given_and_put_back(root: Path) -> None:
    number = take(spool_at(root), put(root, "x.pdf", "accepted oui")).number
    done(root, order(OrderKind.TAKE, number))
    assert standing(root, number).taken_by == "Camille"
    with pytest.raises(DeskError, match="in the hands of Camille"):
        done(root, order(OrderKind.TAKE, number, by="Sacha"))
    done(root, order(OrderKind.GIVE, number, to="Sacha"))
    assert standing(root, number).taken_by == "Sacha"
    done(root, order(OrderKind.PUT_BACK, number))
    assert standing(root, number).taken_by is None
    with pytest.raises(DeskError, match="Nobody has"):
        done(root, order(OrderKind.PUT_BACK, number))
    with pytest.raises(DeskError, match="To whom"):
        done(root, order(OrderKind.GIVE, number, to=" "))


@pytest.mark.parametrize("word", ["followup", "automatic", "cancelled"])
@pytest.mark.parametrize("kind", HAND)
def test_what_waits_for_nobody_is_taken_by_nobody(root: Path, kind: OrderKind, word: str) -> None:
    number = take(spool_at(root), put(root, "x.pdf", f"{word} oui")).number
    with pytest.raises(DeskError, match="no ticket"):
        done(root, order(kind, number, to="Sacha"))


@pytest.mark.parametrize("word", ["incomplete", "refused", "quarantined"])
def test_who_has_a_request_still_has_it_when_it_is_judged_again(root: Path, word: str) -> None:
    number = take(spool_at(root), put(root, "x.pdf", f"{word} oui")).number
    done(root, order(OrderKind.TAKE, number))
    done(root, order(OrderKind.RETRY, number, by="Sacha"))
    assert standing(root, number).taken_by == "Camille"


@pytest.mark.parametrize("kind", [*LETTER, OrderKind.LETTER_BEGIN, OrderKind.LETTER_EDIT])
def test_without_a_letter_nothing_is_said_of_one(root: Path, kind: OrderKind) -> None:
    number = take(spool_at(root), put(root, "x.pdf", "quarantined oui")).number
    with pytest.raises(DeskError, match="no letter"):
        done(root, order(kind, number))


def test_the_client_is_awaited_from_when_the_letter_has_left(story: Story) -> None:
    number = returned(story)
    today = story.opened.clock.now().date()

    def group() -> Group:
        waiting = waiting_for_people(story.root, today, everything=True).waiting
        [row] = rows_of(waiting, story.opened.desk.register)
        return row.group

    assert group() is Group.LETTER
    done(story.root, order(OrderKind.LETTER_SENT, number))
    assert group() is Group.CLIENT
    [found] = find_requests(story.opened, ["Essai"]).requests
    assert found.letter is LetterState.SENT
    done(story.root, order(OrderKind.LETTER_DUE, number))
    assert group() is Group.LETTER
    done(story.root, order(OrderKind.LETTER_KEPT, number))
    assert group() is Group.CLIENT


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(LETTER, 2)))
def test_a_letter_leaves_once_whatever_is_said_of_it(
    story: Story, first: OrderKind, second: OrderKind
) -> None:
    number = returned(story)
    states: list[LetterState | None] = []
    for kind in (first, second):
        try:
            done(story.root, order(kind, number))
        except DeskError:
            states.append(None)
        else:
            states.append(standing(story.root, number).letter)
    is_undone = second is OrderKind.LETTER_DUE
    assert (states[0] is None) is (first is OrderKind.LETTER_DUE)
    assert (states[1] is None) is (first is not OrderKind.LETTER_DUE and not is_undone)


def test_words_about_hands_and_letters_are_no_reading_of_what_the_client_wrote(
    story: Story,
) -> None:
    number = returned(story)
    words = mail("anne.essai@client.example", f"Re: {number}", {}, text=f"Où en est {number} ?")
    story.receive("b.eml", words, "2026-05-13T10:00:00")
    today = story.opened.clock.now().date()
    done(story.root, order(OrderKind.TAKE, number))
    done(story.root, order(OrderKind.LETTER_SENT, number))
    waiting = waiting_for_people(story.root, today).waiting
    assert [one.why for one in waiting] == [Why.FOLLOWUP, Why.RETURNED]
    assert {one.taken_by for one in waiting} == {"Camille"}


def test_whoever_had_not_seen_all_is_told_so_and_nothing_is_done(story: Story) -> None:
    number = returned(story)

    def mark() -> str:
        filed = find_request(story.root, number)
        drops = drops_of_request(story.root, filed, story.opened.clock.now().date())
        return mark_of(story.root, drops)

    seen = mark()
    done(story.root, replace(order(OrderKind.TAKE, number), seen=seen))
    assert mark() != seen
    for kind in (OrderKind.CLOSE, OrderKind.LETTER_SENT, OrderKind.ACCEPT, OrderKind.NOTE):
        with pytest.raises(DeskError, match="changed since you read it"):
            done(story.root, replace(order(kind, number), seen=seen))
    done(story.root, replace(order(OrderKind.CLOSE, number), seen=mark()))


def test_a_letter_is_changed_and_its_files_and_headers_stay(story: Story) -> None:
    number = returned(story)
    before = letter_in(find_request(story.root, number))
    assert before
    new = changed(
        before, subject="Autre\r\nBcc: x@y.example", text="Bonjour,\n<b>é</b>", lang=Lang.FR
    )
    done(story.root, replace(order(OrderKind.LETTER_EDIT, number), letter=b64encode(new).decode()))
    after = letter_in(find_request(story.root, number))
    assert after == new
    old, said = read_draft(before), read_draft(new)
    assert said.subject == "Autre Bcc: x@y.example"
    assert said.text == "Bonjour,\n<b>é</b>\n"
    assert (said.to, said.attachments) == (old.to, old.attachments)
    assert old.attachments
    message = message_from_bytes(outgoing(new, at=NOW))
    assert message["X-Unsent"] is None
    assert message["Bcc"] is None
    assert message.get_all("Date") == ["Tue, 12 May 2026 10:00:00 +0200"]
    assert message["Message-ID"] == message_from_bytes(before)["Message-ID"]


@pytest.mark.parametrize("content", ["", "=", "é", "!!!!"])
def test_what_is_no_letter_is_laid_nowhere(story: Story, content: str) -> None:
    number = returned(story)
    with pytest.raises(DeskError, match="is none"):
        done(story.root, replace(order(OrderKind.LETTER_BEGIN, number), letter=content))
    assert sent_copy(find_request(story.root, number)) is None
    assert standing(story.root, number).letter is LetterState.TO_SEND
