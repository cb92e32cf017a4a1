"""Whether a person or a machine wrote a message: RFC 3834, and what the usual systems really send.

List and suppress headers say how a message travelled, or what answers it wants: nobody is taken
for a machine because of them. Nor for a subject alone, which anybody may write.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from zenforms.reading.mail.headers import Headers


@dataclass(frozen=True, slots=True)
class Signs:
    """What a message's headers show. `reason` makes it automatic; `doubt` leaves it a person's."""

    reason: str | None = None
    is_report: bool = False
    """Whether it is a delivery report or a receipt: whatever lies in it comes back."""
    doubt: str | None = None
    has_odd_subject: bool = False
    """Whether the doubt is that a machine might have written the subject."""


_DENIED = frozenset({"", "no", "none", "false", "0", "off"})
_BULK = frozenset({"bulk", "junk"})
_ANSWERING = re.compile(
    r"x-(?:(?:mail-|amazon-)?auto-?"
    r"(?:reply|respond|response(?!-suppress)|generated|submitted)[a-z-]{0,30}"
    r"|vacation[a-z-]{0,30}|sharing-[a-z-]{1,30}|fc-machinegenerated|cron-env)"
)
_BY_RULE = "x-ms-exchange-generated-message-source"
_FORWARDED = re.compile(r"(?i)(?:fwd?|tr|wg|rv|i|enc|vs)\s?:")
_SAYS = (
    ("precedence", re.compile(r"auto[_-]?reply")),
    ("x-precedence", re.compile(r"auto[_-]?reply")),
    ("preference", re.compile(r"auto[_-]?reply")),
    ("delivered-to", re.compile(r"auto-?respond(?:er)?")),
    ("x-post-messageclass", re.compile(r".*auto-?respond.*")),
    ("x-mailer", re.compile(r".*(?:auto-?respond|auto-?reply|vacation|out of office).*")),
    ("content-class", re.compile(r"urn:content-classes:(?:dsn|mdn|recall\w*)|sharing")),
    (_BY_RULE, re.compile(r".+")),
    ("content-type", re.compile(r"text/vnd\.google\.email-reaction\+json|multipart/report")),
)
"""Header and what its value is, in lower case, when a machine wrote."""
_LISTS = ("list-id", "list-post", "list-unsubscribe", "mailing-list")
_REPORT_CLASSES = re.compile(r"urn:content-classes:(?:dsn|mdn)")
_DAEMON = re.compile(r"(?:mailer-daemon|mail-daemon|maildaemon)(?:@|$)|no-?reply-bounces?@")
_POSTMASTER = re.compile(r"(?:postmaster|mail-?admin|bounces?)@")
_NO_REPLY = re.compile(r"[\w.+-]{0,60}(?:no-?reply|do-?not-?reply|ne-?pas-?repondre)[\w.+-]{0,60}@")

_AWAY = re.compile(
    r"""(?ix)
    (?: r[ée]ponse\ (?:automatique|auto) | automatic\ (?:reply|response) | auto(?:matic)?[- ]?reply
      | auto[- ]?response | automatische\ (?:antwort|abwesenheits\w*)
      | respuesta\ autom[áa]tica | risposta\ automatica | resposta\ autom[áa]tica
      | automatisch\ antwoord
      | (?:i'm\ |i\ am\ )?out\ of\ (?:the\ )?office(?:\ (?:reply|autoreply|message|notification))?
      | (?:message|notification|avis)\ d['’]absence(?:\ du\ bureau)? | absente?\ du\ bureau
      | absence\ du\ bureau | message\ automatique | hors\ du\ bureau
      | abwesenheits(?:notiz|meldung|nachricht) | abwesend\ vom\ büro | nicht\ im\ (?:büro|hause)
      | fuera\ de\ (?:la\ )?oficina | ausen(?:te|cia)\ de\ la\ oficina
      | fuori\ (?:ufficio|sede) | assen(?:te|za)\ dall['’]ufficio
      | vacation\ (?:reply|message|response|autoreply) | afwezigheids(?:bericht|melding)
    )\s*(?P<colon>[:–—-]|\[|$)
    | (?: absen(?:t|te|ce) | abwesen(?:d|heit) | ausen(?:te|cia) | assen(?:te|za) | vacation
      | accus[ée]\ de\ r[ée]ception(?:\ automatique)? | away | ooo
    )\s*$"""
)
"""How automatic replies begin; what follows says what they answer."""
_BOUNCED = re.compile(
    r"""(?ix)
    undeliver(?:able|ed)\b | delivery\ (?:status\ notification|failure|has\ failed)
    | returned\ mail\b
    | mail\ delivery\ (?:failed|subsystem|failure) | failure\ notice
    | (?:message\ )?non\ (?:remis|distribu[ée]|d[ée]livr[ée])\b
    | [ée]chec\ de\ (?:la\ )?(?:remise|distribution)
    | unzustellbar\b | unzustellbare\ (?:nachricht|mail) | no\ se\ (?:puede|pudo)\ entregar
    | notificaci[óo]n\ de\ (?:estado\ de\ entrega|error\ de\ entrega) | non\ recapitabile
    | mancato\ recapito | notifica\ (?:di\ mancato\ recapito|dello\ stato\ di\ recapito)"""
)
_SAID = (
    (
        re.compile(
            r"(?i)(?:recall|rappel|rückruf|recuperar|recuperaci[óo]n|richiamo|richiama)\s*:"
        ),
        re.compile(
            r"(?i)would like to recall the message|souhaite(?:rait)? rappeler le message"
            r"|möchte die nachricht.{0,200}zurückrufen|desea recuperar el mensaje"
            r"|(?:desidera|vorrebbe) richiamare il messaggio"
        ),
    ),
    (
        re.compile(
            r"(?i)(?:not read|read|non lu|lu|(?:un)?gelesen|(?:no )?le[ií]do|(?:non )?letto)\s*:"
        ),
        re.compile(
            r"(?i)was (?:read|deleted without being read) on"
            r"|a été (?:lu|supprimé sans avoir été lu)"
            r"|wurde (?:gelesen|am .{0,60}gelesen|ungelesen gelöscht)"
            r"|(?:fue|ha sido|se ha) le[ií]do"
            r"|è stato (?:letto|eliminato senza essere)"
        ),
    ),
)
"""Recalls and receipts as texts: how the subject begins, and the sentence that programs write."""
_SENTENCE_CHARS = 1_000


def signs_of(headers: Headers, *, sender: str | None, subject: str, body: str = "") -> Signs:
    """What the headers show, and the body where only both together tell."""
    said = headers.token("auto-submitted")
    is_report = _is_report(headers, sender)
    if is_report:
        return Signs(is_report, is_report=True)
    if said not in _DENIED:
        return Signs("Auto-Submitted")
    if reason := _own_sign(headers, sender, subject) or _told_by_subject(
        headers, sender, subject, body
    ):
        return Signs(reason)
    if _AWAY.match(subject) or _BOUNCED.match(subject):
        return Signs(doubt="Subject", has_odd_subject=True)
    return Signs(doubt=_doubt(headers))


def _is_report(headers: Headers, sender: str | None) -> str | None:
    """What shows that the message is a delivery report or a receipt."""
    if headers.token("content-type") == "multipart/report":
        return "multipart/report"
    if _REPORT_CLASSES.fullmatch(headers.token("content-class")):
        return "Content-Class"
    if "x-failed-recipients" in headers.names():
        return "X-Failed-Recipients"
    address = sender or headers.raw("from").strip().lower()
    if _DAEMON.match(address) or (_POSTMASTER.match(address) and _comes_from_nobody(headers)):
        return "From"
    return None


def _own_sign(headers: Headers, sender: str | None, subject: str) -> str | None:
    """The header that a machine put there to say that it wrote.

    What a rule of Exchange passes on bears its marks as well, and is somebody's message.
    """
    is_passed_on = bool(_FORWARDED.match(subject))
    for name, value in headers.pairs():
        is_said = value.strip().lower() not in _DENIED
        if is_said and _ANSWERING.fullmatch(name):
            return as_written(name)
    for name, meant in _SAYS:
        if name == _BY_RULE and is_passed_on:
            continue
        if any(meant.fullmatch(value.strip().lower()) for value in _values(headers, name)):
            return as_written(name)
    rule = headers.raw("x-ms-exchange-inbox-rules-loop").strip().lower()
    is_reply = bool(rule) and rule == sender and not is_passed_on
    return "X-Ms-Exchange-Inbox-Rules-Loop" if is_reply else None


def _values(headers: Headers, name: str) -> tuple[str, ...]:
    if name == "content-type":
        return (headers.token(name),)
    return tuple(headers.all(name))


def _told_by_subject(headers: Headers, sender: str | None, subject: str, body: str) -> str | None:
    """“Subject”, when it is an automatic one's and something else says so, too."""
    away = _AWAY.match(subject)
    if away or _BOUNCED.match(subject):
        is_answer = bool(away and away["colon"] and _answers(headers))
        return "Subject" if is_answer or _is_unwatched(headers, sender) else None
    start = " ".join(body[:_SENTENCE_CHARS].split())
    is_said = any(head.match(subject) and text.search(start) for head, text in _SAID)
    return "Subject" if is_said else None


def _is_unwatched(headers: Headers, sender: str | None) -> bool:
    """Whether somebody took care that nobody answers: a sign, though alone it says nothing."""
    is_from_list = any(name in headers.names() for name in _LISTS)
    suppressed = headers.raw("x-auto-response-suppress").strip().lower() not in _DENIED
    is_bulk = headers.token("precedence") in _BULK and not is_from_list
    is_nobody = bool(sender and _NO_REPLY.match(sender))
    return (
        suppressed
        or is_bulk
        or is_nobody
        or _comes_from_nobody(headers)
        or "x-loop" in headers.names()
    )


def _comes_from_nobody(headers: Headers) -> bool:
    """Whether an error report about it would go to nobody."""
    return any(not value.replace(" ", "").strip("<>") for value in headers.all("return-path"))


def _answers(headers: Headers) -> bool:
    return bool(headers.raw("in-reply-to").strip() or headers.raw("references").strip())


def _doubt(headers: Headers) -> str | None:
    """What makes one look twice at a message without a form, although a person may have written."""
    found = next((name for name in _LISTS if name in headers.names()), None)
    if found:
        return as_written(found)
    if headers.token("precedence") in _BULK | {"list"}:
        return "Precedence"
    if _comes_from_nobody(headers):
        return "Return-Path"
    return "X-Loop" if "x-loop" in headers.names() else None


def is_bulk(headers: Headers, recipients: Iterable[str]) -> bool:
    """Whether it came as mass mailings do; a list that it was written to is no such thing."""
    names = (*_LISTS, "x-original-sender", "x-beenthere")
    said = " ".join(value.lower() for name in names for value in headers.all(name))
    is_discussed = (
        any(address in said for address in recipients) or "x-beenthere" in headers.names()
    )
    is_mass = headers.token("precedence") in _BULK or "list-unsubscribe" in headers.names()
    return is_mass and not is_discussed


def as_written(name: str) -> str:
    """The header's name as people write it."""
    return "-".join(part.capitalize() for part in name.split("-"))


# Outlook says by a message's class what it is: [MS-OXCMSG], [MS-OXOCAL], [MS-OXSHARE].

_MACHINE_CLASSES = (
    "ipm.note.rules.",
    "report.",
    "ipm.schedule.meeting.resp",
    "ipm.schedule.meeting.canceled",
    "ipm.schedule.meeting.notification",
    "ipm.microsoft schedule.mtgresp",
    "ipm.microsoft schedule.mtgcncl",
    "ipm.taskrequest.accept",
    "ipm.taskrequest.decline",
    "ipm.taskrequest.update",
    "ipm.sharing",
    "ipm.outlook.recall",
    "ipm.recall",
    "ipm.note.reaction",
    "ipm.note.storagequotawarning",
    "ipm.conflict",
)
_INVITING_CLASSES = (
    "ipm.schedule.meeting",
    "ipm.microsoft schedule.mtgreq",
    "ipm.appointment",
    "ipm.taskrequest",
)


def is_machine_class(name: str) -> bool:
    """Whether items of this class are written by programs."""
    return name.lower().startswith(_MACHINE_CLASSES)


def is_report_class(name: str) -> bool:
    """Whether it is a delivery report or a receipt."""
    return name.lower().startswith("report.")


def is_inviting_class(name: str) -> bool:
    """Whether it invites to a meeting or hands over a task."""
    return name.lower().startswith(_INVITING_CLASSES) and not is_machine_class(name)


_METHOD = re.compile(rb"(?im)^METHOD:\s{0,3}([A-Z]{3,20})\s{0,3}$")
_ANSWERS = frozenset({"REPLY", "COUNTER", "CANCEL", "REFRESH", "DECLINECOUNTER"})


def calendar_method(declared: str, data: bytes) -> str:
    """What a calendar part is for, in capitals: `REQUEST`, `REPLY`…; empty when it says nothing."""
    found = _METHOD.search(data[:20_000])
    return declared.strip().upper() or (found[1].decode("ascii").upper() if found else "")


def is_calendar_answer(method: str) -> bool:
    """Whether a program answers an invitation, or takes it back."""
    return method in _ANSWERS
