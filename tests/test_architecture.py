"""The house holds: imports point down, libraries stay in their rooms, starting up stays cheap."""

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from inspect import signature
from pathlib import Path

import pytest

import zenforms
from zenforms.cli.table import entries
from zenforms.errors import ExitCode
from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.library import shipped_form
from zenforms.language import Lang

PACKAGE = Path(zenforms.__file__).parent
ROOT = Path(__file__).parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE = 450
LONGEST_LIST_OF_SENTENCES = 450
SENTENCES = {"problems.py", "drop_problems.py", "danger_problems.py"}
"""Modules that hold nothing but wordings, one after the other in both languages."""
LONGEST_FUNCTION = 50
MOST_POSITIONAL = 4

HOMES = {
    "typer": {"cli"},
    "rich": {"present"},
    "reportlab": {"form"},
    "font_source_sans_pro": {"form"},
    "pypdf": {"form"},
    "pikepdf": {"reading"},
    "pypdfium2": {"reading"},
    "holidays": {"judging"},
    "watchdog": {"desk"},
    "filelock": {"desk"},
    "argon2": {"desk"},
    "jinja2": {"web"},
    "python_multipart": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
}
"""Which room may import a library; `pydantic` is at home wherever there are models."""

PRIVATE_STILL = {
    "_ID",  # pypdf: a form's identifier that does not change from build to build
    "_add_object",  # pypdf: an object of our own in a form that is being written
}
"""Private names of libraries that are still used, until their rooms find a public way."""

TWICE_STILL = {
    "Answer",
    "Column",
    "Decoded",
    "Entry",
    "Form",
    "Found",
    "Imprint",
    "Ink",
    "Kind",
    "Known",
    "Letter",
    "Mailbox",
    "Node",
    "Period",
    "Refused",
    "Report",
    "Row",
    "Said",
    "Shape",
    "Shown",
    "Source",
    "Spot",
    "Stamp",
    "Step",
    "Watcher",
    "Why",
}
"""Names of classes that still stand in two rooms; the list may only become shorter."""

PUBLIC_ALL_THE_SAME = {"_thread", "_replace", "_fields", "_exit"}
"""Documented in Python's own manual, whatever they look like."""

HEAVY = {"pypdf", "pydantic", "reportlab", "watchdog", "rich", "holidays", "pikepdf"} | {
    *("argon2", "jinja2", "starlette", "uvicorn"),
}
EXITING = {"sys.exit", "exit", "SystemExit"}
LOADED = """
import json, sys
from zenforms.cli.main import main
code = main(sys.argv[1:])
sys.stdout.flush()
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(tree: ast.AST) -> tuple[str, ...]:
    return tuple(_imports_of(tree))


def _imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def loaded_by(*arguments: str) -> tuple[int, set[str]]:
    """Exit code and top-level modules of a fresh process whose output is not a terminal."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COV_", "ZENFORMS"))}
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form of ours, built here."""
    path = tmp_path_factory.mktemp("forms") / "demande.pdf"
    path.write_bytes(
        build_form(
            shipped_form("assistance-request"),
            client=FormClient("EXEMPLE", "Société Exemple"),
            branding=Branding("Éditeur Exemple", "support@editeur.example"),
            lang=Lang.FR,
            key=b"k" * 32,
        )
    )
    return path


def test_imports_only_ever_point_down() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stays_in_its_room(library: str) -> None:
    strays = [
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if room_of(path) not in HOMES[library]
        for name in imports_of(tree_of(path))
        if name.partition(".")[0] == library
    ]
    assert strays == []


def private_names_of(tree: ast.AST) -> Iterator[str]:
    """Names with a leading underscore that belong to somebody else's object or module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            within = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in within or [alias.name for alias in node.names]:
                if any(map(is_private, module.split("."))):
                    yield module
            yield from (alias.name for alias in node.names if within and is_private(alias.name))
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            holder = node.value
            if not (isinstance(holder, ast.Name) and holder.id in {"self", "cls"}):
                yield node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"getattr", "setattr"}:
            named = node.args[1] if len(node.args) > 1 else None
            if isinstance(named, ast.Constant) and is_private(str(named.value)):
                yield str(named.value)


def bare_exits_of(tree: ast.AST) -> Iterator[str]:
    """Numbers that stand where an `ExitCode` is wanted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named = {target.id.upper() for target in targets if isinstance(target, ast.Name)}
            if any("EXIT" in name for name in named) and node.value:
                yield from numbers_in(node.value)
        elif isinstance(node, ast.keyword) and "exit" in (node.arg or ""):
            yield from numbers_in(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in EXITING:
            yield from (found for argument in node.args for found in numbers_in(argument))
        elif isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or ast.Tuple([])) == (
            ExitCode.__name__
        ):
            for left in ast.walk(node):
                if isinstance(left, ast.Return) and left.value:
                    yield from numbers_in(left.value)


def numbers_in(value: ast.expr) -> Iterator[str]:
    """The numbers that `value` itself may be, or the keys and items that it lists."""
    if isinstance(value, ast.Constant) and type(value.value) is int:
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from (*numbers_in(value.body), *numbers_in(value.orelse))
    elif isinstance(value, ast.Dict):
        entries = [*(key for key in value.keys if key), *value.values]
        yield from (found for entry in entries for found in numbers_in(entry))
    elif isinstance(value, ast.Tuple | ast.List):
        yield from (found for item in value.elts for found in numbers_in(item))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def test_libraries_are_used_by_their_front_door() -> None:
    allowed = PRIVATE_STILL | PUBLIC_ALL_THE_SAME
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in MODULES
        for name in private_names_of(tree_of(path))
        if name not in allowed
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "from pypdf._encryption import Encryption",
        "import pypdf._reader",
        "from pypdf import _utils",
        "reader._data = 1",
        "getattr(reader, '_data')",
        "setattr(reader, '_data', 1)",
    ],
)
def test_a_back_door_would_be_noticed(source: str) -> None:
    assert list(private_names_of(ast.parse(source)))


def test_every_number_of_an_exit_comes_from_one_list() -> None:
    bare = [
        f"{path.relative_to(PACKAGE)}: {number}"
        for path in MODULES
        if path.name != "errors.py"
        for number in bare_exits_of(tree_of(path))
    ]
    assert bare == []


def test_every_command_leaves_with_a_number_of_that_list() -> None:
    returned = {entry.path: signature(entry.load().run).return_annotation for entry in entries()}
    assert returned
    assert {path for path, what in returned.items() if what is not ExitCode} == set()


@pytest.mark.parametrize(
    "source",
    [
        "EXIT_FULL = 7",
        "_exits: dict[int, str] = {7: ''}",
        "Help(exits={7: said})",
        "Outcome(kind, exit_code=3)",
        "sys.exit(7)",
        "raise SystemExit(7)",
        "def run() -> ExitCode:\n    return ExitCode.OK if done else 7",
    ],
)
def test_a_bare_number_of_an_exit_would_be_noticed(source: str) -> None:
    assert list(bare_exits_of(ast.parse(source)))


def test_the_name_of_a_class_stands_once() -> None:
    names = Counter(
        node.name
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and not is_private(node.name)
    )
    assert {name for name, count in names.items() if count > 1} - TWICE_STILL == set()


def test_no_package_is_a_shop_window() -> None:
    windows = [
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if path.name == "__init__.py" and imports_of(tree_of(path))
    ]
    assert windows == []


def test_no_module_holds_two_ideas_by_its_length() -> None:
    sizes = {
        str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    allowed = dict.fromkeys(SENTENCES, LONGEST_LIST_OF_SENTENCES)
    long = {n: size for n, size in sizes.items() if size > allowed.get(n, LONGEST_MODULE)}
    assert long == {}


def test_the_bodies_of_functions_are_small() -> None:
    long = {
        f"{path.relative_to(PACKAGE)}: {function.name}": size
        for path in MODULES
        for function in functions_of(path)
        if (size := (function.end_lineno or 0) - function.body[0].lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_functions_take_few_positional_parameters() -> None:
    crowded = [
        f"{path.relative_to(PACKAGE)}: {function.name}"
        for path in MODULES
        for function in functions_of(path)
        if len([a for a in function.args.args if a.arg not in {"self", "cls"}]) > MOST_POSITIONAL
    ]
    assert crowded == []


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--help"], ["--version"], ["form", "--help"], ["validate", "--help"]),
        *(["watch", "--help"], ["serve", "--help"], ["staff", "--help"]),
    ],
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code, modules = loaded_by(*arguments)
    assert code == 0
    assert HEAVY & modules == set()


@pytest.mark.parametrize("shape", ["text", "json"])
@pytest.mark.parametrize("command", ["fields", "validate"])
def test_reading_a_file_draws_no_page_and_no_colours(command: str, shape: str, form: Path) -> None:
    code, modules = loaded_by(command, "--format", shape, str(form))
    assert code in {0, 1, 3}
    assert {"reportlab", "watchdog", "rich"} & modules == set()


def test_only_serve_brings_the_web_along() -> None:
    code, modules = loaded_by("status", "--desk", str(ROOT / "samples" / "desk"))
    assert code == 0
    assert {"argon2", "jinja2", "starlette", "uvicorn", "python_multipart"} & modules == set()


def test_fields_are_read_without_models_workers_and_mail(form: Path) -> None:
    code, modules = loaded_by("fields", "--format", "json", str(form))
    assert code == 0
    heavy = HEAVY | {"PIL", "asyncio", "email", "fontTools", "multiprocessing", "zipfile"}
    assert heavy & modules == set()
