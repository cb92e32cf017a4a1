"""An address is read as it was meant, however it was typed, copied or pasted."""

import pytest

from tests.unit.judging.bench import FILLED, codes, judged
from zenforms.judging.addressing import writable
from zenforms.judging.mailaddress import is_email, meant_email

ADDRESSES = (
    "camille@societe.example",
    "camille.exemple@societe.example",
    "jeanne.d'exemple@societe.example",
    "camille+support@mail.societe.example",
    "cs/exemple@societe.example",
    "anne-lise_b@x-y.example",
    "camille@société.example",
    "a@xn--socit-esab.example",
)
TYPED = (
    "{}",
    " {} ",
    "{}.",
    "{},",
    "{};",
    '"{}"',
    "« {} »",
    "“{}”",
    "<{}>",
    "({})",
    "Camille Exemple <{}>",
    "mailto:{}",
    "e-mail : {}",
    "Courriel: {}.",
    "{}\0\0",
    "\ufeff{}\u200b",
    "\u202a{}\u202c",
    "{}\u00a0",
    "{}\n",
)
WRITTEN = (
    ("@", " @ "),
    ("@", "@\n"),
    ("@", "\uff20"),
    ("'", "\u2019"),
    ("-", "\u2011"),
    ("-", "\u2013"),
    ("e", "\u00ade"),
    ("ffi", "\ufb03"),
)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_stands_around_an_address_is_no_part_of_it(address: str, typed: str) -> None:
    assert meant_email(typed.format(address)) == address


@pytest.mark.parametrize(("plain", "odd"), WRITTEN)
@pytest.mark.parametrize("address", [*ADDRESSES, "o.office@bureau.example"])
def test_signs_that_look_like_those_of_an_address_are_those(
    address: str, plain: str, odd: str
) -> None:
    assert meant_email(address.replace(plain, odd, 1)) == address


@pytest.mark.parametrize(
    "text",
    [
        "pas d'adresse",
        "a@b.example et c@d.example",
        "camille(at)x.example",
        "camille",
        "a@b",
        "@b.example",
        "x" * 2000,
    ],
)
def test_what_has_no_clear_reading_stays_as_it_is(text: str) -> None:
    assert meant_email(text) == text
    assert not is_email(text)


def test_a_domain_in_other_letters_can_be_written_to_and_is_mapped_onto_no_other() -> None:
    assert writable("camille@société.example") == "camille@xn--socit-esab.example"
    assert writable("camille@straße.example") == "camille@xn--strae-oqa.example"
    assert writable("rené@societe.example") is None
    assert writable("camille@societe.example") == "camille@societe.example"


def test_staff_are_told_how_an_address_was_read_and_the_client_is_asked_nothing() -> None:
    odd = judged(FILLED.with_answers(email='"bruno.test@client.example".'))
    assert "ZF239" in codes(odd)
    assert "ZF201" not in codes(odd)
    assert odd.case.answer("email").value == "bruno.test@client.example"
    assert "ZF239" not in codes(judged(FILLED))


def test_an_address_beyond_reach_is_never_exchanged_in_silence() -> None:
    assert "ZF535" in codes(judged(FILLED.with_answers(email="rené.test@client.example")))
    assert "ZF535" not in codes(judged(FILLED))
