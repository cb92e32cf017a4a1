"""Workbooks as Excel saves them, made by hand: cells by kind, merged ranges, either calendar."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, slots=True)
class Error:
    """A cell that shows an error."""

    said: str


Cell = str | float | date | bool | Error | None


def make_xlsx(
    rows: Sequence[Sequence[Cell]],
    *,
    merged: Sequence[str] = (),
    since_1904: bool = False,
    before: Sequence[Sequence[Sequence[Cell]]] = (),
) -> bytes:
    """A workbook; the register is its last sheet, after those of `before`."""
    sheets = [*before, rows]
    names = [f"Feuil{number}" for number in range(1, len(sheets) + 1)]
    files = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(names, since_1904=since_1904),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills '
        'count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1">'
        '<border/></borders><cellStyleXfs count="1">'
        '<xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
        "</cellXfs></styleSheet>",
    }
    for number, sheet in enumerate(sheets, 1):
        marks = merged if number == len(sheets) else ()
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, marks, since_1904=since_1904)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"{_OFFICE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType='
        f'"{_OFFICE}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _workbook(names: Sequence[str], *, since_1904: bool) -> str:
    about = '<workbookPr date1904="1"/>' if since_1904 else "<workbookPr/>"
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">{about}<sheets>{sheets}</sheets></workbook>'


def _sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[str], *, since_1904: bool) -> str:
    lines = "".join(
        f'<row r="{n}">{"".join(_cell(c, n, p, since_1904=since_1904) for p, c in enumerate(row))}'
        "</row>"
        for n, row in enumerate(rows, 1)
    )
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    marks = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{marks}</worksheet>'


def _cell(cell: Cell, row: int, place: int, *, since_1904: bool) -> str:
    at = f"{chr(ord('A') + place)}{row}"
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
        case Error(said):
            return f'<c r="{at}" t="e"><v>{said}</v></c>'
        case date():
            epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
            return f'<c r="{at}" s="1"><v>{(cell - epoch).days}</v></c>'
        case int() | float():
            return f'<c r="{at}"><v>{cell!r}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
