"""The two engines that are Java programs: PDFBox 2 and pdftk-java."""

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests.viewers.answers import Answer
from tests.viewers.engines.engine import HERE, run

_JARS = ("pdfbox2", "fontbox2", "commons-logging")
_CLASS_PATH = ":".join(f"/usr/share/java/{jar}.jar" for jar in _JARS)


def fill_pdfbox(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """PDFBox, a full rewrite."""
    _fill_pdfbox(source, answers, target, save="full")


def fill_pdfbox_incremental(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """PDFBox, an incremental update."""
    _fill_pdfbox(source, answers, target, save="incremental")


def fill_pdftk(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """pdftk, which draws the appearances itself."""
    _fill_pdftk(source, answers, target, options=[])


def fill_pdftk_need_appearances(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """pdftk, which leaves the drawing to the next viewer."""
    _fill_pdftk(source, answers, target, options=["need_appearances"])


def _fill_pdfbox(source: Path, answers: tuple[Answer, ...], target: Path, *, save: str) -> None:
    typed = target.with_suffix(".properties")
    lines = (f"{answer.name}={_escaped(_plain(answer))}\n" for answer in answers)
    typed.write_text("".join(lines), encoding="ascii")
    run(["java", "-cp", _CLASS_PATH, HERE / "Fill.java", source, typed, target, save])
    typed.unlink()


def _fill_pdftk(
    source: Path, answers: tuple[Answer, ...], target: Path, *, options: list[str]
) -> None:
    typed = target.with_suffix(".xfdf")
    fields = "".join(
        f"<field name={quoteattr(a.name)}><value>{escape(_state_or_text(a))}</value></field>"
        for a in answers
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" '
        f'xml:space="preserve"><fields>{fields}</fields></xfdf>'
    )
    typed.write_text(document, encoding="utf-8")
    run(["pdftk", source, "fill_form", typed, "output", target, *options])
    typed.unlink()


def _plain(answer: Answer) -> str:
    if answer.kind == "choice" and answer.value is None:
        return answer.options[0]
    return answer.value or ""


def _state_or_text(answer: Answer) -> str:
    if answer.kind == "checkbox" and answer.value is None:
        return "Off"
    return _plain(answer)


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
