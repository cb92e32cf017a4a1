"""The seal: proof that a form was made by this desk for this client.

HMAC-SHA256 over form, revision, client id and client name, written in base32. The seal of a
form that staff filled in for a caller covers that as well: nobody else can make such a form.
A seal does not expire; keys rotate by keeping the old ones for checking.
"""

import base64
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

ON_FORM = "form"
"""The channel of what the client fills in: the seal of such a form says nothing of it."""

_DOMAIN = b"zenforms seal 1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal vouches for."""

    form: str
    revision: int
    client_id: str
    client_name: str
    channel: str = ON_FORM
    """How the request is written, as the form's hidden field says."""


def seal(key: bytes, sealed: Sealed) -> str:
    """The seal of `sealed` under `key`: 52 characters, A-Z and 2-7."""
    digest = hmac.digest(key, _message(sealed), "sha256")
    return base64.b32encode(digest).decode("ascii").rstrip("=")


def seal_matches(keys: Iterable[bytes], sealed: Sealed, claimed: str) -> bool:
    """Whether `claimed` is the seal of `sealed` under one of `keys`.

    Takes the same time whichever key fits, and whatever is claimed.
    """
    wanted = claimed.strip().encode("utf-8", "surrogatepass")
    matches = [hmac.compare_digest(seal(key, sealed).encode("ascii"), wanted) for key in keys]
    return any(matches)


def _message(sealed: Sealed) -> bytes:
    """Every part with its length before it, so that no two clients share a message.

    The name is taken in NFC, because some viewers recompose accents when they save.
    """
    name = unicodedata.normalize("NFC", sealed.client_name)
    parts = [sealed.form, str(sealed.revision), sealed.client_id, name]
    if sealed.channel != ON_FORM:
        parts.append(sealed.channel)
    encoded = (_DOMAIN, *(part.encode("utf-8", "surrogatepass") for part in parts))
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
