"""What reading may cost: a frozen value that the policy fills and the desk passes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What untrusted bytes may cost. Sizes in bytes, times in seconds; policy fills it."""

    document_bytes: int = 20_000_000
    memory_bytes: int = 1_500_000_000
    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    fields: int = 5_000
    depth: int = 64
    value_bytes: int = 65_536
    stream_bytes: int = 5_000_000
    attachments: int = 20
    attachment_bytes: int = 50_000_000
