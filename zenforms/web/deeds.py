"""What somebody decides at the board: the orders of the commands, carried out the same way."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from zenforms.desk.decisions.decision_files import OrderKind, new_order
from zenforms.desk.decisions.sending import send_letter
from zenforms.desk.decisions.staff import execute
from zenforms.desk.handling.app import bounded_pipeline
from zenforms.desk.papers.letters import letter_in
from zenforms.errors import DeskError
from zenforms.language import Lang
from zenforms.present.letters.redraft import changed, read_draft
from zenforms.present.verdicts import VERDICTS
from zenforms.web.requestpage import is_dangerous, meant_by
from zenforms.web.sessions import Session
from zenforms.web.state import DeskState
from zenforms.web.texts import DEEDS, TEXTS

_FOR_ADMINISTRATORS = frozenset({OrderKind.RELEASE, OrderKind.ACCEPT})
"""Of what is dangerous: nobody else lets it out of quarantine."""
_LETTERS: Mapping[str, OrderKind] = {
    "partie": OrderKind.LETTER_SENT,
    "ne-pas-envoyer": OrderKind.LETTER_KEPT,
    "a-envoyer": OrderKind.LETTER_DUE,
}
_BY_CODE = {deed.kind.value.replace("_", "-"): deed for deed in DEEDS}


@dataclass(frozen=True, slots=True)
class DeedResult:
    """What became of a deed: a sentence, and whether it was done."""

    text: str
    tone: str = "good"
    number: str = ""
    """By which number the request is known afterwards."""


@dataclass(frozen=True, slots=True)
class Click:
    """A deed as a page of ours sends it: about which request, what its author had seen, by whom."""

    number: str
    seen: str
    session: Session
    why: str = ""
    to: str = ""


def do(state: DeskState, code: str, asked: Click) -> DeedResult | None:
    """Carry out the deed of this name; None when there is none. It waits for the desk."""
    deed = _BY_CODE.get(code)
    if deed is None:
        return None
    if deed.needs_why and not asked.why.strip():
        return DeedResult(TEXTS["missing_why"].to(state.lang), "bad")
    return _ordered(state, deed.kind, asked)


def do_letter(
    state: DeskState, gesture: str, asked: Click, *, subject: str, text: str
) -> DeedResult | None:
    """Carry out what is to become of a letter; None when there is no such gesture."""
    if gesture == "envoyer":
        return _send(state, asked, subject=subject, text=text)
    if gesture == "garder":
        return _keep(state, asked, subject=subject, text=text)
    kind = _LETTERS.get(gesture)
    return _ordered(state, kind, asked) if kind else None


def _keep(state: DeskState, asked: Click, *, subject: str, text: str) -> DeedResult:
    """Keep the letter as it was changed; one that was not changes nothing."""
    try:
        filed = meant_by(state.root, state.kin(), asked.number, OrderKind.LETTER_EDIT)
    except DeskError as error:
        return _refusal(error, state.lang)
    before = letter_in(filed)
    if before is None:
        return _ordered(state, OrderKind.LETTER_EDIT, asked)
    draft = read_draft(before)
    if subject == draft.subject and text.strip() == draft.text.strip():
        return DeedResult(TEXTS["done"].to(state.lang), number=filed.settlement.request)
    lang = Lang.EN if b"Content-Language: en" in before[:4_000] else Lang.FR
    new = changed(before, subject=subject, text=text, lang=lang)
    return _ordered(state, OrderKind.LETTER_EDIT, asked, letter=b64encode(new).decode())


def _send(state: DeskState, asked: Click, *, subject: str, text: str) -> DeedResult:
    """Send the letter as it stands in the page; what was changed in it is kept first."""
    kept = _keep(state, asked, subject=subject, text=text)
    if kept.tone != "good":
        return kept
    opened, lang = state.opened, state.lang
    try:
        filed = meant_by(state.root, state.kin(), asked.number, OrderKind.LETTER_BEGIN)
        with bounded_pipeline(opened.root, lang) as pipeline:
            sent = send_letter(opened, pipeline, filed, by=asked.session.name)
    except DeskError as error:
        return _refusal(error, lang)
    if sent.is_certain:
        return DeedResult(TEXTS["sent"].to(lang), number=filed.settlement.request)
    return DeedResult(TEXTS["doubtful"].to(lang), "warning")


def _ordered(state: DeskState, kind: OrderKind, asked: Click, *, letter: str = "") -> DeedResult:
    opened, lang = state.opened, state.lang
    try:
        filed = meant_by(state.root, state.kin(), asked.number, kind)
        is_kept = kind in _FOR_ADMINISTRATORS and is_dangerous(filed)
        if is_kept and not asked.session.is_administrator:
            return DeedResult(TEXTS["administrators"].to(lang), "bad")
        order = new_order(
            kind,
            filed.number,
            at=opened.clock.now(),
            by=asked.session.name,
            why=asked.why.strip(),
            to=" ".join(asked.to.split()),
        )
        order = replace(order, seen=asked.seen, letter=letter)
        with bounded_pipeline(opened.root, lang) as pipeline:
            answer = execute(opened, pipeline, order)
        answer.check()
    except DeskError as error:
        return _refusal(error, lang)
    if not answer.done:
        return DeedResult(TEXTS["left"].to(lang), "warning")
    number = filed.settlement.request
    if answer.outcome is not None:
        verdict = VERDICTS[answer.outcome].name.to(lang)
        return DeedResult(TEXTS["became"].fill(lang, {"verdict": verdict}), number=number)
    return DeedResult(TEXTS["done"].to(lang), number=number)


def _refusal(error: DeskError, lang: Lang) -> DeedResult:
    """What the desk says against it."""
    return DeedResult(error.sentence(lang).split("\n", 1)[0], "bad")
