"""What a mail program finds in a draft of ours."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as read back: heads decoded, text and HTML, attachments by name."""

    message: EmailMessage
    text: str
    rich: str
    attached: dict[str | None, bytes]

    def head(self, name: str) -> str:
        """A decoded head; empty when it is not there."""
        return str(self.message[name] or "")


def opened(draft: bytes) -> Opened:
    """The draft as the standard library reads it, without a single defect."""
    message = message_from_bytes(draft, _class=EmailMessage, policy=default)
    assert not any(part.defects for part in message.walk())
    text, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert rich is not None
    return Opened(
        message,
        text.get_content(),
        rich.get_content(),
        {part.get_filename(): part.get_content() for part in message.iter_attachments()},
    )


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.add(tag)
        self.text += "" if tag == "span" else " "

    def handle_endtag(self, tag: str) -> None:
        self.text += "" if tag == "span" else " "

    def handle_data(self, data: str) -> None:
        self.text += data


def words_in(rich: str) -> list[str]:
    """The words that an HTML reader shows, without those of the page's title."""
    seen = _Words()
    seen.feed(rich.partition("</head>")[2])
    return seen.text.split()


def tags_in(rich: str) -> set[str]:
    """The elements that an HTML reader finds."""
    seen = _Words()
    seen.feed(rich)
    return seen.tags
