"""What systems and programs leave lying about in folders and archives, known by its name."""

import re

from zenforms.leavings import Leaving, leaving

MOST_LISTED = 30
"""How many left-overs of one drop are told of; there may be one beside every file."""
MOST_BYTES = 1_000_000
"""A larger left-over stays in the original alone."""

_PASSED_OVER = frozenset({Leaving.LITTER, Leaving.LOCK, Leaving.HIDDEN, Leaving.UNFINISHED})
_ENDS = (".tmp", ".done")
_STARTS = (".", "~wr")
_LOCKS = ("~$", ".~lock")
_STREAM = re.compile(
    r"(?i)[:._](?:zone\.identifier|afp_(?:afpinfo|resource)|com\.apple\.[a-z.:_#]{3,60}|smartscreen"
    r"|encryptable|ms-properties|\$data)(?::\$data)?$"
)


def is_litter_name(name: str) -> bool:
    """Whether nobody put a file or folder of this name there."""
    low = name.lower()
    is_known = leaving(low) in _PASSED_OVER or is_stream_name(low)
    return is_known or low.startswith(_STARTS) or low.endswith(_ENDS)


def is_left_over(name: str) -> bool:
    """Whether nobody can have meant to attach a file of this name."""
    low = name.lower()
    return low.startswith(_LOCKS) or leaving(low) is Leaving.LITTER


def is_litter_path(relative: str) -> bool:
    """Whether a part of the path, with forward slashes, is called as left-overs are."""
    return any(is_litter_name(part) for part in relative.split("/"))


def is_stream_name(name: str) -> bool:
    """Whether it is a stream beside a file's content, which a copy made a file of its own."""
    return bool(_STREAM.search(name))
