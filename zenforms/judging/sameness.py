"""Which drops are one message that came by two ways."""

import hashlib

from zenforms.reading.submission import Role, Submission

_UNSENT = frozenset({Role.DECORATION, Role.BY_PRODUCT})


def sameness(submission: Submission) -> str | None:
    """What copies of a message have in common, whatever headers and containers they came in.

    It covers the Message-ID, the form and the files; the words only where there is nothing else,
    since programs wrap and convert them. None for anything but a message that was read whole.
    """
    message_id = submission.envelope.message_id
    if not message_id or submission.problems:
        return None
    files = sorted(file.sha256 for file in submission.files if file.role not in _UNSENT)
    words = "" if files else " ".join(submission.envelope.body.split())
    if not files and not words:
        return None
    said = (message_id.lower(), submission.envelope.sender or "", files, words)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()
