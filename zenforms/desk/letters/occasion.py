"""What every letter says alike: greeting, number, one subject, décompte, signature."""

from collections.abc import Iterable
from dataclasses import dataclass

from zenforms.desk.letters.letter import Block, Heading, Letter, Paragraph, Point, Points
from zenforms.findings import Severity
from zenforms.harmless import plain_line
from zenforms.judging import charter
from zenforms.judging.case import Case, Outcome
from zenforms.judging.evidence import is_held_back, side_files
from zenforms.judging.moments import day_in_paris
from zenforms.judging.numbers import without_numbers
from zenforms.judging.policy import Vendor
from zenforms.judging.spoken import spoken_day
from zenforms.judging.text import is_empty
from zenforms.judging.threads import Join
from zenforms.language import Lang, Text
from zenforms.reading.submission import DropFile

_SUBJECT = 70
_FILE_NAME = 60
_FILES = 8

_DEAR = Text(fr="Bonjour {name},", en="Dear {name},")
_HELLO = Text(fr="Bonjour,", en="Hello,")
_REGARDS = Text(fr="Cordialement,", en="Kind regards,")
_TEAM = Text(fr="L'équipe support", en="The support team")
_QUOTED = Text(fr="« {said} »", en="“{said}”")
_ABOUT = Text(fr=" : {subject}", en=": {subject}")

ONE_SUBJECT = Text(
    fr="Un envoi, un sujet : pour un autre problème, faites une nouvelle demande, elle sera "
    "traitée plus vite.",
    en="One message, one subject: for another problem, please make a new request; it will be "
    "handled faster.",
)
DECOMPTE = Text(
    fr="Une demande complète n'est pas concernée par cette règle de la charte :",
    en="A complete request is not affected by this rule of the charter:",
)
KEEP_NUMBER = Text(
    fr="Gardez le numéro {number} dans l'objet de votre réponse : il la rattache à votre demande.",
    en="Please keep the number {number} in the subject of your reply: it ties it to your request.",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a letter is written. `number` is the one that the client knows the request by."""

    outcome: Outcome
    number: str
    lang: Lang

    @property
    def case(self) -> Case:
        """What was judged."""
        return self.outcome.case

    @property
    def vendor(self) -> Vendor:
        """Who writes."""
        return self.case.desk.policy.vendor

    @property
    def is_round(self) -> bool:
        """Whether the drop completes an earlier one."""
        joined = self.case.joined
        return joined is not None and joined.how is Join.ROUND

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing; an incomplete request may be opened all the same."""
        return self.outcome.report.verdict < Severity.ERROR

    @property
    def subject(self) -> str:
        """What the client wants, in a few of the client's own words; empty when nobody knows."""
        envelope = self.case.submission.envelope
        said = self.case.answer("summary").value or envelope.subject or ""
        return "" if is_empty(said) else plain_line(self.own_words(said), _SUBJECT)

    def own_words(self, said: str) -> str:
        """The words without the number of any request that is not this client's."""

        def is_strange(number: str) -> bool:
            return number != self.number and self.case.own_thread(number) is None

        return without_numbers(said, is_strange)

    @property
    def quoted_subject(self) -> str:
        """The same in quotation marks with a space before, or nothing."""
        return f" {self.quoted(self.subject)}" if self.subject else ""

    @property
    def day(self) -> str:
        """The day on which this drop came, as people say it."""
        return spoken_day(day_in_paris(self.case.received_at)).to(self.lang)

    @property
    def file_names(self) -> str:
        """What has come so far beside the form and is not held back, by name; empty for none."""
        return _listed(f for f in self._files if not is_held_back(self.case, f))

    @property
    def useful_file_names(self) -> str:
        """The same without what is empty, or is not what its name says: that must come again."""
        files = (f for f in self._files if _is_what_it_says(f))
        return _listed(f for f in files if not is_held_back(self.case, f))

    @property
    def held_names(self) -> str:
        """The documents that nobody declared free of confidential data, by name; or empty."""
        return _listed(f for f in self._files if is_held_back(self.case, f))

    @property
    def _files(self) -> tuple[DropFile, ...]:
        """What came beside the form; beside forms of several clients it may be anybody's."""
        return () if self.case.is_mixed else side_files(self.case)

    def quoted(self, said: str) -> str:
        """Words in the quotation marks of the letter's language."""
        return _QUOTED.fill(self.lang, {"said": said})

    def say(self, text: Text, **arguments: str | Text) -> str:
        """The sentence in the language of the letter; it may name number, day and vendor."""
        known = {"number": self.number, "day": self.day, "vendor": plain_line(self.vendor.name)}
        return text.fill(self.lang, known | arguments)


def _is_what_it_says(file: DropFile) -> bool:
    is_binary_log = file.log is not None and file.log.binary
    return file.size > 0 and file.claims is None and not is_binary_log


def _listed(files: Iterable[DropFile]) -> str:
    names = [plain_line(file.name, _FILE_NAME) for file in files]
    return ", ".join([*names[:_FILES], "…"] if len(names) > _FILES else names)


def occasion_of(outcome: Outcome, number: str) -> Occasion:
    """The occasion; a round is spoken of by the number of the request that it completes."""
    case = outcome.case
    lang = Lang(case.client.language) if case.client else Lang.FR
    is_round = case.joined is not None and case.joined.how is Join.ROUND
    known = case.joined.thread.number if case.joined and is_round else number
    return Occasion(outcome, known, lang)


def letter_of(occasion: Occasion, subject: Text, name: str | None, *blocks: Block) -> Letter:
    """A letter with its greeting and signature; `subject` follows the number."""
    greeting = occasion.say(_DEAR, name=name) if name else occasion.say(_HELLO)
    about = occasion.say(_ABOUT, subject=occasion.subject) if occasion.subject else ""
    return Letter(
        subject=plain_line(f"[{occasion.number}] {occasion.say(subject)}{about}"),
        lang=occasion.lang,
        blocks=(Paragraph(greeting), *blocks),
        signature=signature_of(occasion),
    )


def good_to_know(occasion: Occasion, *more: Point) -> tuple[Block, ...]:
    """The rule of the one subject, the risk of a décompte, and whatever else fits here."""
    title = occasion.say(Text(fr="Bon à savoir", en="Good to know"))
    one = Point(occasion.say(ONE_SUBJECT), quote=occasion.say(charter.ONE_SUBJECT))
    time = Point(occasion.say(DECOMPTE), quote=occasion.say(charter.SENDING_CONDITIONS))
    return Heading(title), Points((one, time, *more))


def signature_of(occasion: Occasion) -> tuple[str, ...]:
    """The lines below a letter."""
    vendor = occasion.vendor
    contact = " · ".join(filter(None, (vendor.email, vendor.telephone)))
    name = plain_line(vendor.name)  # on its own line: “de” would need to know its first letter
    return (occasion.say(_REGARDS), occasion.say(_TEAM), name, plain_line(contact))
