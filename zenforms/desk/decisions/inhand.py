"""Who has a request in hand, where its letter stands: what may follow on what.

An order may name what its author had seen; when the request went on since, he is told first.
"""

import binascii
from base64 import b64decode

from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.papers.letters import EDITED, LEFT, has_letter
from zenforms.desk.papers.memory import drops_known_to, mark_of
from zenforms.desk.papers.requests import Filed, LetterState, Standing
from zenforms.desk.spool.durable import replace_file
from zenforms.desk.spool.spool import Spool
from zenforms.errors import DeskError
from zenforms.language import Text

_LAID = {OrderKind.LETTER_EDIT: EDITED, OrderKind.LETTER_BEGIN: LEFT}
_OPEN = frozenset({LetterState.TO_SEND, LetterState.DOUBTFUL})
_FROM = {
    OrderKind.LETTER_EDIT: frozenset({LetterState.TO_SEND}),
    OrderKind.LETTER_BEGIN: frozenset({LetterState.TO_SEND}),
    OrderKind.LETTER_SENT: _OPEN,
    OrderKind.LETTER_KEPT: _OPEN,
    OrderKind.LETTER_DUE: frozenset(LetterState) - {LetterState.TO_SEND},
}
"""From which state of a letter an order about it can start."""

_WENT_ON = Text(
    fr="La demande {number} a changé depuis que vous l'avez lue.",
    en="The request {number} has changed since you read it.",
)
_NOBODY = Text(fr="Personne n'a pris {number} en main.", en="Nobody has {number} in hand.")
_TAKEN = Text(
    fr="{number} est déjà prise en main par {who}.", en="{number} is in the hands of {who} already."
)
_WHOM = Text(fr="À qui donner {number} ?", en="To whom is {number} to be given?")
_NO_LETTER = Text(
    fr="Il n'y a pas de lettre à côté de {number}.", en="There is no letter beside {number}."
)
_LETTER_STATES = {
    LetterState.TO_SEND: Text(
        fr="La lettre de {number} est à envoyer.", en="The letter of {number} is to be sent."
    ),
    LetterState.SENT: Text(
        fr="La lettre de {number} est déjà partie.", en="The letter of {number} has left already."
    ),
    LetterState.NOT_TO_SEND: Text(
        fr="La lettre de {number} n'est pas à envoyer : quelqu'un l'a décidé.",
        en="The letter of {number} is not to be sent: somebody decided so.",
    ),
    LetterState.DOUBTFUL: Text(
        fr="La lettre de {number} est peut-être partie : vérifiez auprès de votre serveur de "
        "courrier, puis dites-le.",
        en="The letter of {number} may have left: ask your mail server, then say so.",
    ),
}
_NO_MAIL = Text(
    fr="Ce qui est donné pour la lettre de {number} n'en est pas une.",
    en="What is given for the letter of {number} is none.",
)
_ADVICE = Text(
    fr="Rien n'a été noté. « zenforms show {number} » montre où en est la demande.",
    en="Nothing was written down. “zenforms show {number}” tells where the request stands.",
)


def check_seen(spool: Spool, order: Order, filed: Filed) -> None:
    """Raises DeskError when the request went on since the order's author looked at it."""
    if order.seen and order.seen != mark_of(
        spool.root, drops_known_to(spool.kin, spool.root, filed)
    ):
        raise _refusal(_WENT_ON, filed)


def check_in_hand(order: Order, filed: Filed, standing: Standing) -> None:
    """Raises DeskError when nobody has it who could put it back, or somebody else has it."""
    who = standing.taken_by
    if order.kind is OrderKind.TAKE and who is not None:
        raise _refusal(_TAKEN, filed, who=who)
    if order.kind is OrderKind.PUT_BACK and who is None:
        raise _refusal(_NOBODY, filed)
    if order.kind is OrderKind.GIVE and not order.to.strip():
        raise _refusal(_WHOM, filed)
    if order.kind is OrderKind.GIVE and who == order.to:
        raise _refusal(_TAKEN, filed, who=who)


def check_letter(order: Order, filed: Filed, standing: Standing) -> None:
    """Raises DeskError when there is no letter, or when it stands where this cannot follow."""
    if not has_letter(filed):
        raise _refusal(_NO_LETTER, filed)
    if standing.letter not in _FROM[order.kind]:
        raise _refusal(_LETTER_STATES[standing.letter], filed)


def lay_letter(spool: Spool, order: Order, filed: Filed) -> None:
    """Lay down the letter that an order brings: the one to send, or the copy of the one sent."""
    if name := _LAID.get(order.kind):
        try:
            content = b64decode(order.letter, validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if not content:
            raise _refusal(_NO_MAIL, filed)
        replace_file(spool.disk, filed.place / name, content)


def _refusal(sentence: Text, filed: Filed, **more: str) -> DeskError:
    arguments = {"number": filed.settlement.request, **more}
    return DeskError(sentence, advice=_ADVICE, arguments=arguments)
