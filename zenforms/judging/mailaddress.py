"""E-mail addresses as people type them and programs paste them."""

import re
import unicodedata

_LOCAL = r"[^\s@<>()\[\]\\,;:\"]{1,64}"
_WORD = r"(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"(?!\.)(?!.*\.\.)(?!.*\.@){_LOCAL}@(?:{_WORD}\.)+{_WORD}")
_LONGEST = 254  # RFC 5321
_TYPED = 1_000
"""No field that holds an address is longer; what is was not meant as one."""

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-"),
    }
)
_AT = re.compile(r"\s*@\s*")
_WRAPPING = " \t\r\n\"'<>()[]{}«»“”,;:.\u00a0"
_LABELLED = re.compile(r"[^<>@]*<([^<>]+)>[^<>@]*")
_PREFIX = re.compile(r"(?:mailto|e-?mail|courriel|adresse|mel)\s*:\s*", re.IGNORECASE)


def is_email(text: str) -> bool:
    """Whether a text is one e-mail address that a letter could be sent to."""
    return len(text) <= _LONGEST and _EMAIL.fullmatch(text) is not None


def meant_email(typed: str) -> str:
    """The address that was meant; the text as it is where there is not one clear reading.

    What nobody sees goes, and signs that only look like those of an address become them; quotes,
    brackets, a name, `mailto:` and a last full stop do not belong to it.
    """
    if len(typed) > _TYPED or (is_email(typed.translate(_SAME)) and typed.isascii()):
        return typed
    said = "".join(c for c in typed if c == "\u00ad" or unicodedata.category(c) != "Cf")
    said = unicodedata.normalize("NFKC", said.replace("\u00ad", "").replace("\0", ""))
    said = said.translate(_SAME)
    if labelled := _LABELLED.fullmatch(said):
        said = labelled[1]
    said = _PREFIX.sub("", said.strip(_WRAPPING), count=1)
    said = _AT.sub("@", said.strip(_WRAPPING))
    return said if is_email(said) else typed
