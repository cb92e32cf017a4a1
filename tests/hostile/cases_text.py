"""Conformance: text strings in every encoding, and text fields in every type of value."""

import zlib

from tests.hostile.generator import Case, form, one, pdf, stream, utf16
from zenforms.reading.submission import Flag


def text(name: str, value: str, expected: str | None, *flags: Flag) -> Case:
    return one(name, f"/FT /Tx /Ff 4096 /V {value}", expected, *flags)


def line(name: str, value: str, expected: str | None, *flags: Flag) -> Case:
    return one(name, f"/FT /Tx /V {value}", expected, *flags)


def streamed(name: str, data: bytes, entries: str, expected: str, *flags: Flag) -> Case:
    objects = form("/T (a) /FT /Tx /Ff 4096 /V 50 0 R", more={50: stream(data, entries)})
    return Case(name, pdf(objects), {"a": expected}, {"a": set(flags)})


F = Flag
STRINGS = [
    text("plain ascii", "(hello)", "hello"),
    text("an empty string is null", "()", None),
    text("an empty hex string is null", "<>", None),
    text("white space alone is null", "(  \\t )", None),
    text("zero-width characters alone are null", utf16("\u200b\u2060\ufeff"), None, F.TRIMMED),
    text("an explicit null is null", "null", None),
    text("PDFDocEncoding high half", "(\\351\\340\\347)", "éàç"),
    text("PDFDocEncoding 0x9C is oe", "(\\234)", "œ"),
    text("PDFDocEncoding 0xA0 is the euro", "(\\240)", "€"),
    text("PDFDocEncoding 0x9B is l with stroke", "(\\233)", "ł"),
    text("PDFDocEncoding 0x95 is L with stroke", "(\\225)", "Ł"),
    text("PDFDocEncoding 0x1B is the dot above", "(a\\033b)", "a˙b"),
    text("PDFDocEncoding quotes", "(\\215x\\216 \\217y\\220)", "“x” ‘y’"),
    text("PDFDocEncoding 0x80 is a bullet", "(\\200)", "•"),
    text("PDFDocEncoding 0x7F is undefined", "(a\\177)", "a\ufffd", F.UNDECODABLE),
    text("PDFDocEncoding 0x9F is undefined", "(a\\237)", "a\ufffd", F.UNDECODABLE),
    text("PDFDocEncoding 0xAD is undefined", "(a\\255)", "a\ufffd", F.UNDECODABLE),
    text("UTF-16BE", utf16("Été à Œuvre €"), "Été à Œuvre €"),
    text("UTF-16BE beyond the basic plane", utf16("ok 😀"), "ok 😀"),
    text("UTF-16LE is not in the standard", "<FFFE4100E900>", "Aé", F.NONSTANDARD_ENCODING),
    text("UTF-8 with its mark", "<EFBBBF C3A9 E282AC>", "é€"),
    text("UTF-16 of odd length", "<FEFF004100>", "A\ufffd", F.UNDECODABLE),
    text("UTF-16 lone high surrogate", "<FEFFD83D0041>", "\ufffdA", F.UNDECODABLE),
    text("UTF-16 lone low surrogate", "<FEFFDE000041>", "\ufffdA", F.UNDECODABLE),
    text("broken UTF-8", "<EFBBBF41C3>", "A\ufffd", F.UNDECODABLE),
    text("UTF-8 without its mark", "<C3A9C3A8>", "Ã©Ã¨", F.SUSPECT_MOJIBAKE),
    text("a mark alone is null", "<FEFF>", None),
    text("UTF-16 without a mark", "<00410042>", "AB", F.NONSTANDARD_ENCODING),
    text("language escape", utf16("\x1bfr\x1bbonjour"), "bonjour"),
    text("language and country escape", utf16("a\x1benUS\x1bb"), "ab"),
    text("a lone escape is a control", utf16("a\x1bb"), "a\ufffdb", F.CONTROL_CHARS),
    text("C0 controls", "(a\\001\\010b)", "a\ufffd\ufffdb", F.CONTROL_CHARS),
    text("C1 controls", utf16("a\x85\x9bb"), "a\ufffd\ufffdb", F.CONTROL_CHARS),
    text("a terminal escape", utf16("\x1b[31mred"), "\ufffd[31mred", F.CONTROL_CHARS),
    text("a tab is kept", "(a\\tb)", "a\tb"),
    text("NFC", utf16("e\u0301"), "é"),
    text("bidi override is kept", utf16("a\u202eb"), "a\u202eb", F.BIDI_CONTROL),
    text("bidi isolate is kept", utf16("a\u2067b"), "a\u2067b", F.BIDI_CONTROL),
    text("private use: an emoji cut to 16 bits", utf16("a\uf600"), "a\uf600", F.SUSPECT_MOJIBAKE),
    text("CR, LF, CRLF are LF", "(a\\rb\\nc\\r\\nd)", "a\nb\nc\nd"),
    text("line ends in UTF-16", utf16("a\r\nb\rc"), "a\nb\nc"),
    text("a real line end inside a literal is LF", "(a\r\nb\rc)", "a\nb\nc"),
    text("a backslash before a line end joins", "(a\\\r\nb\\\nc)", "abc"),
    text("two line ends after a backslash: one is kept", "(a\\\n\nb)", "a\nb"),
    text("an unknown escape loses its backslash", "(\\q\\8)", "q8"),
    text("octal of one and two digits", "(\\53\\0533\\7)", "++3\ufffd", F.CONTROL_CHARS),
    text("octal overflow is ignored", "(\\501)", "A"),
    text("balanced brackets need no backslash", "(a(b(c))d)", "a(b(c))d"),
    text("escaped brackets", "(\\(a\\))", "(a)"),
    text("hex with white space", "<48 65\n6C6C 6F>", "Hello"),
    text("hex of odd length", "<48656C6C6>", "Hell`"),
    text("a comment sign in a string", "(50% off)", "50% off"),
    line("a line end in a one-line field", "(a\\nb)", "a\nb", F.NEWLINE_IN_SINGLE_LINE),
]

TYPES = [
    text("a name as text", "/Some#20text", "Some text", F.NONSTANDARD_TYPE),
    text("a name in latin-1", "/Gr#fcn", "Grün", F.NONSTANDARD_TYPE),
    text("a name in UTF-8", "/Gr#c3#bcn", "Grün", F.NONSTANDARD_TYPE),
    text("an integer as value", "42", "42", F.NONSTANDARD_TYPE),
    text("a real as value", "1.50", "1.5", F.NONSTANDARD_TYPE),
    text("a boolean as value", "true", "true", F.NONSTANDARD_TYPE),
    text("an array as value", "[(a)]", None, F.BAD_FIELD_ENTRY),
    text("a dictionary as text", "<< /A (a) >>", None, F.BAD_FIELD_ENTRY),
    streamed("a stream as value", b"\xfe\xff\x00A\x00\xe9", "", "Aé"),
    streamed("a stream in PDFDocEncoding", b"\xe9\x9c", "", "éœ"),
    streamed("a deflated stream", zlib.compress(b"deflated"), "/Filter /FlateDecode", "deflated"),
    streamed("a hex stream", b"4142>", "/Filter /ASCIIHexDecode", "AB"),
    streamed(
        "two filters",
        zlib.compress(b"abc").hex().encode() + b">",
        "/Filter [/ASCIIHexDecode /FlateDecode]",
        "abc",
    ),
    Case(
        "an indirect string",
        pdf(form("/T (a) /FT /Tx /V 50 0 R", more={50: "(far)"})),
        {"a": "far"},
        {"a": set()},
    ),
    Case(
        "a reference to a missing object is null, and told",
        pdf(form("/T (a) /FT /Tx /V 99 0 R", "/T (b) /FT /Tx /V (kept)")),
        {"a": None, "b": "kept"},
        {"a": {F.BAD_FIELD_ENTRY}, "b": set()},
    ),
    one("a password is never read", "/FT /Tx /Ff 8192 /V (secret)", None, F.PASSWORD),
    one("rich text that agrees", "/FT /Tx /V (a b) /RV (<p>a <b>b</b></p>)", "a b"),
    one("rich text that differs", "/FT /Tx /V (a) /RV (<p>b</p>)", "a", F.RICH_TEXT_DIFFERS),
    one("rich text entities", "/FT /Tx /V (a & b) /RV (<p>a &amp; b</p>)", "a & b"),
    one("a value of 64 kB is whole", f"/FT /Tx /V ({'x' * 65_536})", "x" * 65_536),
    one("a longer value is cut", f"/FT /Tx /V ({'x' * 65_537})", "x" * 65_536, F.TRUNCATED),
]

CASES = [*STRINGS, *TYPES]
