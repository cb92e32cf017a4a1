"""Which messages no person wrote: out-of-office notes, bounces, lists, loops."""

from zenforms.reading.mail.headers import Headers

_BULK = frozenset({"bulk", "auto_reply", "auto-reply", "list", "junk"})
_LISTS = (
    "list-id",
    "list-unsubscribe",
    "list-post",
    "x-loop",
    "x-autoreply",
    "x-autorespond",
    "x-autoresponse",
    "x-auto-reply",
    "x-auto-reply-from",
    "x-mail-autoreply",
    "x-failed-recipients",
    "x-auto-response-suppress",
)
_DAEMONS = ("mailer-daemon@", "postmaster@", "mailer-daemon", "no-reply-bounce@")


def automatic_reason(headers: Headers, sender: str | None) -> str | None:
    """The header that shows that a machine wrote the message, or None when a person did.

    RFC 3834 (Auto-Submitted), and what auto-responders, list servers and relays really send.
    """
    said = headers.token("auto-submitted")
    if said and said != "no":
        return "Auto-Submitted"
    if headers.token("precedence") in _BULK:
        return "Precedence"
    if headers.token("content-type") == "multipart/report":
        return "multipart/report"
    if any(not value.replace(" ", "").strip("<>") for value in headers.all("return-path")):
        return "Return-Path"
    if sender and sender.startswith(_DAEMONS):
        return "From"
    return next((_as_written(name) for name in _LISTS if name in headers.names()), None)


def _as_written(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))
