from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.judging.identity import Directory, directory_of, domain_of, same_name
from zenforms.judging.policy import Client, Policy, Register
from zenforms.reading.submission import Envelope, Submission


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société Exemple", "SOCIETE  EXEMPLE"),
        ("Cœur d’Été & Fils", "Coeur d'Ete et Fils".replace(" et ", " & ")),
        ("Exemple S.A.", "Exemple S A"),
    ],
)
def test_a_name_is_the_same_whatever_its_accents_case_and_signs(one: str, other: str) -> None:
    assert same_name(one, other)


def test_another_name_is_another_name() -> None:
    assert not same_name("Société Exemple", "Société Exemple Nord")
    assert not same_name("Société Exemple", "")
    assert not same_name("Ωμέγα", "Άλφα")


@pytest.mark.parametrize(
    ("address", "domain"),
    [("a@Client.Example", "client.example"), ("a@b@c.example.", "c.example"), ("nobody", "")],
)
def test_the_domain_of_an_address(address: str, domain: str) -> None:
    assert domain_of(address) == domain


def _client(number: int, *contacts: str, domains: tuple[str, ...] = ()) -> Client:
    return Client(
        id=f"C-{number}", name=f"Société {number}", contacts=contacts, mail_domains=domains
    )


def _directory(*clients: Client, policy: Policy | None = None) -> Directory:
    return directory_of(Register(clients=clients), policy or Policy())


ONE = _client(1, "dir@victime.example", "chef@gmail.com", domains=("victime.example",))
OTHER = _client(2, "o@autre.example", domains=("autre.example", "@nord.victime.example."))
IDN = _client(3, domains=("bücher.example", "strasse.example"))
AT_FREEMAIL = _client(4, "seul@orange.fr", domains=("orange.fr", "messagerie.example", "example"))
GROUP = (_client(5, domains=("groupe.example",)), _client(6, domains=("Groupe.Example",)))
EVERYBODY = (ONE, OTHER, IDN, AT_FREEMAIL, *GROUP)

PROVES: Mapping[str, Client | None] = {
    "dir@victime.example": ONE,
    "DIR@Victime.Example": ONE,
    " dir@victime.example ": ONE,
    "anyone@victime.example": ONE,
    "anyone@victime.example.": ONE,
    "anyone@sud.victime.example": ONE,
    "anyone+desk@victime.example": ONE,
    "anyone@nord.victime.example": OTHER,
    "anyone@x.nord.victime.example": OTHER,
    "chef@gmail.com": ONE,
    "CHEF@GMAIL.COM.": ONE,
    "chef+desk@gmail.com": None,
    "c.hef@gmail.com": None,
    "chef@googlemail.com": None,
    "anyone@gmail.com": None,
    "anyone@evilvictime.example": None,
    "anyone@victime.example.evil.example": None,
    "anyone@victime": None,
    "anyone@victime.example..": None,
    "anyone@.victime.example": None,
    "x@b\u00fccher.example": IDN,
    "x@bu\u0308cher.example": IDN,
    "x@xn--bcher-kva.example": IDN,
    "x@XN--BCHER-KVA.example": IDN,
    "x@b\u0443cher.example": None,
    "x@stra\u00dfe.example": None,
    "x@\uff56ictime.example": None,
    "x@v\u0456ctime.example": None,
    "x@victime\u3002example": None,
    "seul@orange.fr": AT_FREEMAIL,
    "autre@orange.fr": None,
    "x@whatever.example": None,
    "x@messagerie.example": AT_FREEMAIL,
    "x@groupe.example": None,
    "": None,
    "victime.example": None,
    "@victime.example": None,
    "dir@victime.example@evil.example": None,
    "eve@evil.example@victime.example": None,
    "dir@@victime.example": None,
    '"dir@victime.example" <eve@evil.example>': None,
    '"dir@victime.example"@evil.example': None,
    "<dir@victime.example>": None,
    "eve@evil.example (dir@victime.example)": None,
    "eve@evil.example,dir@victime.example": None,
    "Victime: dir@victime.example;": None,
    "dir@victime.example\r\nBcc: eve@evil.example": None,
    "di r@victime.example": None,
}


@pytest.mark.parametrize("address", PROVES)
def test_an_address_proves_its_client_and_no_other(address: str) -> None:
    directory, proved = _directory(*EVERYBODY), PROVES[address]
    assert directory.client_of(address) is proved
    belonging = [one.id for one in EVERYBODY if directory.belongs_to(one, address)]
    assert belonging == ([proved.id] if proved else [])


def test_a_domain_of_the_desks_own_list_proves_nobody_either() -> None:
    policy = Policy.model_validate({"intake": {"freemail_domains": ["@Messagerie.Example"]}})
    assert _directory(*EVERYBODY, policy=policy).client_of("x@messagerie.example") is None


def test_a_contact_of_two_clients_names_neither_and_may_be_written_to_about_both() -> None:
    one, two = _client(1, "cabinet@comptes.example"), _client(2, "Cabinet@comptes.example")
    directory = _directory(one, two)
    assert directory.client_of("cabinet@comptes.example") is None
    assert directory.belongs_to(one, "cabinet@comptes.example")
    assert directory.belongs_to(two, "cabinet@comptes.example")


def test_a_contact_who_works_elsewhere_is_only_of_the_client_who_names_them() -> None:
    one = _client(1, domains=("un.example",))
    two = _client(2, "conseil@un.example", domains=("deux.example",))
    directory = _directory(one, two)
    assert directory.client_of("conseil@un.example") is two
    assert not directory.belongs_to(one, "conseil@un.example")


def test_without_a_register_nobody_is_proved() -> None:
    directory = directory_of(None, Policy())
    assert directory.client_of("dir@victime.example") is None
    assert not directory.belongs_to(ONE, "dir@victime.example")


def _from(*senders: str) -> Envelope:
    return Envelope(sender=senders[0] if senders else None, other_senders=senders[1:])


@pytest.mark.parametrize(
    ("senders", "author"),
    [
        ((), None),
        (("dir@victime.example",), ONE),
        (("dir@victime.example", "x@victime.example"), ONE),
        (("dir@victime.example", "eve@evil.example"), None),
        (("eve@evil.example", "dir@victime.example"), None),
        (("dir@victime.example", "o@autre.example"), None),
    ],
)
def test_several_authors_prove_a_client_together_only(
    senders: tuple[str, ...], author: Client | None
) -> None:
    assert _directory(*EVERYBODY).author(_from(*senders)) is author


DESK = Policy.model_validate(
    {
        "vendor": {"email": "support@editeur.example"},
        "intake": {"staff_domains": ["filiale.example", "gmail.com"]},
    }
)
STAFF, EVE, CLIENT_MAIL = (
    _from("lea@filiale.example"),
    _from("eve@evil.example"),
    _from("dir@victime.example"),
)


@pytest.mark.parametrize(
    ("chain", "place"),
    [
        ((CLIENT_MAIL,), 0),
        ((CLIENT_MAIL, _from("o@autre.example")), 0),
        ((STAFF, CLIENT_MAIL), 1),
        ((_from("support@editeur.example"), STAFF, CLIENT_MAIL), 2),
        ((EVE, CLIENT_MAIL), 0),
        ((STAFF, EVE, CLIENT_MAIL), 1),
        ((_from(), CLIENT_MAIL), 0),
        ((_from("anybody@gmail.com"), CLIENT_MAIL), 0),
        ((_from("lea@filiale.example", "eve@evil.example"), CLIENT_MAIL), 0),
        ((_from("lea@filiale.example.evil.example"), CLIENT_MAIL), 0),
        ((STAFF,), 0),
    ],
)
def test_what_a_stranger_encloses_is_not_believed(chain: tuple[Envelope, ...], place: int) -> None:
    drop = Submission("drop", "0" * 64, envelope=chain[0], forwarded=chain[1:])
    assert _directory(*EVERYBODY, policy=DESK).believed(drop) is chain[place]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(WORDS, WORDS, st.sampled_from(["@victime.example", "@gmail.com", "dir@victime.example"]))
def test_whatever_stands_around_it_an_address_proves_one_client_at_most(
    before: str, after: str, known: str
) -> None:
    address = before + known + after
    directory = _directory(*EVERYBODY)
    belonging = [one for one in EVERYBODY if directory.belongs_to(one, address)]
    assert len(belonging) <= 1
    if after.strip().strip("."):
        assert not directory.belongs_to(ONE, before + "@victime.example" + after.strip("."))
