"""Firefox itself, headless: its own viewer, keys typed into the fields of its form layer."""

import base64
import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.gui.marionette import Marionette
from tests.viewers.answers import Answer, Widget

_PORT = 28287
_PREFERENCES = {
    "marionette.port": _PORT,
    "pdfjs.enableScripting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
}
# what its download button does, without the dialog that asks for a name
_SAVE = """
const viewer = window.wrappedJSObject.PDFViewerApplication;
const bytes = await viewer.pdfDocument.saveDocument();
const reader = new FileReader();
const read = new Promise(resolve => { reader.onload = () => resolve(reader.result); });
reader.readAsDataURL(new Blob([bytes]));
return (await read).split(",")[1];
"""


def fill(source: Path, answers: tuple[Answer, ...], target: Path, *, pictures: Path) -> None:
    """Types the answers into `source`, saves to `target`, and takes a picture before and after."""
    with _viewer(source) as viewer:
        _wait_for(viewer, answers)
        viewer.picture(pictures / "firefox-empty.png")
        for answer in answers:
            _answer(viewer, answer)
        _show(viewer, answers[0].widgets[0])
        viewer.picture(pictures / "firefox-filled.png")
        target.write_bytes(base64.b64decode(viewer.script(_SAVE)))


def print_to_pdf(source: Path, target: Path) -> None:
    """Prints `source` from the viewer."""
    with _viewer(source) as viewer:
        viewer.element(".annotationLayer [data-element-id]")
        printed = viewer.call("WebDriver:Print", {"margin": _NO_MARGIN, "page": _A4})
        target.write_bytes(base64.b64decode(printed["value"]))


_NO_MARGIN = {"top": 0, "bottom": 0, "left": 0, "right": 0}
_A4 = {"width": 21.0, "height": 29.7}  # centimetres


@contextmanager
def _viewer(source: Path) -> Iterator[Marionette]:
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items())
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = ["firefox-esr", "--marionette", "--headless", "--no-remote", "--profile"]
        command += [folder, "-remote-allow-system-access", "--width=1000", "--height=1300"]
        with (profile / "output").open("w", encoding="utf-8") as output:
            program = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            with Marionette(_PORT) as viewer:
                viewer.call("WebDriver:Navigate", {"url": source.absolute().as_uri()})
                yield viewer
        finally:
            program.kill()  # asked to quit, it would ask back about the unsaved form
            program.wait()


def _wait_for(viewer: Marionette, answers: tuple[Answer, ...]) -> None:
    for page in sorted({answer.widgets[0].page for answer in answers}):
        _turn_to(viewer, page)
        first = next(a.widgets[0] for a in answers if a.widgets[0].page == page)
        viewer.element(_selector(first))
    _turn_to(viewer, 0)


def _answer(viewer: Marionette, answer: Answer) -> None:
    _turn_to(viewer, answer.widgets[0].page)
    widget = {"id": viewer.element(_selector(answer.widget()))}
    if answer.kind == "text":
        viewer.call("WebDriver:ElementClick", widget)
        viewer.call("WebDriver:ElementSendKeys", {**widget, "text": answer.value or ""})
    elif answer.kind == "choice":
        index = answer.options.index(answer.value) if answer.value else 0
        option = f"{_selector(answer.widgets[0])} option:nth-of-type({index + 1})"
        viewer.call("WebDriver:ElementClick", {"id": viewer.element(option)})
    elif answer.kind == "radio" or answer.is_ticked != (answer.value is not None):
        viewer.call("WebDriver:ElementClick", widget)


def _turn_to(viewer: Marionette, page: int) -> None:
    viewer.script("window.wrappedJSObject.PDFViewerApplication.page = args[0] + 1;", page)


def _show(viewer: Marionette, widget: Widget) -> None:
    _turn_to(viewer, widget.page)
    viewer.element(_selector(widget))


def _selector(widget: Widget) -> str:
    return f'.annotationLayer [data-element-id="{widget.number}R"]'
