"""What a server says no to, in its own words: which of it passes, and which somebody must mend."""

import re

from zenforms.errors import DeskError
from zenforms.judging.connections import Mailbox
from zenforms.language import Text
from zenforms.sanitize import plain_line


class MailboxAwayError(OSError):
    """The server, or whoever gives its tokens, does not do what it is asked for at the moment.

    `str()` of it is what it said: one harmless line without any secret of ours.
    """


_QUOTED = re.compile(r"""^[A-Za-z ]*(?:failed|error)?:?\s*b?(['"])(.*)\1\]?$""", re.DOTALL)
_AROUND = re.compile(r"^(?:[A-Za-z]+ failed: |\* BYE\b ?)")
"""What the library, or the protocol, says around the server's words."""
_SHORTEST_SECRET = 4
_LASTING = re.compile(
    r"\[(?:AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED|PRIVACYREQUIRED|NOPERM|CONTACTADMIN"
    r"|NONEXISTENT|CANNOT)\]",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|OVERQUOTA|THROTTLED)\]"
    r"|tempora|try again|retry|later|too many|unavailable|busy|timed? ?out|internal error|throttl"
    r"|shutting down|maintenance",
    re.IGNORECASE,
)


def said_by(error: BaseException, *secrets: str) -> str:
    """What the server said, on one harmless line, without any of `secrets`; else the error's kind.

    What a library wraps around the server's words is taken off.
    """
    text = str(error.args[0]) if error.args and not isinstance(error, OSError) else str(error)
    if isinstance(error, OSError) and error.strerror:
        text = str(error.strerror)
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "…")
    found = _QUOTED.match(text)
    words = _AROUND.sub("", found[2] if found else text)
    return plain_line(words, 300) or type(error).__name__


def may_pass(words: str) -> bool:
    """Whether the server's words tell of something that passes by itself."""
    return bool(_PASSING.search(words)) and not _LASTING.search(words)


def refused(mailbox: Mailbox, words: str) -> DeskError:
    """The error for a mailbox that somebody must set up otherwise."""
    return DeskError(
        Text(
            fr="La boîte {user} sur {host} refuse l'accès : {reason}",
            en="The mailbox {user} on {host} refuses access: {reason}",
        ),
        advice=Text(
            fr="Vérifiez le nom, le mot de passe ou le jeton, le dossier et le certificat, puis "
            "relancez.",
            en="Check the name, the password or token, the folder and the certificate, then try "
            "again.",
        ),
        arguments={"user": mailbox.user, "host": mailbox.host or "", "reason": words},
    )


def only_tokens(mailbox: Mailbox, words: str) -> DeskError:
    """The error for a server that takes no password; `words` are what it said."""
    return DeskError(
        Text(
            fr="Le serveur {host} n'accepte pas de mot de passe, seulement un jeton (OAuth) : "
            "{reason}",
            en="The server {host} takes no password, only a token (OAuth): {reason}",
        ),
        advice=Text(
            fr="Remplissez [oauth] dans policy.toml, puis tapez « zenforms fetch --sign-in » ; "
            "docs/operations.md montre comment.",
            en="Fill in [oauth] in policy.toml, then type “zenforms fetch --sign-in”; "
            "docs/operations.md shows how.",
        ),
        arguments={"host": mailbox.host or "", "reason": words},
    )


def refused_sign_in(words: str) -> DeskError:
    """The error when tokens are not there, or are no longer good; `words` are the provider's."""
    return DeskError(
        Text(
            fr="Personne n'est connecté à la boîte de courrier : {reason}"
            if words
            else "Personne ne s'est encore connecté à la boîte de courrier.",
            en="Nobody is signed in to the mailbox: {reason}"
            if words
            else "Nobody has signed in to the mailbox yet.",
        ),
        advice=Text(
            fr="Tapez « zenforms fetch --sign-in » et suivez ce qui s'affiche.",
            en="Type “zenforms fetch --sign-in” and follow what is shown.",
        ),
        arguments={"reason": words},
    )
