"""Which commands there are, in the order of the help; each is imported only when it is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from zenforms.cli.help import Command, Help, Parameter
from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: the words that call it, and the module in `zenforms.cli.commands` it lives in."""

    path: str
    module: str
    name: str = "COMMAND"

    def load(self) -> Command:
        """The command itself."""
        module = import_module(f"zenforms.cli.commands.{self.module}")
        command: Command = getattr(module, self.name)
        return command


@dataclass(frozen=True, slots=True)
class CommandChapter:
    """Commands that belong together."""

    title: Text
    entries: tuple[Entry, ...]


CHAPTERS = (
    CommandChapter(
        Text(fr="Faire un formulaire", en="Make a form"),
        (
            Entry("form build", "form", "BUILD"),
            Entry("form fill", "form_fill", "FILL"),
            Entry("form ask", "form_ask", "ASK"),
            Entry("form list", "form", "LIST"),
            Entry("form guide", "form", "GUIDE"),
            Entry("form check", "form_check"),
            Entry("seal rotate", "form", "ROTATE"),
        ),
    ),
    CommandChapter(
        Text(fr="Lire et juger ce qui revient", en="Read and judge what comes back"),
        (
            Entry("fields", "fields"),
            Entry("validate", "validate"),
            Entry("copy", "copy"),
            Entry("psr", "evidence", "PSR"),
            Entry("log", "evidence", "LOG"),
            Entry("rules", "rules", "RULES"),
            Entry("rule", "rules", "RULE"),
            Entry("sentences", "sentences"),
            Entry("schema", "rules", "SCHEMA"),
        ),
    ),
    CommandChapter(
        Text(fr="Tenir un bureau", en="Keep a desk"),
        (
            Entry("init", "beginning", "INIT"),
            Entry("serve", "serve"),
            Entry("staff add", "accounts", "ADD"),
            Entry("staff list", "accounts", "LIST"),
            Entry("staff password", "accounts", "PASSWORD"),
            Entry("staff remove", "accounts", "REMOVE"),
            Entry("watch", "watch"),
            Entry("fetch", "fetch"),
            Entry("deliver init", "deliver", "INIT"),
            Entry("deliver check", "deliver", "CHECK"),
            Entry("deliver run", "deliver", "RUN"),
            Entry("deliver list", "deliver_queue", "LIST"),
            Entry("deliver dry-run", "deliver_queue", "DRY_RUN"),
            Entry("deliver resolve", "deliver_queue", "RESOLVE"),
            Entry("status", "queries", "STATUS"),
            Entry("find", "queries", "FIND"),
            Entry("show", "queries", "SHOW"),
            Entry("doctor", "queries", "DOCTOR"),
            Entry("purge", "privacy", "PURGE"),
            Entry("person export", "privacy", "EXPORT"),
            Entry("person erase", "privacy", "ERASE"),
            Entry("clients list", "clients", "LIST"),
            Entry("clients show", "clients", "SHOW"),
            Entry("clients check", "clients", "CHECK"),
            Entry("clients export", "clients", "EXPORT"),
            Entry("clients import", "clients", "IMPORT"),
            Entry("coverage", "coverage"),
            Entry("calendar", "figures", "CALENDAR"),
            Entry("stats", "figures", "STATS"),
            Entry("demo", "beginning", "DEMO"),
        ),
    ),
    CommandChapter(
        Text(fr="Décider d'une demande", en="Decide about a request"),
        (
            Entry("take", "inhand", "TAKE"),
            Entry("give", "inhand", "GIVE"),
            Entry("put-back", "inhand", "PUT_BACK"),
            Entry("accept", "decisions", "ACCEPT"),
            Entry("retry", "decisions", "RETRY"),
            Entry("release", "decisions", "RELEASE"),
            Entry("read", "decisions", "READ"),
            Entry("note", "decisions", "NOTE"),
            Entry("qualify", "decisions", "QUALIFY"),
            Entry("close", "decisions", "CLOSE"),
            Entry("cancel", "decisions", "CANCEL"),
            Entry("reopen", "decisions", "REOPEN"),
            Entry("letter send", "inhand", "LETTER_SEND"),
            Entry("letter sent", "inhand", "LETTER_SENT"),
            Entry("letter keep", "inhand", "LETTER_KEPT"),
            Entry("letter due", "inhand", "LETTER_DUE"),
        ),
    ),
)

GROUPS = {
    "": Help(
        Text(
            fr="Un bureau d'assistance qui travaille par formulaire PDF",
            en="A support desk that works by PDF form",
        ),
        details=Text(
            fr="Fabrique le formulaire d'un client, lit ce qui revient, le juge selon la charte "
            "du support, puis écrit le ticket ou la réponse.",
            en="Builds a client's form, reads what comes back, judges it by the support charter, "
            "then writes the ticket or the reply.",
        ),
        parameters={
            "install_completion": Parameter(
                Text(
                    fr="Installe la complétion des commandes dans votre shell.",
                    en="Install completion of the commands in your shell.",
                )
            ),
            "show_completion": Parameter(
                Text(
                    fr="Affiche le code de la complétion, pour l'installer vous-même.",
                    en="Show the code of the completion, to install it yourself.",
                )
            ),
        },
    ),
    "form": Help(
        Text(
            fr="Fabrique, remplit et liste les formulaires", en="Build, fill in and list the forms"
        )
    ),
    "seal": Help(
        Text(fr="Soigne la clé qui scelle les formulaires", en="Care for the key that seals forms")
    ),
    "staff": Help(Text(fr="Tient les comptes du tableau", en="Keep the accounts of the board")),
    "letter": Help(
        Text(fr="Dit où en est la lettre d'une demande", en="Say where a request's letter stands")
    ),
    "person": Help(
        Text(
            fr="Réunit ou efface ce qui concerne une personne",
            en="Gather or erase what concerns one person",
        )
    ),
    "deliver": Help(
        Text(
            fr="Livre les tickets à un autre système, et dit ce qui arrive",
            en="Deliver tickets to another system, and tell what happens",
        )
    ),
    "clients": Help(
        Text(
            fr="Montre et vérifie le registre des clients", en="Show and check the client register"
        )
    ),
}
"""The words of the root (no name) and of the groups: the first word of commands called by two."""


def entries() -> Iterator[Entry]:
    """All commands, in order."""
    for chapter in CHAPTERS:
        yield from chapter.entries
