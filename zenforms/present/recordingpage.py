"""A recording of steps as one page that staff can read: MHT opens in hardly any program now.

No script, nothing fetched, pictures inside; light and dark, on screen and on paper.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zenforms.language import Lang, Text
from zenforms.present.html import Element, Node, page, page_pieces, palette, tag
from zenforms.reading.evidence import Program, Recording, RecordingKind, Step
from zenforms.reading.formats.media import HEAD_BYTES, media_type
from zenforms.reading.limits import Limits
from zenforms.words import OF_THE_CHARTER, Words

# How the page of a recording looks.

_INKS = palette("paper", "card", "ink", "quiet", "line", "accent", "on-accent", "warning")

STYLE = f"""
{_INKS[0]}
{_INKS[1]}
* {{ box-sizing: border-box }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", "Source Sans 3", sans-serif }}
main {{ max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }}
.recording + .recording {{ margin-top: 3rem; padding-top: 2rem;
  border-top: 4px solid var(--line) }}
.kind {{ margin: 0; color: var(--accent); font-weight: 600 }}
h1 {{ margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }}
h2 {{ margin: 2rem 0 .6rem; font-size: 1.1rem }}
.figures {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, auto)); gap: .6rem;
  margin: 0 }}
.figures div {{ padding: .6rem .8rem; background: var(--card); border-radius: .4rem;
  display: flex; flex-direction: column-reverse; justify-content: flex-end }}
.figures dt {{ color: var(--quiet); font-size: .85rem }}
.figures dd {{ margin: 0; font-weight: 600; overflow-wrap: anywhere }}
.note {{ margin: .9rem 0 0; color: var(--warning); font-weight: 600 }}
.quiet {{ color: var(--quiet) }}
table {{ width: 100%; border-collapse: collapse }}
th, td {{ padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left;
  font-weight: 400; overflow-wrap: anywhere }}
thead th {{ color: var(--quiet); font-size: .85rem }}
.ours th, .ours td {{ font-weight: 600 }}
.number {{ text-align: right; padding-right: 0 }}
nav {{ display: flex; flex-wrap: wrap; gap: .35rem }}
nav a {{ min-width: 2.2rem; padding: .15rem .4rem; border: 1px solid var(--line);
  border-radius: .4rem; text-align: center; color: var(--accent); text-decoration: none }}
nav a:hover, nav a:focus-visible {{ background: var(--accent); color: var(--on-accent) }}
article {{ margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line) }}
h3 {{ display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .8rem; margin: 0;
  color: var(--quiet); font-size: .9rem; font-weight: 400 }}
.step {{ padding: .1rem .6rem; border-radius: .4rem; background: var(--accent);
  color: var(--on-accent); font-weight: 600 }}
.words {{ margin: .5rem 0; font-size: 1.1rem; overflow-wrap: anywhere }}
blockquote {{ margin: .5rem 0; padding: .5rem .9rem; background: var(--card);
  border-left: 4px solid var(--accent); border-radius: 0 .4rem .4rem 0 }}
blockquote p {{ margin: 0 }}
cite {{ color: var(--quiet); font-size: .85rem; font-style: normal }}
img {{ display: block; max-width: 100%; height: auto; margin-top: .6rem;
  border: 1px solid var(--line); border-radius: .4rem }}
article:target .step {{ outline: 3px solid var(--warning); outline-offset: 2px }}
@media print {{
  @page {{ margin: 15mm }}
  body {{ font-size: 10pt }}
  main {{ max-width: none; padding: 0 }}
  nav {{ display: none }}
  article {{ break-inside: avoid }}
  img {{ max-height: 120mm }}
  .figures div, blockquote, .step {{ print-color-adjust: exact }}
}}
"""


_TITLES: Mapping[RecordingKind, Text] = {
    RecordingKind.PSR: Text(fr="Rapport PSR", en="PSR report"),
    RecordingKind.PSR_XML: Text(fr="Rapport PSR", en="PSR report"),
    RecordingKind.STEP_RECORDER: Text(fr="Actions enregistrées", en="Recorded steps"),
    RecordingKind.VIDEO: Text(fr="Vidéo", en="Film"),
    RecordingKind.SCREENSHOTS: Text(fr="Captures d'écran", en="Screenshots"),
}
_STEPS = Text(fr="étapes", en="steps")
_MISSED = Text(fr="manquées", en="missed")
_DAY = Text(fr="jour", en="day")
_HOURS = Text(fr="de … à", en="from … to")
_BUILD = Text(fr="version de Windows", en="Windows build")
_PROGRAMS = Text(fr="Programmes", en="Programs")
_PROGRAM, _VERSION = Text(fr="Programme", en="Program"), Text(fr="Version", en="Version")
_COMPANY, _COUNT = Text(fr="Éditeur", en="Publisher"), Text(fr="Étapes", en="Steps")
_THE_STEPS = Text(fr="Les étapes, dans l'ordre", en="The steps, in order")
_STEP = Text(fr="Étape {n}", en="Step {n}")
_SCREEN = Text(fr="Écran à l'étape {n}", en="Screen at step {n}")
_COMMENT = Text(fr="Commentaire du client", en="The client's comment")
_NO_STEPS = Text(fr="Cet enregistrement ne contient aucune étape.", en="It holds no step.")
_LOOK: Mapping[RecordingKind, Text] = {
    RecordingKind.VIDEO: Text(
        fr="C'est une vidéo : ses étapes ne sont pas comptées, il faut la regarder.",
        en="It is a video: its steps are not counted, it has to be watched.",
    ),
    RecordingKind.SCREENSHOTS: Text(
        fr="Ce sont des images : leurs étapes ne sont pas comptées, il faut les regarder.",
        en="These are pictures: their steps are not counted, they have to be looked at.",
    ),
}
_RECORDINGS = Text(fr="Enregistrements", en="Recordings")
_NO_PICTURE = Text(fr="La capture de cette étape manque.", en="This step's picture is missing.")
_ONE_MISSED = Text(
    fr="Une étape n'a pas été enregistrée : la suite peut sauter un geste du client.",
    en="One step was not recorded: what follows may skip something the client did.",
)
_MANY_MISSED = Text(
    fr="{n} étapes n'ont pas été enregistrées : la suite peut sauter des gestes du client.",
    en="{n} steps were not recorded: what follows may skip what the client did.",
)
_MISMATCH = Text(
    fr="Le rapport annonce {declared} étapes et en contient {found}.",
    en="The report declares {declared} steps and holds {found}.",
)
_CUT = Text(fr="Les étapes suivantes ont été laissées de côté.", en="Further steps are left out.")
_TYPED = Text(
    fr="Cet outil enregistre aussi le texte saisi : données personnelles possibles.",
    en="This tool records typed text too: it may hold personal data.",
)
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"})
_PICTURE_BYTES = 20_000_000
_SEEN = Text(fr="Même écran qu'à l'étape {n}.", en="Same screen as at step {n}.")
_NO_ROOM = Text(
    fr="Cette capture n'est pas dans la page, qui serait trop lourde : voyez le fichier {file}.",
    en="This picture is not in the page, which would be too large: see the file {file}.",
)
_NO_MORE_ROOM = Text(
    fr="Les étapes à partir de {n} ne sont pas dans la page, qui serait trop lourde.",
    en="The steps from {n} on are not in the page, which would be too large.",
)
_MARKUP = 1_000
"""About as many bytes stand around the words of a step."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where a recording is written: its pictures, the names of its steps, and what still fits."""

    pictures: Path | None
    place: str
    lang: Lang
    room: "Room"
    words: Words = OF_THE_CHARTER


class Room:
    """How many bytes a page may still take, and which pictures stand on it already."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._shown: dict[bytes, tuple[str, str]] = {}

    def take(self, size: int) -> bool:
        """Whether so much still fits; then it is taken."""
        fits = size <= self._left
        self._left -= size if fits else 0
        return fits

    def first_with(self, picture: bytes, anchor: str, number: str) -> tuple[str, str] | None:
        """Anchor and number of the step that shows the picture already; else it is this one."""
        digest = hashlib.sha256(picture).digest()
        if digest in self._shown:
            return self._shown[digest]
        self._shown[digest] = (anchor, number)
        return None


def recording_page(
    recording: Recording,
    *,
    name: str,
    pictures: Path | None = None,
    lang: Lang = Lang.FR,
    size: int = Limits().page_bytes,
    words: Words = OF_THE_CHARTER,
) -> Iterator[str]:
    """The page for a recording that came as `name`, piece by piece.

    `pictures` is the folder of its screenshots: each is read when its step is written, and stands
    in the page once, up to `size` bytes in all. Whatever the client's machine wrote is only ever
    text in it; command lines are not in it.
    """
    title = f"{_TITLES[recording.kind].to(lang)} · {name}"
    part = _part(recording, name, _Sheet(pictures, "", lang, Room(size), words))
    return page_pieces(title, tag("main", [part]), css=STYLE, lang=lang)


def recordings_page(parts: Iterable[Element], lang: Lang = Lang.FR) -> str:
    """The page of several recordings, each made by `recording_part`."""
    return page(_RECORDINGS.to(lang), tag("main", list(parts)), css=STYLE, lang=lang)


def recording_part(
    recording: Recording,
    *,
    name: str,
    pictures: Path | None = None,
    place: str = "",
    lang: Lang = Lang.FR,
    room: Room | None = None,
) -> Element:
    """One recording of a page, its pictures taken over now.

    `place` goes before the names of its steps, which must differ on one page; its parts share
    the `room`.
    """
    sheet = _Sheet(pictures, place, lang, room or Room(Limits().page_bytes))
    part = _part(recording, name, sheet)
    return tag(part.name, *(_taken_over(child) for child in part.children), **part.attributes)


def _part(recording: Recording, name: str, sheet: _Sheet) -> Element:
    lang = sheet.lang
    return tag(
        "section",
        tag("header", tag("p", _TITLES[recording.kind].to(lang), class_="kind"), tag("h1", name)),
        tag("dl", list(_figures(recording, lang)), class_="figures"),
        [tag("p", f"▲ {note}", class_="note") for note in _notes(recording, lang)],
        _programs(recording.programs, sheet) if recording.programs else None,
        _contents(recording, sheet.place, lang),
        _steps(recording, sheet),
        class_="recording",
    )


def _taken_over(node: Node) -> Node:
    """What is made as it goes, made now."""
    if node is None or isinstance(node, str | Element):
        return node
    return [_taken_over(child) for child in node]


def _steps(recording: Recording, sheet: _Sheet) -> Iterator[Element]:
    for step in recording.steps:
        words = (step.description, step.action, step.comment, step.program, step.time)
        if not sheet.room.take(_MARKUP + sum(len(said.encode()) for said in words)):
            more = _NO_MORE_ROOM.fill(sheet.lang, {"n": str(step.number)})
            yield tag("p", f"▲ {more}", class_="note")
            return
        yield _step(step, sheet)


def _figures(recording: Recording, lang: Lang) -> Iterator[Element]:
    hours = " – ".join(part for part in (recording.started, recording.stopped) if part)
    day = f"{recording.day:%d/%m/%Y}" if recording.day else ""
    missed = "" if recording.missed_steps is None else str(recording.missed_steps)
    for term, value in (
        (_STEPS, str(len(recording.steps)) if recording.kind.tells_steps else ""),
        (_MISSED, missed),
        (_DAY, day),
        (_HOURS, hours),
        (_BUILD, ".".join(recording.windows_build.split(".")[:2])),
    ):
        if value:
            yield tag("div", tag("dt", term.to(lang)), tag("dd", value))


def _notes(recording: Recording, lang: Lang) -> Iterator[str]:
    if recording.missed_steps == 1:
        yield _ONE_MISSED.to(lang)
    elif recording.missed_steps:
        yield _MANY_MISSED.fill(lang, {"n": str(recording.missed_steps)})
    declared, found = recording.declared_steps, len(recording.steps)
    if recording.truncated:
        yield _CUT.to(lang)
    elif declared is not None and declared != found:
        yield _MISMATCH.fill(lang, {"declared": str(declared), "found": str(found)})
    if recording.records_typed_text:
        yield _TYPED.to(lang)


def _programs(programs: tuple[Program, ...], sheet: _Sheet) -> Element:
    """The programs seen; the vendor's own stand out."""
    lang = sheet.lang
    heads = [tag("th", text.to(lang), scope="col") for text in (_PROGRAM, _VERSION, _COMPANY)]
    rows = [
        tag(
            "tr",
            tag("th", program.name, scope="row"),
            tag("td", program.version),
            tag("td", program.company),
            tag("td", str(program.steps), class_="number"),
            class_="ours" if program.is_of(sheet.words) else None,
        )
        for program in programs
    ]
    count = tag("th", _COUNT.to(lang), scope="col", class_="number")
    table = tag("table", tag("thead", tag("tr", heads, count)), tag("tbody", rows))
    return tag("section", tag("h2", _PROGRAMS.to(lang)), table)


def _contents(recording: Recording, place: str, lang: Lang) -> Element:
    """The heading of the steps, with a link to each: long recordings are walked by number."""
    if not recording.steps:
        return tag("p", _LOOK.get(recording.kind, _NO_STEPS).to(lang), class_="quiet")
    links = [tag("a", str(s.number), href=f"#{place}{s.number}") for s in recording.steps]
    return tag("section", tag("h2", _THE_STEPS.to(lang)), tag("nav", links))


def _step(step: Step, sheet: _Sheet) -> Element:
    lang = sheet.lang
    number = str(step.number)
    about = " · ".join(part for part in (step.time, step.program) if part)
    comment = tag("blockquote", tag("cite", _COMMENT.to(lang)), tag("p", step.comment))
    return tag(
        "article",
        tag("h3", tag("span", _STEP.fill(lang, {"n": number}), class_="step"), about),
        tag("p", step.description or step.action, class_="words"),
        comment if step.comment else None,
        _picture(step, sheet),
        id=f"{sheet.place}{number}",
    )


def _picture(step: Step, sheet: _Sheet) -> Element | None:
    """The picture of a step, a link to the step that shows it already, or why it is missing."""
    folder, lang, room = sheet.pictures, sheet.lang, sheet.room
    if step.screenshot is None or folder is None:
        return None
    name, number = Path(step.screenshot).name, str(step.number)
    data = _data(folder / name)
    if data is None:
        return tag("p", _NO_PICTURE.to(lang), class_="quiet")
    if first := room.first_with(data, f"{sheet.place}{number}", number):
        anchor, shown = first
        return tag("p", tag("a", _SEEN.fill(lang, {"n": shown}), href=f"#{anchor}"))
    if not room.take(4 * len(data) // 3 + _MARKUP):
        return tag("p", f"▲ {_NO_ROOM.fill(lang, {'file': name})}", class_="note")
    source = f"data:{media_type(data[:HEAD_BYTES])};base64,{b64encode(data).decode()}"
    return tag("img", src=source, alt=_SCREEN.fill(lang, {"n": number}))


def _data(path: Path) -> bytes | None:
    """A picture's bytes, when it is one that browsers show and is not too large."""
    try:
        if path.is_symlink() or path.stat().st_size > _PICTURE_BYTES:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return data if media_type(data[:HEAD_BYTES]) in _PICTURES else None
