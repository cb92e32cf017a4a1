"""What recordings and logs tell, for people: figures first, then steps or errors in order."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from zenforms.judging.dates import short_day
from zenforms.language import Lang, Text
from zenforms.present.document import Chapter, Fact, Note, Paragraph, Part
from zenforms.present.terminal import Tone
from zenforms.reading.evidence import LogError, LogFacts, Program, Recording, RecordingKind, Step

KINDS: Mapping[RecordingKind, Text] = {
    RecordingKind.PSR: Text(fr="Rapport PSR", en="PSR report"),
    RecordingKind.PSR_XML: Text(fr="Rapport PSR, en XML", en="PSR report, as XML"),
    RecordingKind.STEP_RECORDER: Text(fr="Support Step Recorder", en="Support Step Recorder"),
    RecordingKind.VIDEO: Text(fr="Vidéo", en="Video"),
    RecordingKind.SCREENSHOTS: Text(fr="Captures d'écran", en="Screenshots"),
}
"""What people call a recording."""

_STEPS = Text(fr="Les actions, dans l'ordre", en="The steps, in order")
_ONE_STEP = Text(fr="une action", en="one step")
_SOME_STEPS = Text(fr="{count} actions", en="{count} steps")
_RECORDED = Text(fr="Actions enregistrées", en="Recorded steps")
_NOT_COUNTED: Mapping[RecordingKind, Text] = {
    RecordingKind.VIDEO: Text(
        fr="pas de décompte : c'est une vidéo, à regarder",
        en="not counted: it is a video, to be watched",
    ),
    RecordingKind.SCREENSHOTS: Text(
        fr="pas de décompte : ce sont des images, à regarder",
        en="not counted: these are pictures, to be looked at",
    ),
}
_MISSED = Text(fr="Actions manquées", en="Missed steps")
_DECLARED = Text(fr="Actions annoncées", en="Declared steps")
_STARTED = Text(fr="Début", en="Start")
_STOPPED = Text(fr="Fin", en="Stop")
_DAY = Text(fr="Jour", en="Day")
_BUILD = Text(fr="Windows", en="Windows")
_PROGRAM = Text(fr="Programme", en="Program")
_PICTURES = Text(fr="Captures", en="Pictures")
_MISSING = Text(fr="Captures absentes", en="Missing pictures")
_TYPED = Text(
    fr="L'outil enregistre aussi le texte saisi : lisez-le comme une donnée confidentielle.",
    en="The tool records typed text too: treat it as confidential.",
)
_CUT = Text(fr="La suite est coupée.", en="The rest is cut off.")
_COMMENT = Text(fr="Commentaire : {text}", en="Comment: {text}")
_LOG = Text(fr="Journal", en="Log")
_LINES = Text(fr="Lignes", en="Lines")
_PERIOD = Text(fr="Période", en="Period")
_FROM_TO = Text(fr="du {first} au {last}", en="from {first} to {last}")
_ENCODING = Text(fr="Encodage", en="Encoding")
_LEVELS = Text(fr="Niveaux", en="Levels")
_SECRETS = Text(fr="Secrets masqués", en="Secrets masked")
_ZEN = Text(fr="Écrit par l'un de nos services", en="Written by a service of ours")
_YES = Text(fr="oui", en="yes")
_NO = Text(fr="rien ne le dit", en="nothing says so")
_BINARY = Text(
    fr="Ce fichier n'est pas du texte : ce n'est pas un journal lisible.",
    en="This file is not text: it is no log that can be read.",
)
_ERRORS = Text(fr="Les dernières erreurs", en="The last errors")
_LINE = Text(fr="ligne {line} : {text}", en="line {line}: {text}")


def recording_blocks(recording: Recording, lang: Lang, name: str = "") -> Iterator[Chapter]:
    """A recording: its figures, its programs, then every step as text. `name` is its file's."""
    title = f"{KINDS[recording.kind].to(lang)} {name}".strip()
    yield Chapter(title, tuple(_figures(recording, lang)))
    if recording.steps:
        steps = (part for step in recording.steps for part in _step(step, lang))
        cut = (Note(_CUT.to(lang), "▲", Tone.WARNING),) if recording.truncated else ()
        yield Chapter(_STEPS.to(lang), (*steps, *cut))


def log_blocks(log: LogFacts, lang: Lang, name: str = "") -> Iterator[Chapter]:
    """A log, or each log of an archive: its figures, then its last errors with what is around.

    `name` is that of the file; the logs of an archive have names of their own.
    """
    for member, facts in (log.members or {name: log}).items():
        title = f"{_LOG.to(lang)} {member}".strip()
        yield Chapter(title, tuple(_log_figures(facts, lang)))
        if facts.errors:
            errors = (part for error in facts.errors for part in _error(error, lang))
            yield Chapter(_ERRORS.to(lang), tuple(errors))


def _figures(recording: Recording, lang: Lang) -> Iterator[Part]:
    declared = recording.declared_steps
    not_counted = _NOT_COUNTED.get(recording.kind)
    steps = not_counted.to(lang) if not_counted else str(len(recording.steps))
    yield Fact(_RECORDED.to(lang), steps)
    rows = (
        (_DECLARED, str(declared) if declared not in {None, len(recording.steps)} else ""),
        (_MISSED, str(recording.missed_steps or "")),
        (_DAY, short_day(recording.day).to(lang) if recording.day else ""),
        (_STARTED, recording.started),
        (_STOPPED, recording.stopped),
        (_BUILD, recording.windows_build),
        (_PICTURES, str(len(recording.screenshots) or "")),
        (_MISSING, ", ".join(recording.missing_screenshots)),
    )
    yield from (Fact(label.to(lang), value) for label, value in rows if value)
    yield from (Fact(_PROGRAM.to(lang), _program(one, lang)) for one in recording.programs)
    if recording.records_typed_text:
        yield Note(_TYPED.to(lang), "▲", Tone.WARNING)


def _program(program: Program, lang: Lang) -> str:
    count = _ONE_STEP if program.steps == 1 else _SOME_STEPS
    name = f"{program.name} {program.version}".strip()
    return f"{name}, {count.fill(lang, {'count': str(program.steps)})}"


def _step(step: Step, lang: Lang) -> Iterator[Part]:
    said = " · ".join(filter(None, (step.time, step.program)))
    yield Note(f"{step.number}. {said}".strip())
    if words := step.description or step.action:
        yield Paragraph(words)
    if step.comment:
        yield Paragraph(_COMMENT.fill(lang, {"text": step.comment}))


def _log_figures(log: LogFacts, lang: Lang) -> Iterator[Part]:
    if log.binary:
        yield Note(_BINARY.to(lang), "▲", Tone.WARNING)
        return
    levels = ", ".join(f"{name} {count}" for name, count in (log.levels or {}).items())
    rows = (
        (_LINES, str(log.lines)),
        (_PERIOD, _period(log, lang)),
        (_ENCODING, log.encoding),
        (_LEVELS, levels),
        (_SECRETS, str(log.secrets or "")),
        (_ZEN, (_YES if log.from_zen else _NO).to(lang)),
    )
    yield from (Fact(label.to(lang), value) for label, value in rows if value)
    if log.truncated:
        yield Note(_CUT.to(lang), "▲", Tone.WARNING)


def _period(log: LogFacts, lang: Lang) -> str:
    if log.first is None or log.last is None:
        return ""
    return _FROM_TO.fill(lang, {"first": _moment(log.first), "last": _moment(log.last)})


def _moment(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")


def _error(error: LogError, lang: Lang) -> Iterator[Part]:
    yield Note(_LINE.fill(lang, {"line": str(error.line), "text": error.text}), "✗", Tone.BAD)
    yield from (Paragraph(line) for line in error.context if line != error.text)
