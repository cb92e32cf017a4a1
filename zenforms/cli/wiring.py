"""The top of the house: the parts that the desk orders but does not know, put together."""

from pathlib import Path

from zenforms.cli.branding import branding_of
from zenforms.console.report import report_text
from zenforms.console.telling import account_of
from zenforms.desk.handling.hands import Hands
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.handling.pack import Letters, Papers
from zenforms.desk.handling.readers import Readers
from zenforms.desk.letters.write import letters_of
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Override, Parcel
from zenforms.judging.case import Outcome
from zenforms.language import Lang


def hands_for(readers: Readers, root: Path, lang: Lang) -> Hands:
    """Who reads, judges and writes for the desk in `root`.

    What staff read is written in the desk's language; in `lang` when the desk has decided none.
    """
    papers = {one: _papers_in(one, root) for one in Lang}

    def pack(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
        decided = outcome.case.desk.policy.language
        used = papers[Lang(decided) if decided else lang]
        return used.pack(outcome, number, drop, override=override)

    return Hands(read=readers.read, judge=judge_drop, pack=pack)


def _papers_in(lang: Lang, root: Path) -> Papers:
    return Papers(
        report=lambda name, outcome: report_text(account_of(name, outcome, lang), lang),
        letters=lambda outcome, number: _letters(outcome, number, root),
        lang=lang,
    )


def _letters(outcome: Outcome, number: str, root: Path) -> Letters:
    """What goes out because of an outcome, in the name of the desk as it was when it judged."""
    branding = branding_of(outcome.case.desk.policy, root)
    return letters_of(outcome, number, branding)
