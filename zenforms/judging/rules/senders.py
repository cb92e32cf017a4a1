"""ZF513–ZF516: what the desk's own mail server found out about the sender (RFC 8601).

Only the message that carried everything is asked about: what it encloses came as its sender
wished, headers included.
"""

from collections.abc import Iterable

from zenforms.findings import Severity, Wording
from zenforms.judging.authentication import believed_stamp, is_stamping
from zenforms.judging.case import Case
from zenforms.judging.identity import domain_of, plain_domain
from zenforms.judging.rules.rule import Found, Rule, when
from zenforms.judging.text import quoted
from zenforms.language import Text
from zenforms.reading.submission import Stamp

FORGED, ROUNDABOUT, OTHER_AUTHOR = "ZF513", "ZF514", "ZF516"
_NOT_ITS_SENDERS = frozenset({"fail", "softfail", "hardfail"})


def _stamp(case: Case) -> Stamp | None:
    return believed_stamp(case.submission.envelope, case.desk.policy.intake)


def _told(case: Case, stamp: Stamp) -> Found:
    sender = quoted(case.submission.envelope.sender or "?")
    return Found(None, {"sender": sender, "service": quoted(stamp.server)})


def _forged(case: Case) -> Iterable[Found]:
    stamp = _stamp(case)
    return (_told(case, stamp),) if stamp and stamp.dmarc == "fail" else ()


def _other_author(case: Case) -> Iterable[Found]:
    """The server looked at a From that is not what we read: its verdict is about somebody else."""
    stamp = _stamp(case)
    if stamp is None or stamp.dmarc in {None, "fail"}:
        return ()
    read = {plain_domain(domain_of(one)) for one in case.submission.envelope.senders}
    seen = {plain_domain(one) for one in stamp.authors}
    if not (read and seen) or (_are_among(read, seen) and _are_among(seen, read)):
        return ()
    told = _told(case, stamp)
    return (told._replace(arguments={**told.arguments, "other": quoted(stamp.authors[0])}),)


def _are_among(domains: set[str | None], known: set[str | None]) -> bool:
    """Whether each is one of the others, or lies above or below one: some servers say the owner."""
    return all(any(_is_near(one, other) for other in known) for one in domains)


def _is_near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


def _roundabout(case: Case) -> Iterable[Found]:
    stamp = _stamp(case)
    return (_told(case, stamp),) if stamp and stamp.spf in _NOT_ITS_SENDERS else ()


def _unstamped(case: Case) -> Iterable[Found]:
    """A message of which nothing is known; what came without a message is none."""
    is_mail = case.submission.envelope.stamps is not None
    stamp = _stamp(case)
    return when(is_mail and is_stamping(case.desk.policy.intake) and not (stamp and stamp.dmarc))


RULES = (
    Rule(
        code=FORGED,
        severity=Severity.QUARANTINE,
        wording=Wording(
            title=Text(fr="Expéditeur sans doute usurpé", en="Sender probably forged"),
            message=Text(
                fr="Votre serveur de courrier ({service}) n'a pas reconnu {sender} : "
                "« dmarc=fail ».",
                en="Your mail server ({service}) did not recognise {sender}: “dmarc=fail”.",
            ),
            why=Text(
                fr="Le domaine affiché n'a ni envoyé ni signé ce message : n'importe qui peut "
                "l'avoir écrit.",
                en="The domain that is shown neither sent nor signed this message: anybody may "
                "have written it.",
            ),
            remedy=Text(
                fr="Demandez au client, par un numéro que vous connaissez, si ce message est de "
                "lui, puis libérez la demande ou classez-la.",
                en="Ask the client, on a number that you know, whether the message is theirs, then "
                "release the request or file it away.",
            ),
        ),
        check=_forged,
    ),
    Rule(
        code=OTHER_AUTHOR,
        severity=Severity.QUARANTINE,
        requires=(FORGED,),
        wording=Wording(
            title=Text(fr="Autre expéditeur vérifié", en="Another sender was checked"),
            message=Text(
                fr="Votre serveur de courrier ({service}) a vérifié « {other} », et non {sender}.",
                en="Your mail server ({service}) checked “{other}”, and not {sender}.",
            ),
            why=Text(
                fr="Un expéditeur écrit de travers se lit de deux façons : ce que le serveur a "
                "reconnu ne vaut pas pour l'adresse qui est montrée.",
                en="A sender written crookedly can be read in two ways: what the server recognised "
                "does not hold for the address that is shown.",
            ),
            remedy=Text(
                fr="Demandez au client, par un numéro que vous connaissez, si ce message est de "
                "lui, puis libérez la demande ou classez-la.",
                en="Ask the client, on a number that you know, whether the message is theirs, then "
                "release the request or file it away.",
            ),
        ),
        check=_other_author,
    ),
    Rule(
        code=ROUNDABOUT,
        severity=Severity.INFO,
        requires=(FORGED,),
        wording=Wording(
            title=Text(fr="Message venu par un autre chemin", en="Message that came another way"),
            message=Text(
                fr="Le serveur qui a remis le message de {sender} n'est pas de ceux de son domaine "
                "(SPF, selon {service}).",
                en="The server that delivered the message of {sender} is none of its domain's "
                "(SPF, says {service}).",
            ),
            why=Text(
                fr="Une liste ou un transfert fait de même : cela seul ne prouve rien.",
                en="A list or a forward does the same: by itself this proves nothing.",
            ),
            remedy=Text(
                fr="Rien à faire, sauf si le message vous étonne.",
                en="Nothing to do, unless the message surprises you.",
            ),
        ),
        check=_roundabout,
    ),
    Rule(
        code="ZF515",
        severity=Severity.INFO,
        requires=(ROUNDABOUT,),
        wording=Wording(
            title=Text(fr="Expéditeur non vérifié", en="Sender not checked"),
            message=Text(
                fr="Votre serveur de courrier n'a pas écrit sur ce message si son expéditeur est "
                "bien le sien (DMARC) : rien n'en est conclu.",
                en="Your mail server did not write on this message whether its sender is the true "
                "one (DMARC): nothing is concluded.",
            ),
            why=Text(
                fr="Un tampon d'un autre serveur, ou placé sous la première ligne du vôtre, peut "
                "être écrit par n'importe qui.",
                en="A stamp of another server, or one below the first line of your own, may have "
                "been written by anybody.",
            ),
            remedy=Text(
                fr="Si cela vaut pour tous les messages, voyez « mail_server » et « authserv_ids » "
                "dans la politique.",
                en="If it is so for every message, see “mail_server” and “authserv_ids” in the "
                "policy.",
            ),
        ),
        check=_unstamped,
    ),
)
