"""Lines made to cost: masking takes four times as long for four times as much, not sixteen."""

# ruff: noqa: E501 - families stand between bars

import time

import pytest

from zenforms.reading.records.masking import Masker

pytestmark = pytest.mark.hostile

SHORT, LONG = 40_000, 160_000
MOST = 9.0  # times as long; what is quadratic takes sixteen
LEAST_SECONDS = 0.05  # below that the clock tells nothing
FAMILIES = """
pwd>|=|"|'|password|password=|password |a.|key=|<|://a:|://a:b@|?a=|&code=|-|eyJ|{"a":|4111 |FR76|1 84 |
mdp : |token |-----BEGIN PRIVATE KEY|mysql |mysql -p|curl -u a:|Authorization: |"Authorization: |
cookie: a=b;|AUTH |\\|\\"|\\"password\\":\\"|name="password" |{password:|value="x" password|password de |
password is |snmp |community |$1$|$|::a:|:|0|A|ab1|é|\u200b|&quot;|%22|password\u200b=|login |a/b |PASS |
code PIN |(password=|pass[|<key>password</key>|identified by '|bearer |pass word|mots de passe|phrase|
secret/|hooks/|a1 LOGIN |x x x |user:|x@|password='|password="a" |tacacs key |login a password |''|
http://a/hook/|-u a |-u a -p:|/p:a1 |connect a/b|oracle a/b@|sa/|a/b@|a:b1@|networkcredential('a',|sp_addlogin 'a',|
openrowset('a','b';'c';|linkedsrvlogin 'a','b',|reg_sz |password reg_sz |/v token /d |login a "|jwt |clef d'|
1-2/|fr/76_|newwp|2026-11-24 10:00:00 INFO password: a b |&sid=|enable secret |certutil -p |1,|12:|aaaaaaaa:|0123456789abcdef|--p |net user |echo a |sk-|{"a":{"token":[|"password":"\\
""".replace("\n", "").split("|")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_long_line_costs_what_its_length_says(family: str) -> None:
    short, long = (_seconds((family * n)[:n]) for n in (SHORT, LONG))
    assert long < LEAST_SECONDS or long / max(short, LEAST_SECONDS / 4) < MOST


def _seconds(line: str) -> float:
    """The least of three: what is made on first use, and a neighbour's noise, cost nobody twice."""
    return min(_once(line) for _ in range(3))


def _once(line: str) -> float:
    start = time.process_time()
    Masker().line(line)
    return time.process_time() - start
