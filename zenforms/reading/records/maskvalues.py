"""Where a value begins and ends: quoted, in braces, bare, in an element."""

import re
from collections.abc import Iterator

from zenforms.reading.records.maskfold import Folded

_OPEN = re.compile(r"(?:[bru@$NLE]|rb|br|fr)?(?P<quote>\\{0,7}[\"'`])")
_DOUBLE = re.compile(r"(?:[^\"\\\r\n]|\\.|\"\"(?=[^\s,;:}\])>/&\"]))*+")
_SINGLE = re.compile(r"(?:[^'\\\r\n]|\\.|''(?=[^\s,;:}\])>/&']))*+")
_TICKS = re.compile(r"[^`\r\n]*+")
_NEXT = r"(?:amp;)?[A-Za-z_][A-Za-z_.\-]{0,40}\d{0,2}(?:\[\w{0,20}\])?"
_STOP = rf"(?=\s|$|\\?\"?{_NEXT}\\?\"?\s?[=:])"
_TAG = r"(?:/|br|[A-Za-z][\w:.\-]{0,60}(?:\s?/?>|\s{1,3}[\w:.\-]{1,40}=))"
_BARE = re.compile(
    rf"(?:[^\s;,&<\"'\\`]|[;,&](?!{_STOP[3:-1]})|<(?!{_TAG})|\\(?![\"'nrt])|\\[nrt](?=\w)"
    r"|[\"'`](?=[^\s,;:=}\])>&|\"'`\\]))++"
)
_TO_SPACE = re.compile(r"(?:[^\s\"'`<>]|[\"'`<>](?=[^\s,;:)}\]\"'`]))++")
_CELL = re.compile(r"[^|\t\r\n]++")
_CONNECTED = re.compile(r"[^;\r\n\"'{}<>=|]{1,300}(?=;\s{0,5}[\w .\-]{2,40}=)")
_CONNECTED_LAST = re.compile(r"[^;\r\n\"'{}<>=|]{1,300}(?=;?\s{0,5}(?:[\"'](?:[\s,;)/>\]}]|$)|$))")
_LINE = re.compile(r"[^\r\n]++")
_BRACED = re.compile(r"\{(?![\"'\s}])(?:[^}\r\n]|\}\})*+\}?")
_CDATA = "<![CDATA["
_ITEM = re.compile(r"(?P<quote>\\{0,7}[\"'])(?P<secret>[^\"'\\\r\n]{0,1000}+)")
_GUID = re.compile(r"(?i)[{(]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[)}]?")


class Values:
    """The values of one line. What was looked for once and not found is not looked for again."""

    def __init__(self, text: Folded) -> None:
        self._text = text
        self._plain = text.plain
        self._found: dict[str, int] = {}
        self._runs: dict[re.Pattern[str], tuple[int, int]] = {}
        self.last = len(text.plain.rstrip("\r\n"))
        """Where the line ends, without its line end."""

    def at(  # noqa: PLR0911 - each way to write a value ends in its own line
        self,
        start: int,
        *,
        enclosing: str = "",
        cell: bool = False,
        whole: bool = False,
        connected: bool = False,
        stop_at_space: bool = False,
    ) -> tuple[int, int] | None:
        """The value that begins at `start`, without its quotes; None when there is none.

        `enclosing` is the quote in which name and value stand together, `cell` says that a table
        ends it, `whole` that it may hold spaces up to the line's end, `connected` that only `;`
        ends it.
        """
        plain = self._plain
        if start >= len(plain):
            return None
        opened = _OPEN.match(plain, start)
        if opened and opened["quote"][-1] != enclosing:
            return self._quoted(opened)
        if plain[start] == "{" and (braced := _BRACED.match(plain, start)):
            return braced.span()
        if cell:
            match = _CELL.match(plain, start)
            return (start, start + len(match.group().rstrip())) if match else None
        if enclosing and (stop := self._next(enclosing, start)) > start:
            return start, stop
        if connected and (
            match := _CONNECTED.match(plain, start) or _CONNECTED_LAST.match(plain, start)
            if plain.rfind(";", max(0, start - 60), start) >= 0
            else _CONNECTED.match(plain, start)
        ):
            return start, start + len(match.group().rstrip())
        end = self._run(_TO_SPACE if stop_at_space else _BARE, start)
        if end <= start:
            return None
        start, stop = self._trimmed(start, end)
        if stop_at_space:
            return start, stop
        return start, self._further(stop, whole=whole)

    def element(self, start: int) -> tuple[int, int] | None:
        """The words of an element up to its end, or to the line's end when it goes on."""
        plain = self._plain
        if plain.startswith(_CDATA, start):
            begin = start + len(_CDATA)
            stop = self._next("]]>", begin)
            return begin, stop if stop >= 0 else self.last
        stop = self._next("</", start)
        if stop < 0:
            return (start, self.last) if "<" not in plain[start : start + 1] else None
        return start, start + len(plain[start:stop].rstrip())

    def items(self, start: int) -> Iterator[tuple[int, int]]:
        """The quoted items of a list."""
        stop = self._next("]", start)
        stop = stop if stop >= 0 else len(self._plain)
        at = start
        while match := _ITEM.search(self._plain, at, stop):
            yield match.span("secret")
            at = match.end() + len(match["quote"])

    def _quoted(self, opened: re.Match[str]) -> tuple[int, int]:
        quote, start = opened["quote"], opened.end()
        plain = self._plain
        if len(quote) > 1:
            stop = self._escaped_end(quote, start)
            return start, stop
        pattern = {'"': _DOUBLE, "'": _SINGLE, "`": _TICKS}[quote]
        match = pattern.match(plain, start)
        stop = match.end() if match else start
        is_sign = self._text.is_escaped(opened.end() - 1)
        while stop < self.last and self._text.is_escaped(stop) != is_sign:  # `"a&quot;b"`
            match = pattern.match(plain, stop + 1)
            stop = match.end() if match else stop + 1
        while plain[stop : stop + 1] == quote and plain[stop + 1 : stop + 2] in {'"', "'"}:
            again = {'"': _DOUBLE, "'": _SINGLE}[plain[stop + 1]].match(plain, stop + 2)
            if again is None or again.end() == stop + 2:
                break
            quote, stop = plain[stop + 1], again.end()
        return start, stop

    def _escaped_end(self, quote: str, start: int) -> int:
        """Where the same quote stands again, with just as many backslashes."""
        at = self._plain.find(quote, start)
        while at > start and self._plain[at - 1] == "\\":
            at = self._plain.find(quote, at + len(quote))
        return at if at >= 0 else self.last

    def _run(self, pattern: re.Pattern[str], start: int) -> int:
        """Where what begins at `start` ends; a part of a run ends where that does."""
        known = self._runs.get(pattern)
        if known is None or not known[0] <= start < known[1]:
            match = pattern.match(self._plain, start)
            known = self._runs[pattern] = start, match.end() if match else start
        return known[1]

    def _trimmed(self, start: int, stop: int) -> tuple[int, int]:
        """Without the bracket that closes what was opened before the name."""
        plain = self._plain
        before = plain[max(0, start - 300) : start]
        for opening, closing in ("()", "[]", "{}"):
            if closing in plain[start : min(stop, start + 2_000)] and before.count(
                opening
            ) > before.count(closing):
                depth = 0
                for at in range(start, min(stop, start + 2_000)):
                    depth += (plain[at] == opening) - (plain[at] == closing)
                    if depth < 0:
                        stop = at
                        break
        while stop - start > 1 and plain[stop - 1] in "\"'`":
            stop -= 1
        return start, stop

    def _further(self, stop: int, *, whole: bool) -> int:
        plain = self._plain
        if whole and (line := _LINE.match(plain, stop)):
            rest = line.group()
            if not re.search(r"\s[\w.\-]{1,40}\s?[=:]|[,;]\s|[\"'<>{}]", rest):
                return stop + len(rest.rstrip())
        pair = re.compile(r" {1,3}/ {1,3}(\S{4,60})(?!\s?[:=])").match(plain, stop)
        if pair and looks_made(pair.group(1), least=4):
            return pair.end()
        return stop

    def _next(self, sign: str, start: int) -> int:
        """Where `sign` stands next; -1 when it does not."""
        known = self._found.get(sign)
        if known is None or (0 <= known < start):
            known = self._found[sign] = self._plain.find(sign, start)
        return known


def looks_made(value: str, *, least: int) -> bool:
    """Whether it is no word and no number: letters with digits, or signs between letters."""
    if len(value) < least or _GUID.fullmatch(value) or "://" in value:
        return False
    letters, digits = any(map(str.isalpha, value)), any(map(str.isdigit, value))
    return letters and (digits or bool(re.search(r"\w[!#$%&*+?@^~]\w", value)))


def looks_mixed(value: str) -> bool:
    """Whether it looks drawn by lot: letters of both cases and digits, changing all the time."""
    core = value.strip("\"'=")
    if len(core) < 8 or not core.isascii() or _GUID.fullmatch(core) or "\\" in core:  # noqa: PLR2004 - shorter are codes
        return False
    if any(char in core for char in ".:/(){}[]|") and "/" not in core.replace("://", "..."):
        core = re.sub(r"[.:(){}\[\]|]", "", core) if core.count(".") < 2 else ""  # noqa: PLR2004 - a name of classes
    changes = len(re.findall(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", core))
    mixed = any(map(str.islower, core)) and any(map(str.isupper, core))
    return mixed and changes >= 3  # noqa: PLR2004 - `ORD00012345` changes once
