"""All that becomes of a drop, as named bytes: what staff read, what programs read, the files."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zenforms.desk.handling.copies import is_printed_copy, kept_pictures
from zenforms.desk.handling.ticketfiles import Beside, ticket_files
from zenforms.desk.papers.memory import FINDINGS, REPORT
from zenforms.desk.papers.requests import EventKind
from zenforms.desk.setup.branding import branding_of
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.folders import archive_place, name_of, outcome_place
from zenforms.desk.spool.settlement import Content, Override, Parcel, TicketEvent
from zenforms.judging.case import Case, Outcome, OutcomeKind
from zenforms.judging.evidence import is_dangerous, is_held_back, is_restricted
from zenforms.judging.parts import SaidRelease, SaidRound
from zenforms.judging.reply import own_words
from zenforms.judging.schema import said_file
from zenforms.judging.threads import Thread
from zenforms.judging.ticket import cancellation_of, ticket_of
from zenforms.language import Lang
from zenforms.present.copypage import copy_page
from zenforms.present.letters.write import letters_of
from zenforms.present.report import build_report, report_text
from zenforms.reading.names import NameBook
from zenforms.reading.submission import Role

CANCELLATION = "cancellation.json"
COPY = "copy.html"
"""A printed copy for the person who decides; beside the report in quarantine."""

_WORDS = 600
"""How many characters of a client's message are kept beside the request that it is about."""
_WITH_FILES = frozenset({OutcomeKind.ACCEPTED, OutcomeKind.FOLLOWUP})


@dataclass(frozen=True, slots=True)
class OutcomeWriter:
    """Writes all that becomes of a drop at the desk in `root`.

    What staff read is in the language that the desk decided; in `lang` when it decided none.
    Letters follow the client, in the name of the desk as it was when it judged.
    """

    root: Path
    lang: Lang = Lang.FR

    def pack(
        self, outcome: Outcome, number: str, drop: Drop, *, override: Override | None
    ) -> Parcel:
        """The parcel of an outcome."""
        policy = outcome.case.desk.policy
        lang = Lang(policy.language) if policy.language else self.lang
        letters = letters_of(outcome, number, branding_of(policy, self.root))
        name = drop.receipt.name
        files: dict[str, Content] = {
            REPORT: report_text(build_report(name, outcome, lang), lang).encode(),
            FINDINGS: said_file(name, outcome, lang).model_dump_json(indent=2).encode(),
            **letters.files,
        }
        beside = Beside({}, {})
        if outcome.kind in _WITH_FILES:
            beside = _beside(drop, outcome.case, lang, taken=files)
            files |= beside.contents
        if outcome.kind is OutcomeKind.CANCELLED:
            files[CANCELLATION] = _cancellation(outcome, number, lang)
        if outcome.kind is OutcomeKind.QUARANTINED:
            files |= _copy_pages(drop, outcome.case, lang)
        record = None
        if outcome.kind is OutcomeKind.ACCEPTED:
            record = _ticket(outcome, number, beside, override=override, lang=lang)
        return Parcel(
            outcome.kind,
            files,
            record=record,
            codes=tuple(dict.fromkeys(outcome.report.codes())),
            restricted=is_restricted(outcome.case),
            events=tuple(_events(outcome, number)),
            letters=letters.message_ids,
        )


def _ticket(
    outcome: Outcome, number: str, beside: Beside, *, override: Override | None, lang: Lang
) -> bytes:
    ticket = ticket_of(
        outcome,
        number=number,
        lang=lang,
        copies=beside.copies,
        archive=_archive(outcome, number),
        rounds=_rounds(outcome.case),
        release=SaidRelease(by=override.by, why=override.why, at=override.at) if override else None,
    )
    return ticket.model_dump_json(indent=2).encode()


def _cancellation(outcome: Outcome, number: str, lang: Lang) -> bytes:
    archive = _archive(outcome, number)
    said = cancellation_of(outcome, number=number, lang=lang, archive=archive)
    return said.model_dump_json(indent=2).encode()


def _archive(outcome: Outcome, number: str) -> str:
    return archive_place(number, restricted=is_restricted(outcome.case))


def _rounds(case: Case) -> tuple[SaidRound, ...]:
    return tuple(
        SaidRound(number=r.number, received_at=r.received_at, outcome=OutcomeKind(r.outcome))
        for r in case.earlier_rounds
    )


def _beside(drop: Drop, case: Case, lang: Lang, *, taken: Collection[str]) -> Beside:
    """What the readers unpacked, but for what nobody declared free of secrets, or may do harm.

    A form in which a secret was written stays in the archive: the ticket holds its answers masked.
    """
    held = {
        file.safe_name
        for file in case.submission.files
        if is_held_back(case, file)
        or is_dangerous(case, file)
        or (case.secrets and file.role is Role.FORM)
    }
    policy = case.desk.policy
    return ticket_files(
        drop.scratch,
        case.submission,
        left_out=held,
        taken=taken,
        limits=policy.limits,
        lang=lang,
        words=policy.words,
    )


def _copy_pages(drop: Drop, case: Case, lang: Lang) -> Mapping[str, Content]:
    """A page for each printed copy whose answers could be read."""
    book = NameBook()
    copies = [d for d in case.submission.documents if is_printed_copy(d) and d.fields]
    return {
        book.give(COPY): copy_page(
            one, kept_pictures(one, drop.scratch), lang=lang, forms=case.desk.policy.forms
        ).encode()
        for one in copies
    }


def _events(outcome: Outcome, number: str) -> Iterator[tuple[str, TicketEvent]]:
    """What the drop does to tickets that are there already."""
    case = outcome.case
    by = case.submission.envelope.sender or case.answer("email").value or "client"
    if outcome.kind is OutcomeKind.CANCELLED and case.cancels and not _is_over(case):
        cancelled = case.own_thread(case.cancels)
        details = {"number": number}
        event = TicketEvent(number, EventKind.CANCELLED, case.received_at, by=by, details=details)
        yield from [(_place_of(cancelled), event)] if cancelled else []
    if outcome.kind is OutcomeKind.FOLLOWUP and case.joined:
        details = {"number": number, "words": _excerpt(case)}
        event = TicketEvent(number, EventKind.FOLLOWUP, case.received_at, by=by, details=details)
        yield _place_of(case.joined.thread), event

    if case.undelivered:
        to = next((one for inner in case.submission.forwarded for one in inner.recipients), "")
        details = {"number": number, "words": _excerpt(case), "to": to}
        kind = EventKind.UNDELIVERED
        event = TicketEvent(number, kind, case.received_at, by=by, details=details)
        yield _place_of(case.undelivered), event


def _excerpt(case: Case) -> str:
    """What the client wrote himself, or typed into the form, for whoever must know that he did."""
    said = own_words(case.submission.envelope.body) or case.story
    return " ".join(said[: 2 * _WORDS].split())[:_WORDS]


def _place_of(thread: Thread) -> str:
    """Where a request lies that is in hand or awaited: its ticket, else its newest round."""
    known = thread.ticket or thread.rounds[-1]
    outcome = OutcomeKind(known.outcome)
    return outcome_place(outcome, name_of(outcome, known.number, thread.number))


def _is_over(case: Case) -> bool:
    thread = case.own_thread(case.cancels)
    return thread is not None and thread.state.is_over
