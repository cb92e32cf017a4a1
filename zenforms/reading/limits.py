"""What reading may cost: a frozen value that the policy fills and the desk passes."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """What untrusted bytes may cost. Sizes in bytes, times in seconds; policy fills it.

    What the mail, archive and drop limits are for stands in docs/drops.md.
    """

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

    mail_bytes: int = 25_000_000
    mail_header_bytes: int = 256_000
    """One header block, that of the message or of a part."""
    mail_parts: int = 200
    mail_depth: int = 10
    """How deep parts and forwarded messages may nest."""
    body_chars: int = 100_000
    """How much of a message's text is kept."""

    archive_entries: int = 200
    archive_bytes: int = 200_000_000
    """What all entries may take together once unpacked."""
    archive_ratio: int = 200
    archive_ratio_floor: int = 10_000_000
    """An entry smaller than this is never a bomb: logs repeat themselves."""
    archive_depth: int = 1
    """An archive inside an archive is an attachment, not opened."""

    drop_files: int = 200
    drop_bytes: int = 250_000_000
    drop_depth: int = 16
    """How deep the subfolders of a folder may lie."""

    recording_steps: int = 2_000
    recording_bytes: int = 60_000_000
    log_bytes: int = 100_000_000
    log_lines: int = 2_000_000
    log_errors: int = 5
    """How many of the last errors are told, each with its context."""

    judging_seconds: float = 60.0
    """What judging a drop and writing all that becomes of it may take together."""
    judging_memory_bytes: int = 1_500_000_000
    outcome_bytes: int = 600_000_000
    """All files that become of a drop, together."""
    page_bytes: int = 30_000_000
    """One page for people, its pictures inside; further pictures are left out of it."""
    earlier_requests: int = 20
    """How many requests that a drop names are looked up, and how many rounds are read again."""

    @property
    def scratch_bytes(self) -> int:
        """What a reader may lay down: all that was packed and all that it was packed in, twice."""
        return 2 * (self.drop_bytes + self.archive_bytes)

    def for_judging(self) -> "Limits":
        """The same with the time and memory that judging and writing may take."""
        return replace(
            self,
            memory_bytes=self.judging_memory_bytes,
            cpu_seconds=max(1, round(self.judging_seconds)),
            wall_seconds=self.judging_seconds,
        )
