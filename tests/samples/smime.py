"""S/MIME as Outlook writes it, with certificates of nobody: their keys are made and forgotten."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from tests.samples.letters import Part, based


def encrypted(content: Part) -> Part:
    """`content`, which only its addressee could read."""
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(content.to_bytes())
    builder = builder.add_recipient(_certificate(_key()))
    return _wrapped(builder.encrypt(Encoding.DER, []), "enveloped-data")


def signed(content: Part) -> Part:
    """`content` inside its signature, so that it cannot be read without opening it."""
    key = _key()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content.to_bytes())
    builder = builder.add_signer(_certificate(key), key, hashes.SHA256())
    return _wrapped(builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary]), "signed-data")


def _wrapped(data: bytes, kind: str) -> Part:
    heads = (
        f'Content-Type: application/pkcs7-mime; smime-type={kind}; name="smime.p7m"',
        'Content-Disposition: attachment; filename="smime.p7m"',
        "Content-Transfer-Encoding: base64",
    )
    return Part(heads, based(data))


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Camille Exemple")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 12, 31, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
