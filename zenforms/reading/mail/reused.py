"""Parts behind the line that closes a message: some writers use one boundary on two levels.

The first closing line was meant for the inner level; to a parser it ends the message, and the files
that follow would be lost as its epilogue.
"""

import re
from email.message import Message
from email.parser import BytesParser

_HEAD = b'Content-Type: multipart/mixed; boundary="%s"\n\n'


def parts_behind(part: Message) -> Message | None:
    """A multipart of the parts that follow the closing line of `part`; None when none do."""
    edge, epilogue = part.get_boundary(), part.epilogue
    if not edge or not epilogue or f"--{edge}" not in epilogue:
        return None
    name = edge.encode("utf-8", "surrogateescape")
    text = epilogue.encode("utf-8", "surrogateescape")
    line = re.compile(rb"(?m)^--" + re.escape(name) + rb"(--)?[ \t]*\r?$\n?")
    marks = list(line.finditer(text))
    following = [*marks[1:], None]
    pieces = [
        mark[0] + text[mark.end() : after.start() if after else None]
        for mark, after in zip(marks, following, strict=False)
        if mark[1] is None
    ]
    if not pieces:
        return None
    quoted = re.sub(rb'(["\\])', rb"\\\1", name)
    return BytesParser().parsebytes(_HEAD % quoted + b"".join(pieces) + b"--" + name + b"--\n")
