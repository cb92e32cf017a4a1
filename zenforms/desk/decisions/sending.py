"""Sends the letter of a request by the desk's mail server, once.

First the server is asked whether it takes us; then it is written down, with the copy, that the
letter is about to be handed over; then it is; then what the server said. Who dies in between leaves
a letter of which nobody knows whether it left: it is doubtful, and a person says which.
"""

import os
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from zenforms.desk.decisions.decision_files import OrderKind, new_order, withdraw_order
from zenforms.desk.decisions.staff import execute
from zenforms.desk.handling.pipeline import Pipeline
from zenforms.desk.papers.letters import letter_in
from zenforms.desk.papers.requests import Filed
from zenforms.desk.setup.opening import OpenDesk
from zenforms.errors import DeskError
from zenforms.judging.connections import Smtp
from zenforms.language import Text
from zenforms.present.letters.redraft import outgoing, read_draft
from zenforms.sanitize import plain_line

SECONDS = 30.0
"""How long a server may take for one answer."""
_MOST_RECIPIENTS = 10

_NO_SERVER = Text(
    fr="Ce bureau n'a pas de serveur d'envoi.", en="This desk has no server to send letters by."
)
_SET_ONE = Text(
    fr="Nommez-le sous [smtp] dans policy.toml, ou envoyez le brouillon depuis votre logiciel de "
    "courrier, puis « zenforms letter sent {number} ».",
    en="Name it under [smtp] in policy.toml, or send the draft from your mail program, then "
    "“zenforms letter sent {number}”.",
)
_NO_LETTER = Text(
    fr="Il n'y a pas de lettre à côté de {number}.", en="There is no letter beside {number}."
)
_NOBODY = Text(
    fr="La lettre de {number} n'a pas de destinataire : elle ne part pas d'elle-même.",
    en="The letter of {number} has no recipient: it does not leave by itself.",
)
_BY_HAND = Text(
    fr="Vérifiez à qui elle doit aller, et envoyez le brouillon depuis votre logiciel de courrier.",
    en="See to whom it is to go, and send the draft from your mail program.",
)
_NO_PASSWORD = Text(
    fr="Le mot de passe du serveur d'envoi n'est pas connu.",
    en="The password of the mail server is not known.",
)
_IN_VARIABLE = Text(
    fr="Mettez-le dans la variable {variable}.", en="Put it into the variable {variable}."
)
_REFUSED = Text(
    fr="La lettre de {number} n'est pas partie : {reason}.",
    en="The letter of {number} has not left: {reason}.",
)
_AGAIN = Text(
    fr="Elle reste à envoyer. Corrigez la cause, puis recommencez.",
    en="It is still to be sent. Mend the cause, then try again.",
)
_BUSY = Text(
    fr="Le bureau est occupé : la lettre de {number} n'est pas partie.",
    en="The desk is busy: the letter of {number} has not left.",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a letter that was handed over. `is_certain`: the server has taken it."""

    to: tuple[str, ...]
    is_certain: bool


class _DoubtfulError(Exception):
    """The server was given the letter, and did not say what became of it."""


def send_letter(
    opened: OpenDesk, pipeline: Pipeline, filed: Filed, *, by: str, seen: str = ""
) -> Sent:
    """Send the letter beside an outcome, as it lies there.

    `seen` as in `Order`. Raises DeskError when it does not leave: it is then still to be sent.
    """
    smtp, number = opened.desk.policy.smtp, filed.settlement.request
    if smtp.host is None:
        raise DeskError(_NO_SERVER, advice=_SET_ONE, arguments={"number": number})
    draft = letter_in(filed)
    if draft is None:
        raise DeskError(_NO_LETTER, advice=_BY_HAND, arguments={"number": number})
    to = read_draft(draft).to[:_MOST_RECIPIENTS]
    if not to:
        raise DeskError(_NOBODY, advice=_BY_HAND, arguments={"number": number})
    content = outgoing(draft, at=opened.clock.now())

    def order(kind: OrderKind, why: str = "", *, letter: bytes = b"", seen: str = "") -> None:
        """Write down one step; raises DeskError when it cannot be the next one."""
        made = new_order(kind, filed.number, at=opened.clock.now(), by=by, why=why)
        made = replace(made, seen=seen, to=", ".join(to), letter=b64encode(letter).decode())
        answer = execute(opened, pipeline, made)
        if kind is OrderKind.LETTER_BEGIN and not answer.done and answer.refusal is None:
            answer = withdraw_order(opened.root, made)  # what follows on it stays, and is done
        answer.check()
        if kind is OrderKind.LETTER_BEGIN and not answer.done:
            raise DeskError(_BUSY, advice=_AGAIN, arguments={"number": number})

    try:
        with _server(smtp) as server:
            order(OrderKind.LETTER_BEGIN, letter=content, seen=seen)
            try:
                _hand_over(server, opened.desk.policy.vendor.email, to, content)
            except (OSError, smtplib.SMTPException) as error:
                order(OrderKind.LETTER_DUE, why=_reason(error))
                raise
    except _DoubtfulError:
        return Sent(to, is_certain=False)
    except (OSError, smtplib.SMTPException) as error:
        told = {"number": number, "reason": _reason(error)}
        raise DeskError(_REFUSED, advice=_AGAIN, arguments=told) from error
    order(OrderKind.LETTER_SENT)
    return Sent(to, is_certain=True)


@contextmanager
def _server(smtp: Smtp) -> Iterator[smtplib.SMTP]:
    """A server that has let us in."""
    password = os.environ.get(smtp.password_variable, "")
    if smtp.user and not password:
        raise DeskError(
            _NO_PASSWORD, advice=_IN_VARIABLE, arguments={"variable": smtp.password_variable}
        )
    server = _reached(smtp)
    try:
        if smtp.security == "starttls":
            server.starttls(context=ssl.create_default_context(cafile=smtp.ca_file))
        if smtp.user:
            server.login(smtp.user, password)
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _reached(smtp: Smtp) -> smtplib.SMTP:
    host = smtp.host or ""
    if smtp.security == "tls":
        context = ssl.create_default_context(cafile=smtp.ca_file)
        return smtplib.SMTP_SSL(host, smtp.port, timeout=SECONDS, context=context)
    return smtplib.SMTP(host, smtp.port, timeout=SECONDS)


def _hand_over(server: smtplib.SMTP, sender: str, to: tuple[str, ...], content: bytes) -> None:
    """Hand a letter to a server that takes it for everybody or for nobody."""
    server.ehlo_or_helo_if_needed()
    code, said = server.mail(sender)
    if code != _OK:
        raise smtplib.SMTPSenderRefused(code, said, sender)
    for one in to:
        code, said = server.rcpt(one)
        if code not in _TAKEN:
            raise smtplib.SMTPRecipientsRefused({one: (code, said)})
    try:
        code, said = server.data(content)
    except smtplib.SMTPDataError:
        raise
    except (OSError, smtplib.SMTPException) as error:
        raise _DoubtfulError from error
    if code != _OK:
        raise smtplib.SMTPDataError(code, said)


_OK = 250
_TAKEN = frozenset({_OK, 251})


def _reason(error: Exception) -> str:
    """Why, on one harmless line, in the server's words where it said some."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {_plain(said)}" for code, said in error.recipients.values()]
        return plain_line("; ".join(answers), 200)
    if isinstance(error, smtplib.SMTPResponseException):
        return plain_line(f"{error.smtp_code} {_plain(error.smtp_error)}", 200)
    return plain_line(getattr(error, "strerror", None) or type(error).__name__, 200)


def _plain(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
