"""Who sent it: names and mail domains compared with the register."""

from zenforms.judging.policy import Client, Register
from zenforms.judging.text import words


def same_name(one: str, other: str) -> bool:
    """Whether two company names are equal but for case, accents, signs and spaces."""
    return words(one) == words(other)


def domain_of(address: str) -> str:
    """The domain of an e-mail address, in lower case; empty when it has none."""
    return address.rpartition("@")[2].strip().rstrip(".").casefold() if "@" in address else ""


def speaks_for(client: Client, address: str) -> bool:
    """Whether an address is a référent's or lies in one of the client's mail domains."""
    mine = address.strip().casefold()
    if mine in {contact.casefold() for contact in client.contacts}:
        return True
    domain = domain_of(address)
    return any(
        domain == known or domain.endswith(f".{known}")
        for known in map(_plain, client.mail_domains)
    )


def client_of_sender(register: Register, address: str) -> Client | None:
    """The one client whose référent or domain it is; None when there is none or several."""
    mine = address.strip().casefold()
    named = [c for c in register.clients if mine in {a.casefold() for a in c.contacts}]
    found = named or [c for c in register.clients if speaks_for(c, address)]
    return found[0] if len(found) == 1 else None


def _plain(domain: str) -> str:
    return domain.strip().lstrip("@").casefold()
