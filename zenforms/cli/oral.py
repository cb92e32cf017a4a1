"""A request that staff take by telephone: asked, judged at once, and written as a form."""

from collections.abc import Callable
from dataclasses import dataclass

from zenforms.cli.branding import branding_of
from zenforms.cli.clerk import Answers, Clerk
from zenforms.console.layout import Line
from zenforms.console.report import report_lines
from zenforms.console.telling import account_of
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.setup.opening import OpenDesk
from zenforms.findings import Severity
from zenforms.form.branding import FormClient, Stamp
from zenforms.form.build import build_form
from zenforms.form.definition import Form
from zenforms.judging.case import Outcome
from zenforms.judging.policy import Client
from zenforms.language import Lang, Text
from zenforms.reading.document import read_document
from zenforms.reading.submission import Channel, Submission

_AGAIN = Text(
    fr="Revoir les réponses marquées ? (o/N) ", en="Go over the answers that are marked? (y/N) "
)
_YES = frozenset({"o", "oui", "y", "yes"})


@dataclass(frozen=True, slots=True)
class Oral:
    """Who calls, on which form, at which desk."""

    opened: OpenDesk
    form: Form
    client: Client

    def built(self, answers: Answers) -> bytes:
        """The form with the answers, marked as taken by telephone."""
        keys = self.opened.desk.keys
        return build_form(
            self.form,
            client=FormClient(self.client.id, self.client.name),
            branding=branding_of(self.opened.desk.policy, self.opened.root),
            lang=Lang(self.client.language),
            key=keys[0] if keys else None,
            stamp=Stamp(channel=Channel.PHONE.value),
            answers=answers,
        )

    def judged(self, content: bytes) -> Outcome:
        """The verdict of the same rules that judge everything else."""
        document = read_document(content, name=f"{self.form.form}.pdf", maps=form_maps())
        submission = Submission(document.name, document.sha256, documents=(document,))
        return judge_drop(submission, self.opened.desk, self.opened.clock.now())


def taken(oral: Oral, clerk: Clerk) -> bytes:
    """Ask everything, show what the rules say, ask again what they mark, until it is as wanted.

    Raises EOFError when nobody answers any more: nothing is kept then.
    """
    answers: Answers = {}
    only: frozenset[str] | None = None
    while True:
        answers = clerk.ask(oral.form, answers, only=only)
        content = oral.built(answers)
        outcome = oral.judged(content)
        _show(outcome, clerk, oral.form)
        only = _marked(outcome)
        if not only or not _again(clerk.read, clerk.lang):
            return content


def _show(outcome: Outcome, clerk: Clerk, form: Form) -> None:
    account = account_of(form.title.to(clerk.lang), outcome, clerk.lang)
    clerk.show((Line(), *report_lines(account, clerk.lang)))


def _marked(outcome: Outcome) -> frozenset[str]:
    """The fields that something is to be said about."""
    heavy = (f for f in outcome.report.findings if f.severity >= Severity.WARNING)
    return frozenset(finding.field for finding in heavy if finding.field)


def _again(read: Callable[[str], str], lang: Lang) -> bool:
    return read(_AGAIN.to(lang)).strip().casefold() in _YES
