"""Whose word on a sender counts: the topmost stamp of the desk's own mail server, no other's."""

from zenforms.judging.policy import Intake
from zenforms.reading.submission import Envelope, Stamp


def is_stamping(intake: Intake) -> bool:
    """Whether the desk has named a server whose stamps it believes."""
    return bool(_ids(intake))


def believed_stamp(envelope: Envelope, intake: Intake) -> Stamp | None:
    """The one stamp that decides, or None: nothing is known then, neither good nor bad.

    An older stamp with the same id below it never counts, whatever the topmost leaves unsaid.
    """
    ids = _ids(intake)
    return next((stamp for stamp in envelope.stamps or () if _bare(stamp.server) in ids), None)


def _ids(intake: Intake) -> frozenset[str]:
    named = intake.authserv_ids or ((intake.mail_server,) if intake.mail_server else ())
    return frozenset(bare for bare in map(_bare, named) if bare)


def _bare(server: str) -> str:
    """One spelling of a host name: case, a last dot and the alphabet of its letters are nothing."""
    plain = server.strip().rstrip(".").casefold()
    try:
        return plain if plain.isascii() else plain.encode("idna").decode()
    except UnicodeError:
        return plain
