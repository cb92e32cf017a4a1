"""S/MIME: a signature is looked through, an encryption is not."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tests.making.mails import HEADERS, PLAIN, attachment, mail
from zenforms.reading.limits import Limits
from zenforms.reading.mail.mail import read_mail
from zenforms.reading.mail.smime import signed_content

DAY = datetime(2026, 11, 24, tzinfo=UTC)


def certificate(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Camille Exemple")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(DAY)
        .not_valid_after(DAY + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )


@pytest.fixture(name="signed", scope="module")
def fixture_signed() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    content = PLAIN.replace(b"Bonjour", b"Signature")
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(certificate(key), key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def test_an_opaque_signature_gives_what_it_wraps(signed: bytes) -> None:
    assert signed_content(signed) == PLAIN.replace(b"Bonjour", b"Signature")


def test_a_message_of_only_an_opaque_signature_is_read(signed: bytes) -> None:
    part = attachment("smime.p7m", signed, "application/pkcs7-mime; smime-type=signed-data")
    letter = read_mail(HEADERS + part, Limits())
    assert letter.envelope.body == "Signature,\nvoici le formulaire."
    assert letter.envelope.subject == "Demande d'assistance"
    assert letter.problems == ()


def test_content_in_pieces_of_unknown_length_is_joined() -> None:
    def node(tag: int, content: bytes) -> bytes:
        return bytes([tag, 0x80]) + content + b"\0\0"

    oid = b"\x06\x09" + bytes.fromhex("2a864886f70d0107")
    pieces = node(0x24, b"\x04\x03abc" + b"\x04\x02de")
    inner = node(0x30, oid + b"\x01" + node(0xA0, pieces))
    signed = node(0x30, b"\x02\x01\x01" + b"\x31\x00" + inner)
    assert signed_content(node(0x30, oid + b"\x02" + node(0xA0, signed))) == b"abcde"


def test_an_encrypted_message_gives_nothing() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(mail()).add_recipient(certificate(key))
    assert signed_content(builder.encrypt(serialization.Encoding.DER, [])) is None


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert signed_content(data) is None


@given(st.data())
def test_no_damaged_signature_makes_it_raise(signed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed) - 1))
    junk = data.draw(st.binary(max_size=8))
    signed_content(signed[:at] + junk + signed[at + len(junk) :])
