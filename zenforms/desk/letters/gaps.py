"""What is missing from a request, as points of a letter: what, how, and the charter's sentence."""

from collections.abc import Iterator, Sequence

from zenforms.desk.letters.letter import Block, Heading, Paragraph, Point, Points
from zenforms.desk.letters.occasion import Occasion
from zenforms.findings import Finding, Severity
from zenforms.form.definition import Guide
from zenforms.harmless import plain_line
from zenforms.judging import charter
from zenforms.language import Text

_EVIDENCE = "ZF4"
_DECLARATION = "not_confidential"
LEFT_EMPTY = frozenset({"ZF101", "ZF102"})
"""Of a field left empty, its own help says more than the rule's remedy."""

_QUOTABLE = frozenset(said for said in vars(charter).values() if isinstance(said, Text)) - {
    charter.TO_PROVIDE,  # the letter begins with it
    charter.PRECISE,
}
"""Reasons that are sentences of the charter."""

_ADVICE = Text(fr="Ce qui nous aiderait aussi", en="What would help as well")
_ADD_FILES = Text(
    fr="Pour l'ajouter, répondez à ce message en le joignant.",
    en="To add it, reply to this message with the file.",
)
_ANSWERS = Text(
    fr="Pour avancer plus vite, dites-nous aussi en réponse à ce message : {labels}.",
    en="To get on faster, tell us as well in reply to this message: {labels}.",
)
_MODE = "mode"

_DOCUMENTS = Text(fr="Il s'agit de : {names}.", en="This is about: {names}.")

GUIDES = {"psr_attached": "psr", "logs_attached": "logs"}
"""Which of the form's instructions help with which field."""


_CAME_IN_VAIN = {
    "ZF401": ("ZF417", "ZF419"),
    "ZF402": ("ZF417", "ZF419"),
    "ZF403": ("ZF420", "ZF422"),
    "ZF404": ("ZF420", "ZF422"),
}
"""What is missing → what may have been sent for it and cannot stand in: the client is told why."""

ADVICE = frozenset({"ZF330", "ZF331", "ZF334", "ZF402", "ZF404", "ZF530"})
"""Warnings that the client can do something about: an old version, no logs, a password sent."""


def gaps_in(occasion: Occasion) -> tuple[Finding, ...]:
    """What keeps the request from being accepted as it is, in the order of the form."""
    findings = occasion.outcome.report.findings
    gaps = (f for f in findings if f.severity is Severity.ERROR)
    form = occasion.case.form
    places = {field.name: place for place, field in enumerate(form.fields() if form else ())}
    return tuple(sorted(gaps, key=lambda gap: places.get(gap.field or "", len(places))))


def advice_in(occasion: Occasion) -> tuple[Finding, ...]:
    """What would help besides, and is no condition."""
    findings = occasion.outcome.report.findings
    return tuple(f for f in findings if f.severity is Severity.WARNING and f.code in ADVICE)


def only_files_miss(gaps: Sequence[Finding]) -> bool:
    """Whether a reply with files is enough, and no answer needs to be changed."""
    return bool(gaps) and all(
        gap.code.startswith(_EVIDENCE) and gap.field != _DECLARATION for gap in gaps
    )


def advice_blocks(occasion: Occasion) -> tuple[Block, ...]:
    """The advice under its heading; nothing without any."""
    hints = (_hint(finding, occasion) for finding in advice_in(occasion))
    points = (*hints, *_answers_wanted(occasion))
    return (Heading(occasion.say(_ADVICE)), Points(points)) if points else ()


def points_of(findings: Sequence[Finding], occasion: Occasion) -> Points:
    """One numbered point for each finding, in order."""
    points = tuple(_point(finding, occasion) for finding in findings)
    return Points(points, numbered=len(points) > 1, strong=True)


def hints_of(findings: Sequence[Finding], occasion: Occasion) -> Points:
    """The same for a request that is in hand: files are added by a reply, without a form."""
    points = tuple(_hint(finding, occasion) for finding in findings)
    return Points(points, numbered=len(points) > 1, strong=True)


def guides_for(findings: Sequence[Finding], occasion: Occasion) -> Iterator[Block]:
    """The form's own instructions for what is missing, such as how to make a recording."""
    form = occasion.case.form
    wanted = dict.fromkeys(GUIDES[f.field] for f in findings if f.field in GUIDES)
    for guide in form.guides if form else ():
        if guide.name in wanted:
            yield from _guide(guide, occasion)


def said_plainly(finding: Finding, occasion: Occasion) -> str:
    """The finding in the language of the letter; a client's words in it are on one line."""
    return plain_line(occasion.own_words(finding.message(occasion.lang)), 400)


def _hint(finding: Finding, occasion: Occasion) -> Point:
    """A piece of advice; files can be added by a reply, which the rule's remedy does not know."""
    point = _point(finding, occasion)
    if finding.code.startswith(_EVIDENCE) and finding.field != _DECLARATION:
        return Point(point.text, (*point.more[:-1], occasion.say(_ADD_FILES)), point.quote)
    return point


def _answers_wanted(occasion: Occasion) -> Iterator[Point]:
    """What the form would have asked, of whoever may write or call without it.

    Not the mode: mail and telephone cannot but use the TMA contract.
    """
    findings = occasion.outcome.report.findings
    empty = [f for f in findings if f.severity is Severity.WARNING and f.code in LEFT_EMPTY]
    fields = dict.fromkeys(f.field for f in empty if f.field and f.field != _MODE)
    labels = [occasion.quoted(occasion.say(occasion.case.label(name))) for name in fields]
    if labels:
        yield Point(occasion.say(_ANSWERS, labels=", ".join(labels)))


def _point(finding: Finding, occasion: Occasion) -> Point:
    said = said_plainly(finding, occasion)
    held = _held_back(finding, occasion)
    if finding.code in LEFT_EMPTY:
        aid = _help(finding, occasion)
        return Point(said, (*held, aid) if aid else held)
    why = finding.wording.why
    quote = occasion.say(why) if why in _QUOTABLE else None
    came = _came_in_vain(finding, occasion)
    return Point(said, (*held, *came, occasion.say(finding.wording.remedy)), quote)


def _held_back(finding: Finding, occasion: Occasion) -> tuple[str, ...]:
    """Which documents want the declaration: the client declares them, or leaves them out."""
    names = occasion.held_names if finding.field == _DECLARATION else ""
    return (occasion.say(_DOCUMENTS, names=names),) if names else ()


def _came_in_vain(finding: Finding, occasion: Occasion) -> tuple[str, ...]:
    codes = _CAME_IN_VAIN.get(finding.code, ())
    found = (f for f in occasion.outcome.report.findings if f.code in codes)
    return tuple(dict.fromkeys(said_plainly(one, occasion) for one in found))


def _help(finding: Finding, occasion: Occasion) -> str:
    form = occasion.case.form
    field = form.field(finding.field) if form and finding.field else None
    return occasion.say(field.help) if field and field.help else ""


def _guide(guide: Guide, occasion: Occasion) -> Iterator[Block]:
    yield Heading(occasion.say(guide.title))
    vendor = occasion.vendor
    words: dict[str, str | Text] = {
        "email": vendor.email,
        "contact": vendor.email,
        "privacy_notice": vendor.privacy_notice,
    }
    yield from (Paragraph(occasion.say(text, **words)) for text in guide.paragraphs)
    if guide.steps:
        points = tuple(Point(occasion.say(step, **words)) for step in guide.steps)
        yield Points(points, numbered=True)
