"""Secrets in every way in which logs, settings and mails write them, and lines that hold none."""

import re
from itertools import product
from pathlib import Path

import pytest

from tests.unit.reading.records.secret_shapes import DIGITS, MARKED, SEVERAL_LINES, SHAPES
from zenforms.reading.records.logs import log_lines
from zenforms.reading.records.masking import MASK, Masker, masked

SECRET = "S3cr3tV4lue"  # noqa: S105 - what must not be seen
PLACE = "§"
ORDINARY = (Path(__file__).parent / "ordinary.txt").read_text("utf-8").splitlines()
LEADS = (
    "2026-11-24 10:00:00,123 INFO [main] ",
    "    ",
    "Bonjour, voici : ",
    '{"level": "info"} ',
)
ODD_VALUES = (
    "ab<S3cr3tV4lue",
    "ab&S3cr3tV4lue=1",
    "p@S3cr3tV4lue",
    "a;S3cr3tV4lue",
    "a,S3cr3tV4lue",
    "it's-S3cr3tV4lue",
    "a/S3cr3tV4lue",
    "a\\S3cr3tV4lue",
    "a|S3cr3tV4lue",
    "(S3cr3tV4lue)",
    "#S3cr3tV4lue",
    "a=S3cr3tV4lue",
    "a:S3cr3tV4lue",
    "S3c\u200br3tV4lue",
    "éàS3cr3tV4lue",
    "a%26S3cr3tV4lue",
    "a&amp;S3cr3tV4lue",
    "a&lt;S3cr3tV4lue",
    "a&quot;S3cr3tV4lue",
    "a>S3cr3tV4lue",
    "a[S3cr3tV4lue]",
    "a{S3cr3tV4lue}",
    "S3cr3tV4lue\U0001f600x",
)
NAMES = (
    "password=§",
    "Password: §",
    "mdp : §",
    'password="§"',
    '{"password": "§"}',
    "<password>§</password>",
    "zen --password § -v",
    "x password=§ y",
    "Server=a;Password=§;Timeout=3",
    "PGPASSWORD=§ psql",
)
OWNERS = (
    *("new", "current", "session", "client", "parent", "account", "agent", "event", "content"),
    *("sql", "zen", "mail", "bot", "intent", "local", "main", "tenant", "grant", "point", "smtp"),
)
WORDS = ("Password", "Token", "Secret", "Pwd", "ApiKey", "Passwd", "PrivateKey")
STAMPED = (
    "2026-11-24 10:00:00,123 INFO [main] ",
    "2026-11-24T10:00:00.123Z WARN  [exec-1] c.z.Login : ",
    "[24/11/2026 10:00:00] ",
    "10:00:00.123 [main] DEBUG com.zen.desk.Login - ",
    "2026-11-24 10:00:00 ",
)
PHRASED = (
    "password=§",
    "password: §",
    "spring.datasource.password=§",
    "spring.mail.password = §",
    "db.password.default: §",
    "refresh_token=§",
    "Secret : §",
    "encryption_key=§",
)
NUMBERS = (
    "FR76 3000 6000 0112 3456 7890 189",
    "DE89 3704 0044 0532 0130 00",
    "4111 1111 1111 1111",
    "1 84 12 76 451 089 46",
)
AT_LINE_STARTS = ("PASS", "AUTH", "a1 ")
ENDLESS = (
    '{"user":"camille","password":"S3cr3tV4lue","n":1},',
    "password=S3cr3tV4lue id=3 ",
    "carte 4111 1111 1111 1111 ok ",
)


def hidden(text: str) -> str:
    return masked(text)[0]


def parts_of(secret: str) -> set[str]:
    """Every piece of it that would tell something."""
    return {secret[at : at + 6] for at in range(max(1, len(secret) - 5))}


def seen(secret: str, text: str) -> list[str]:
    plain = text.replace("\u200b", "")
    return [part for part in parts_of(secret) if part in plain]


@pytest.mark.parametrize("shape", [*SHAPES, *SEVERAL_LINES])
def test_no_part_of_a_secret_is_seen(shape: str) -> None:
    told = hidden(shape.replace(PLACE, SECRET))
    assert MASK in told
    assert not seen(SECRET, told)


@pytest.mark.parametrize("lead", LEADS)
def test_whatever_stands_before_it(lead: str) -> None:
    shapes = (shape for shape in SHAPES if not shape.startswith(AT_LINE_STARTS))
    assert not [s for s in shapes if seen(SECRET, hidden(lead + s.replace(PLACE, SECRET)))]


@pytest.mark.parametrize("value", ODD_VALUES)
def test_whatever_signs_it_holds(value: str) -> None:
    assert not [name for name in NAMES if seen(SECRET, hidden(name.replace(PLACE, value)))]


@pytest.mark.parametrize("shape", DIGITS)
def test_no_code_of_digits_is_seen(shape: str) -> None:
    assert "492817" not in hidden(shape.replace(PLACE, "492817"))


@pytest.mark.parametrize("token", MARKED)
def test_what_says_by_itself_that_it_is_a_secret_is_not_seen(token: str) -> None:
    assert hidden(f"le service a vu {token} ici") == f"le service a vu {MASK} ici"


@pytest.mark.parametrize("shape", [s for s in SHAPES if s.startswith(("password", "{", "<"))])
def test_the_names_beside_a_secret_stay(shape: str) -> None:
    told = hidden(shape.replace(PLACE, SECRET))
    words = re.findall(r"[a-z]{4,}", shape.replace("camille", "").replace("Bearer", ""))
    assert not [word for word in words if word not in told]


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_line_loses_nothing(line: str) -> None:
    assert hidden(line) == line


def test_ordinary_lines_lose_nothing_in_a_row() -> None:
    assert hidden("\n".join(ORDINARY)) == "\n".join(ORDINARY)


@pytest.mark.parametrize("owner", OWNERS)
def test_whatever_stands_before_it_in_a_name(owner: str) -> None:
    for word, said in product(WORDS, ("S3cr3tV4lue", "9f86d081884c7d65", "azertyuiop")):
        joined = (owner + word, owner.title() + word, f"{owner}_{word}".lower(), f"{owner}-{word}")
        for name, shape in product(joined, ("{}={}", '"{}": "{}"', "<{0}>{1}</{0}>", "--{} {}")):
            assert said not in hidden(shape.format(name, said)), name


@pytest.mark.parametrize("lead", STAMPED)
@pytest.mark.parametrize("name", PHRASED)
def test_a_phrase_of_plain_words_is_hidden_whole_behind_what_a_log_writes(
    name: str, lead: str
) -> None:
    told = hidden(lead + name.replace(PLACE, "cheval batterie agrafe"))
    assert not {"cheval", "batterie", "agrafe"} & set(re.findall(r"\w+", told))
    assert told.startswith(lead)


@pytest.mark.parametrize(
    "sign", ["", " ", "-", ".", "/", "_", "\u00a0", "\u202f", "\u2011", "\u2013"]
)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_known_whatever_parts_its_groups(number: str, sign: str) -> None:
    for lead, end in (("", ""), ("n° ", " ok"), ('{"x":"', '"}'), ("<a>", "</a>"), ("a=", ";")):
        assert hidden(lead + sign.join(number.split()) + end) == f"{lead}{MASK}{end}"


@pytest.mark.parametrize("key", ["(46)", "/ 46", " clé 46", " clé : 46", ", clé 46"])
def test_the_key_of_a_nir_may_stand_apart(key: str) -> None:
    assert "184" not in hidden(f"184127645108{'9'}{key}").replace("1 84", "184")


@pytest.mark.parametrize(
    "number",
    ["4111 1111 1111 1112", "FR76 3000 6000 0112 3456 7890 188", "1 84 12 76 451 089 47"],
)
def test_a_number_with_wrong_check_digits_stays(number: str) -> None:
    assert hidden(number) == number


def test_a_key_that_never_ends_hides_no_log() -> None:
    head = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n"
    rest = "2026-11-24 10:00:00 ERROR connexion refusée\n" * 3
    assert hidden(head + rest) == f"{MASK}\n{MASK}\n{rest}"


@pytest.mark.parametrize("unit", ENDLESS)
def test_a_line_without_end_shows_nothing_where_it_is_cut(unit: str) -> None:
    data = (unit * (1_200_000 // len(unit))).encode()
    pieces = (data[at : at + 65_536] for at in range(0, len(data), 65_536))
    masker = Masker()
    told = "".join(masker.line(piece) for piece in log_lines(pieces, "utf-8"))
    assert not [part for part in ("S3cr3t", "V4lue", "1111 1") if part in told]


def test_a_secret_longer_than_a_piece_is_hidden_to_its_end() -> None:
    data = ('{"token": "' + "Ab3" * 800_000 + '", "n": 1}').encode()
    pieces = (data[at : at + 65_536] for at in range(0, len(data), 65_536))
    masker = Masker()
    told = "".join(masker.line(piece) for piece in log_lines(pieces, "utf-8"))
    assert told.replace("*", "") == '{"token": "", "n": 1}'
