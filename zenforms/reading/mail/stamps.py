"""Authentication-Results (RFC 8601): what a mail server wrote about the sender it saw.

A stamp is worth what its place is worth: servers write at the top, so that whatever lies below
the first line of the desk's own server may have come with the message. Only what stands above
that line is read; whose id is believed is the desk's policy. Other headers, such as
ARC-Authentication-Results, are something else.
"""

import re
from collections.abc import Iterator

from zenforms.reading.mail.headers import Headers, repair
from zenforms.reading.names import one_line
from zenforms.reading.submission import Stamp

_STAMP, _RECEIVED = "authentication-results", "received"
_BY = re.compile(r"(?i)(?:^|\s)by\s+([^\s();]{1,255})")
_MOST_STAMPS = 20
_MOST_RESULTS = 50
_ID = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^\s;="]+)(?:\s+(\d+))?\s*$')
_RESULT = re.compile(
    r"\s*([A-Za-z0-9-]{1,60})\s*(?:/\s*(\d{1,9})\s*)?=\s*([A-Za-z0-9-]{1,60})(?=\s|$)"
)
_AUTHOR = re.compile(
    r"(?i)(?<=\s)header\.from\s{0,9}=\s{0,9}\"?(?:[^\s@\"]{1,128}@)?([^\s@;\"]{1,255})"
)
_VERSION = "1"


def is_stamped_by(received: str, server: str) -> bool:
    """Whether a Received line was written by the server of this host name."""
    by = _BY.search(received)
    return by is not None and by[1].strip("[].").lower() == server.strip(".").lower()


def read_stamps(headers: Headers, mail_server: str | None) -> tuple[Stamp, ...]:
    """The stamps above the topmost Received line of `mail_server`, or of anybody when None.

    Empty when a named server wrote no such line: the message did not come through it.
    """
    above: list[str] = []
    for name, value in headers.pairs():
        if name == _STAMP:
            above.append(value)
        elif name == _RECEIVED and (mail_server is None or is_stamped_by(value, mail_server)):
            break
    else:
        if mail_server is not None:
            return ()
    stamps = (read_stamp(value) for value in above[:_MOST_STAMPS])
    return tuple(stamp for stamp in stamps if stamp)


def read_stamp(value: str) -> Stamp | None:
    """One header value; None when it names no server. Of another version nothing is concluded."""
    first, *rest = _statements(repair(value))
    found = _ID.match(first)
    if not found:
        return None
    results: dict[str, str] = {}
    authors: dict[str, None] = {}
    for said in rest[:_MOST_RESULTS] if found[2] in {None, _VERSION} else ():
        one = _RESULT.match(said)
        if one and one[2] in {None, _VERSION}:
            method, result = one[1].lower(), one[3].lower()
            # a message may be judged twice, as for two signatures: no pass outweighs a failure
            if "fail" not in results.get(method, ""):
                results[method] = result
        if one and one[1].lower() == "dmarc":
            authors.update((said.lower(), None) for said in _AUTHOR.findall(said))
    return Stamp(
        server=_server(found[1]),
        dmarc=results.get("dmarc"),
        spf=results.get("spf"),
        dkim=results.get("dkim"),
        authors=tuple(authors),
    )


def _server(written: str) -> str:
    bare = re.sub(r"\\(.)", r"\1", written[1:-1]) if written.startswith('"') else written
    return one_line(bare).strip().rstrip(".").casefold()


def _statements(value: str) -> list[str]:
    """What stands between semicolons, comments taken out; neither counts inside quotes."""
    return "".join(_bare(value)).split("\0")


def _bare(value: str) -> Iterator[str]:
    """The characters that count, one pass, however deep comments nest; a NUL ends a statement."""
    quoted, depth, at = False, 0, 0
    while at < len(value):
        letter = value[at]
        step = 2 if letter == "\\" and (quoted or depth) else 1
        if quoted:
            quoted = letter != '"'
            yield value[at : at + step].replace("\0", " ")
        elif letter == "(":
            depth += 1
            yield " "
        elif depth:
            depth -= letter == ")"
        elif letter == ";":
            yield "\0"
        else:
            quoted = letter == '"'
            yield " " if letter == "\0" else letter
        at += step
