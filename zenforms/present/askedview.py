"""What a drop asks: each answer in the order of the form, then the client's own words in full."""

from collections.abc import Iterator

from zenforms.form.definition import CheckboxField, LongTextField
from zenforms.judging.case import Case
from zenforms.language import Lang, Text
from zenforms.present.document import Chapter, Fact, Passage
from zenforms.present.terminal import one_line, several_lines

_REQUEST = Text(fr="La demande", en="The request")
_MESSAGE = Text(fr="Le message", en="The message")
_FORWARDED = Text(fr="Message transmis, de {sender}", en="Forwarded message, from {sender}")
_CLIENT = Text(fr="Client", en="Client")
_FROM = Text(fr="De", en="From")
_SUBJECT = Text(fr="Objet", en="Subject")
_NAME = 50
_LONGEST = 8_000
"""Characters of one text that are shown: what the form's description holds; files hold more."""


def asked_blocks(case: Case, lang: Lang) -> Iterator[Chapter]:
    """The request, its long texts, and the message around it. Boxes are told by what they cause."""
    if rows := tuple(_answers(case, lang) if case.answers else _sender(case, lang)):
        yield Chapter(_REQUEST.to(lang), rows)
    for name in _given(case):
        if _is_long(case, name):
            yield _passage(case.label(name).to(lang), case.answer(name).value or "")
    body = case.submission.envelope.body
    if body.strip() and body != case.answer("description").value:
        yield _passage(_MESSAGE.to(lang), body)
    yield from _forwarded(case, lang)


def _forwarded(case: Case, lang: Lang) -> Iterator[Chapter]:
    """The words of the messages inside the message, where the client's own often are."""
    for envelope in case.submission.forwarded:
        if envelope.body.strip() and envelope.body != case.answer("description").value:
            sender = one_line(envelope.sender or "?", _NAME)
            yield _passage(_FORWARDED.fill(lang, {"sender": sender}), envelope.body)


def _given(case: Case) -> list[str]:
    return [name for name, answer in case.answers.items() if answer.is_given]


def _answers(case: Case, lang: Lang) -> Iterator[Fact]:
    given = _given(case)
    if case.client and "client_name" not in given:
        yield Fact(_CLIENT.to(lang), case.client.name)
    for name in given:
        field = case.form.field(name) if case.form else None
        if not isinstance(field, CheckboxField | LongTextField):
            yield Fact(case.label(name).to(lang), case.spoken(name).to(lang))


def _sender(case: Case, lang: Lang) -> Iterator[Fact]:
    """Who wrote what is no request: a follow-up, an automatic message."""
    envelope = case.submission.envelope
    told = (
        (_CLIENT, case.client.name if case.client else None),
        (_FROM, envelope.sender),
        (_SUBJECT, envelope.subject),
    )
    yield from (Fact(term.to(lang), value) for term, value in told if value)


def _is_long(case: Case, name: str) -> bool:
    return isinstance(case.form.field(name) if case.form else None, LongTextField)


def _passage(title: str, text: str) -> Chapter:
    return Chapter(title, (Passage(tuple(several_lines(text.strip("\r\n"), _LONGEST))),))
