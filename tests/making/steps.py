"""Steps Recorder reports, made after the structure of genuine ones; every person is invented."""

import base64
import io
import zipfile
from dataclasses import dataclass, replace
from html import escape

LRM = "\u200e"


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words that Windows writes in one language, and how it writes a date."""

    title: str
    step: str
    click: str
    typing: str
    comment: str
    session: str
    date: str
    time: str


FRENCH = Tongue(
    title="Enregistreur d’actions utilisateur",
    step="Étape {n}",
    click="Clic gauche de l’utilisateur sur « {what} » dans « {where} »",
    typing="Saisie au clavier de l’utilisateur dans « {where} » [... Entrée]",
    comment="Commentaire",
    session="Session d’enregistrement",
    date=f"{LRM}24/{LRM}11/{LRM}2026",
    time="10:12:{s:02d}",
)
ENGLISH = Tongue(
    title="Steps Recorder",
    step="Step {n}",
    click="User left click on “{what}” in “{where}”",
    typing="User keyboard input in “{where}” [... Enter]",
    comment="Comment",
    session="Recording Session",
    date=f"{LRM}11/{LRM}24/{LRM}2026",
    time="10:12:{s:02d} AM",
)
GERMAN = Tongue(
    title="Schrittaufzeichnung",
    step="Schritt {n}",
    click="Benutzer-Linksklick auf „{what}“ in „{where}“",
    typing="Benutzertastatureingabe in „{where}“ [... Eingabe]",
    comment="Kommentar",
    session="Aufzeichnungssitzung",
    date=f"{LRM}24.{LRM}11.{LRM}2026",
    time="10:12:{s:02d}",
)


@dataclass(frozen=True, slots=True)
class Program:
    """The program of a step, as its version resource names it."""

    file: str
    description: str
    company: str
    version: str


DESK = Program("ZenDesk.exe", "ZenSolutions Desk", "Société Exemple", "8.4.2.0")
EXPLORER = Program("explorer.exe", "Windows Explorer", "Microsoft Corporation", "10.0.22621.1")


@dataclass(frozen=True, slots=True)
class Action:
    """One step: where the user clicked (or typed, when `what` is empty)."""

    what: str
    where: str = "ZenSolutions Desk"
    program: Program = DESK
    comment: str = ""


PRINTING = (
    Action("Démarrer", "Barre des tâches", EXPLORER),
    Action("Factures"),
    Action("", "Recherche"),
    Action("Imprimer", comment="C’est ici que le Desk se ferme"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """A recording to write down; None is what a genuine report would say."""

    tongue: Tongue = FRENCH
    actions: tuple[Action, ...] = PRINTING
    build: str = "22621.1.amd64fre.ni_release.220506-1250"
    older: bool = False
    """A build that has no script element, and comments in its XML."""
    screenshots: bool = True
    declared: int | None = None
    missed: int = 0
    left_out: tuple[int, ...] = ()
    """Steps whose screenshot is named but not in the file."""

    def without_screenshots(self) -> "Report":
        """What `psr /sc 0` writes."""
        return replace(self, screenshots=False)


def picture(number: int) -> bytes:
    """A small JPEG: its step's number of dark bars."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only where a picture is made

    image = Image.new("RGB", (320, 180), (232, 238, 244))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 320, 22), fill=(31, 78, 121))
    for bar in range(number):
        draw.rectangle((20, 40 + 18 * bar, 120 + 20 * bar, 50 + 18 * bar), fill=(90, 110, 130))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=60)
    return stream.getvalue()


def report_xml(report: Report) -> str:
    """The report's XML: what `psr /output x.xml` writes, and what every page embeds."""
    tongue = report.tongue
    count = len(report.actions) if report.declared is None else report.declared
    actions = "".join(_action(report, n, a) for n, a in enumerate(report.actions, start=1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n<Report>\r\n'
        '<System MajorVersion="10" MinorVersion="0" ServicePackMajor="0" ServicePackMinor="0"'
        f' BuildNumber="{report.build}" Sku="48" Platform="2"/>\r\n<UserActionData>\r\n'
        f'<RecordSession SessionCount="1" StartTime="{tongue.time.format(s=0)}"'
        f' StopTime="{tongue.time.format(s=59)}" ActionCount="{count}"'
        f' MissedActionCount="{report.missed}">\r\n{actions}</RecordSession>\r\n'
        "</UserActionData>\r\n</Report>\r\n"
    )


def report_mht(report: Report) -> bytes:
    """The web archive, without a blank line before its preamble, as Windows writes it."""
    edge = "=_NextPart_SMP_1dc5d2f1a0b3c40_0012ab34_00000001"
    head = (
        "From:\r\nSubject:\r\nDate:\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html";\r\n\tboundary="{edge}"\r\n'
        "This is a multi-part message in MIME format.\r\n\r\n\r\n"
    )
    parts = [_text_part("main.htm", "text/html", _page(report))]
    parts.append(_text_part("main.css", "text/css", "body { font-family: Segoe UI }\r\n"))
    for number, _ in enumerate(report.actions, start=1):
        if report.screenshots and number not in report.left_out:
            name = f"{number:04d}"
            parts.append(_text_part(f"pslide{name}.htm", "text/html", "<html></html>\r\n"))
            parts.append(_text_part(f"slide{name}.htm", "text/html", "<html></html>\r\n"))
            parts.append(_picture_part(f"screenshot{name}.JPEG", picture(number)))
    body = b"".join(b"--" + edge.encode() + b"\r\n" + part for part in parts)
    return head.encode() + body + b"--" + edge.encode() + b"--\r\n"


def report_zip(
    report: Report, *, name: str = "Recording_20261124_1012.mht", trace: bool = False
) -> bytes:
    """The zip that the Steps Recorder saves; with `trace`, what `/arcetl 1` adds to it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, report_mht(report))
        if trace:
            archive.writestr(name.replace(".mht", ".etl"), bytes(range(256)) * 8)
    return stream.getvalue()


def step_recorder_zip(count: int = 2) -> bytes:
    """What “Support Step Recorder” saves: a page, the steps, one picture each."""
    steps = ", ".join(
        f'{{"index": {n}, "timestamp": "2026-11-24T10:12:0{n}", "description": "Clic {n}",'
        f' "application": "ZenDesk.exe", "screenshot": "step-{n:04d}.webp"}}'
        for n in range(1, count + 1)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("report.html", "<html><body>steps</body></html>")
        archive.writestr("steps.json", f'{{"steps": [{steps}]}}')
        for n in range(1, count + 1):
            archive.writestr(f"step-{n:04d}.webp", b"RIFF\x10\0\0\0WEBPVP8 " + bytes(8))
    return stream.getvalue()


def film() -> bytes:
    """The first bytes of an MP4 screen recording."""
    return b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(400)


def _action(report: Report, number: int, action: Action) -> str:
    program, tongue = action.program, report.tongue
    shot = f"screenshot{number:04d}.JPEG" if report.screenshots else ""
    comment = f"<UserComment>{escape(action.comment)}</UserComment>" if report.older else ""
    return (
        f'<EachAction ActionNumber="{number}" Time="{LRM}{tongue.time.format(s=number)}"'
        f' Pid="{4000 + number}" ProgramId="" FileId="" FileVersion="{program.version}"'
        f' FileDescription="{escape(program.description)}" FileCompany="{program.company}"'
        f' FileName="{program.file.upper()}"'
        f' CommandLine="&quot;C:\\Users\\camille.exemple\\{program.file}&quot; /secret">\r\n'
        f"<Description>{escape(_sentence(tongue, action))}</Description>\r\n"
        f"<Action>{'Mouse Left Click' if action.what else 'Keyboard'}</Action>\r\n"
        f"<CursorCoordsXY>{100 * number},200</CursorCoordsXY>\r\n"
        "<ScreenCoordsXYWH>0,0,1920,1080</ScreenCoordsXYWH>\r\n"
        '<UIAStack><Level BoundingRectangle="1,1,2,2" ClassName="Button" ControlType="50000"'
        f' FrameworkId="WPF" Name="{escape(action.what)}" LocalizedControlType="bouton"/>'
        f"</UIAStack>\r\n{comment}<ScreenshotFileName>{shot}</ScreenshotFileName>\r\n"
        "</EachAction>\r\n"
    )


def _sentence(tongue: Tongue, action: Action) -> str:
    pattern = tongue.click if action.what else tongue.typing
    return pattern.format(what=action.what, where=action.where)


def _page(report: Report) -> str:
    tongue = report.tongue
    xml = report_xml(report)
    data = xml if report.older else f'<script id="myXML" type="text/xml">{xml}</script>'
    steps = "".join(_step(report, n, a) for n, a in enumerate(report.actions, start=1))
    return (
        "<!DOCTYPE html>\r\n<html><head><title>" + tongue.title + "</title></head><body>\r\n"
        f'<xml id="recordeddata">{data}</xml>\r\n'
        "<script>var myXMLDoc = document.getElementById('myXML');</script>\r\n"
        f"<p>{tongue.session}: {tongue.date} {tongue.time.format(s=0)}</p>\r\n{steps}"
        "</body></html>\r\n"
    )


def _step(report: Report, number: int, action: Action) -> str:
    tongue = report.tongue
    head = f"{tongue.step.format(n=number)}: ({tongue.date} {tongue.time.format(s=number)})"
    comment = ""
    if action.comment and not report.older:
        comment = f"<br><b>{tongue.comment}: </b>&quot;{escape(action.comment)}&quot;"
    shot = f'<img src="screenshot{number:04d}.JPEG">' if report.screenshots else ""
    return (
        f'<a name="Step{number}"></a><div class="step"><b>{head}</b> '
        f"{escape(_sentence(tongue, action))}{comment}{shot}</div>\r\n"
    )


def _text_part(name: str, kind: str, text: str) -> bytes:
    head = f'Content-Type: {kind}; charset="UTF-8"\r\nContent-Location: {name}\r\n\r\n'
    return (head + text + "\r\n").encode()


def _picture_part(name: str, data: bytes) -> bytes:
    head = (
        "Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {name}\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(data) + b"\r\n"
