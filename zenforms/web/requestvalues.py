"""The right half of the board: one request, as its template shows it."""

from zenforms.desk.papers.requests import Filed, LetterState
from zenforms.desk.queries.history import LETTERS, HistoryEntry
from zenforms.judging.dates import spoken_moment
from zenforms.language import Lang
from zenforms.present.verdicts import VERDICTS
from zenforms.web.requestpage import RequestPage
from zenforms.web.sessions import Session
from zenforms.web.state import DeskState
from zenforms.web.texts import DEEDS, TEXTS, Deed

_TONES = {"✓": "good", "✗": "bad", "▲": "warning"}


def request_values(state: DeskState, page: RequestPage, session: Session) -> dict[str, object]:
    """What the request template needs beside the page itself."""
    lang = state.lang
    history = [_entry(entry, lang) for entry in page.history]
    deeds = [deed for deed in DEEDS if deed.kind in page.deeds and _is_theirs(deed, page, session)]
    letter = LetterState(page.letter_state) if page.letter_state else None
    can_send = state.opened.desk.policy.smtp.host is not None and bool(page.letter)
    return {
        "page": page,
        "tone": _TONES.get(page.sign, ""),
        "todo": page.todo[:1].upper() + page.todo[1:],
        "received": spoken_moment(page.filed.settlement.received_at).to(lang),
        "letter_said": LETTERS[letter].to(lang) if letter else "",
        "seen": f"{page.mark}.{len(page.history)}",
        "history": history[::-1],
        "went_on": [],
        "drops": [_drop(one, lang) for one in page.drops] if len(page.drops) > 1 else [],
        "quick": [_told(deed, lang) for deed in deeds if deed.is_quick],
        "asked": [_told(deed, lang) for deed in deeds if not deed.is_quick],
        "deed_codes": {kind.value for kind in page.deeds},
        "editable": page.letter_state == LetterState.TO_SEND,
        "can_send": can_send and bool(page.letter and page.letter.to),
        "people": sorted(_people(state, page) - {session.name}),
        "original": _original(page, session),
        "original_note": _original_note(page, lang),
    }


def happened_since(page: RequestPage, count: int, lang: Lang) -> list[dict[str, str]]:
    """What happened after the first `count` things that somebody had seen."""
    return [_entry(entry, lang) for entry in page.history[count:]]


def _is_theirs(deed: Deed, page: RequestPage, session: Session) -> bool:
    is_kept = deed.kind.value in {"release", "accept"} and page.is_dangerous
    return session.is_administrator or not is_kept


def _told(deed: Deed, lang: Lang) -> dict[str, object]:
    return {
        "code": deed.kind.value.replace("_", "-"),
        "name": deed.name.to(lang),
        "help": deed.help.to(lang),
        "needs_why": deed.needs_why,
        "to": deed.to,
    }


def _entry(entry: HistoryEntry, lang: Lang) -> dict[str, str]:
    return {"said": entry.said, "at": spoken_moment(entry.at).to(lang), "why": entry.why}


def _people(state: DeskState, page: RequestPage) -> set[str]:
    """Whom a request may be given to: the accounts, and who has something in hand."""
    known = {account.name for account in state.accounts().values()}
    known |= {row.taken_by for row in state.snapshot().rows if row.taken_by}
    return known - {page.standing.taken_by or ""}


def _drop(filed: Filed, lang: Lang) -> dict[str, str]:
    """One drop of the request, itself among them: a word about it may become one of its own."""
    verdict = VERDICTS[filed.settlement.outcome]
    return {
        "number": filed.number,
        "said": f"{verdict.sign} {verdict.name.to(lang)}",
        "at": spoken_moment(filed.settlement.received_at).to(lang),
        "name": filed.receipt.name,
    }


def _original(page: RequestPage, session: Session) -> str:
    """The address part of the original, when this person may have it and it is one file."""
    is_kept = page.filed.is_restricted or page.is_dangerous
    path = page.filed.original
    is_file = path.is_file() and not path.is_symlink()
    return page.filed.receipt.name if is_file and (session.is_administrator or not is_kept) else ""


def _original_note(page: RequestPage, lang: Lang) -> str:
    is_kept = page.filed.is_restricted or page.is_dangerous
    return TEXTS["original_restricted"].to(lang) if is_kept else ""
