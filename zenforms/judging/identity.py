"""Who it is from, and whose an address is: names and addresses compared with the register.

An address proves a client when it is a contact of record, or lies in the client's own domain. A
domain that several clients have, and one at which anybody gets a mailbox, is nobody's own.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from zenforms.judging.freemail import FREEMAIL
from zenforms.judging.policy import Client, Policy, Register
from zenforms.judging.text import words
from zenforms.reading.submission import Envelope, Submission

_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NO_LOCAL_PART = re.compile(r"""[\s"<>(),;:\\\[\]@]|[^\w.!#$%&'*+/=?^`{|}~-]""")


def same_name(one: str, other: str) -> bool:
    """Whether two company names are equal but for case, accents, signs and spaces."""
    return words(one) == words(other)


def domain_of(address: str) -> str:
    """The domain of an e-mail address, in lower case; empty when it has none."""
    return address.rpartition("@")[2].strip().rstrip(".").lower() if "@" in address else ""


def plain_domain(said: str) -> str | None:
    """A domain as DNS knows it, in lower case and ASCII; None when it is no full domain.

    Nothing is mapped onto something else on the way: “ß” is not “ss”, since the two may be
    different people's.
    """
    name = unicodedata.normalize("NFC", said.strip().lstrip("@").removesuffix(".").lower())
    labels = [_ascii_label(label) for label in name.split(".")]
    is_whole = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return ".".join(labels) if is_whole else None


@dataclass(frozen=True, slots=True)
class Directory:
    """Whose an address is, by what the desk has decided; without a register nobody's.

    Each address is a bare one, without a display name: whatever is no plain address is nobody's.
    """

    register: Register | None
    shared: frozenset[str] = FREEMAIL
    """Domains at which anybody gets a mailbox."""
    staff: frozenset[str] = frozenset()
    """Domains of the desk's own people, who forward what clients send them."""

    def client_of(self, address: str | None) -> Client | None:
        """The one client whom an address proves."""
        parts = _parts(address)
        if parts is None:
            return None
        named = self._having_contact(parts)
        if named:
            return named[0] if len(named) == 1 else None
        return self._owner(parts[1])

    def belongs_to(self, client: Client | None, address: str | None) -> bool:
        """Whether an address is this client's: who is a contact of two clients is of either."""
        parts = _parts(address)
        if client is None or parts is None:
            return False
        named = self._having_contact(parts)
        owner = self._owner(parts[1])
        ids = {one.id for one in named} or ({owner.id} if owner else set())
        return client.id in ids

    def has_own_domain(self, client: Client) -> bool:
        """Whether at least one of the client's domains proves it."""
        domains = filter(None, map(plain_domain, client.mail_domains))
        owners = [self._owner(domain) for domain in domains]
        return any(owner is not None and owner.id == client.id for owner in owners)

    def author(self, envelope: Envelope) -> Client | None:
        """The client whom a message's From proves; several authors must be of one client."""
        return self.client_of_all(envelope.senders)

    def client_of_all(self, senders: tuple[str, ...]) -> Client | None:
        """The one client whom all these addresses prove."""
        found = [self.client_of(address) for address in senders]
        first = found[0] if found else None
        is_one = first is not None and all(one is not None and one.id == first.id for one in found)
        return first if is_one else None

    def speaks_for(self, client_id: str | None, envelope: Envelope) -> bool:
        """Whether everybody who wrote a message belongs to this client; they may to others too."""
        return self.all_belong_to(client_id, envelope.senders)

    def all_belong_to(self, client_id: str | None, senders: tuple[str, ...]) -> bool:
        """Whether there are addresses, and each is this client's."""
        client = self.register.client(client_id or "") if self.register else None
        return bool(senders) and all(self.belongs_to(client, one) for one in senders)

    def is_from_staff(self, envelope: Envelope) -> bool:
        """Whether a message was sent by the desk's own people."""
        return self._are_staff(envelope.senders)

    def believed(self, submission: Submission) -> Envelope:
        """The message whose author counts.

        Staff drop what a client sent them also as it was forwarded to them. What anybody else
        encloses is hearsay: it gives neither a client nor an address.
        """
        envelopes = (submission.envelope, *submission.forwarded)
        return envelopes[self._believed(writers_of(submission))]

    def senders_side_by_side(self, submission: Submission) -> frozenset[str]:
        """The clients who wrote the messages that lie beside the one whose author counts."""
        one = self.believed(submission)
        envelopes = (submission.envelope, *submission.forwarded)
        beside = (e for e in envelopes if e.depth == one.depth or one.sender is None)
        return frozenset(client.id for e in beside if (client := self.author(e)))

    def believed_among(self, writers: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """The same of `writers_of` a drop; nobody where there are none."""
        return writers[self._believed(writers)] if writers else ()

    def _believed(self, writers: Sequence[tuple[str, ...]]) -> int:
        for place, senders in enumerate(writers):
            if self.client_of_all(senders) is not None or not self._are_staff(senders):
                return place
        return 0

    def _are_staff(self, senders: tuple[str, ...]) -> bool:
        return bool(senders) and all(map(self._is_staff, senders))

    def _is_staff(self, address: str) -> bool:
        parts = _parts(address)
        return parts is not None and any(_is_within(parts[1], own) for own in self.staff)

    def _having_contact(self, parts: tuple[str, str]) -> list[Client]:
        clients = self.register.clients if self.register else ()
        return [c for c in clients if parts in map(_parts, c.contacts)]

    def _owner(self, domain: str) -> Client | None:
        """Whose domain it is or lies in; the narrowest of the register counts."""
        if self.register is None or domain in self.shared:
            return None
        held = [
            (len(known), client)
            for client in self.register.clients
            for known in map(plain_domain, client.mail_domains)
            if known and known not in self.shared and _is_within(domain, known)
        ]
        narrowest = max((length for length, _ in held), default=0)
        owners = {client.id: client for length, client in held if length == narrowest}
        return next(iter(owners.values())) if len(owners) == 1 else None


def writers_of(submission: Submission) -> tuple[tuple[str, ...], ...]:
    """The authors of a drop's message and of those that it encloses, from the outside in."""
    return tuple(one.senders for one in (submission.envelope, *submission.forwarded))


def directory_of(register: Register | None, policy: Policy) -> Directory:
    """The directory of a desk; the domain of its own address counts among its staff's."""
    intake = policy.intake
    shared = FREEMAIL | frozenset(filter(None, map(plain_domain, intake.freemail_domains)))
    staff = map(plain_domain, (*intake.staff_domains, domain_of(policy.vendor.email)))
    return Directory(register, shared, frozenset(filter(None, staff)) - shared)


def _parts(address: str | None) -> tuple[str, str] | None:
    """Local part and domain, ready to be compared; None for anything but one plain address."""
    local, _, domain = (address or "").strip().rpartition("@")
    plain = plain_domain(domain)
    if not local or plain is None or domain.startswith("@") or _NO_LOCAL_PART.search(local):
        return None
    return unicodedata.normalize("NFC", local.lower()), plain


def _is_within(domain: str, known: str) -> bool:
    return domain == known or domain.endswith(f".{known}")


def _ascii_label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
