"""The law of the house: one list, a pure core, one door a library, one place that prints."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"
LIST = re.compile(r"^```layers\n(.*?)^```$", re.M | re.S)
IMPURE = (
    *("os", "io", "pathlib", "sys", "time", "random", "secrets", "subprocess", "multiprocessing", "threading"),
    *("concurrent", "asyncio", "signal", "socket", "http", "urllib.request", "tempfile", "shutil", "glob", "logging"),
)
WORLDLY_CALLS = frozenset(["open", "print", "input", "breakpoint", "exec", "eval"])
CLOCKS = frozenset(["now", "today", "utcnow"])
DOORS: Mapping[str, tuple[str, ...]] = {
    "jinja2": ("core.template_code", "core.render"),
    "lunr": ("core.lunr_index",),
    "markdown_it": ("core.markdown_parser",),
    "mdit_py_plugins": ("core.markdown_parser",),
    "pygments": ("core.highlight",),
    "nh3": ("core.safe_html",),
    "tomllib": ("core.fields",),
    "anyascii": ("core.capture.draft",),
    "warcio": ("edge.warc",),
    "pyld": ("core.json_ld",),
    "selectolax": ("core.capture.markup",),
    "trafilatura": ("core.capture.body",),
    "click": ("cli", "desk", "commands"),
    "rich": ("progress",),
    "watchfiles": ("edge.watch",),
    "fsspec": ("edge.publish",),
    "distributed": ("edge.cluster",),
}
PUBLIC_LIBRARIES = frozenset((*DOORS, "pydantic", "pydantic_core", "markupsafe"))


def name_of(path: Path) -> str:
    """'core.pages.frame', or 'core.pages' for the package's own file."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    name_of(path): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_templates" not in path.parts and name_of(path) not in ("__init__", "__main__")
}
CORE = [name for name in MODULES if name.startswith("core.")]


def read_list() -> list[str]:
    """The modules in their order, as docs/architecture.md prints them: a floor or folder, then what stands in it."""
    found = LIST.search((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    assert found, "docs/architecture.md has no block of layers"
    names: list[str] = []
    for line in found[1].splitlines():
        where, _, inside = line.partition(":")
        names += [f"{where.strip()}.{name}".removeprefix("generator.") for name in inside.split()]
    return [name.removesuffix(".__init__") for name in names]


ORDER = read_list()


def imports_of(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every imported name with its module, and whether only a type checker imports it."""
    for node, checked in walk(tree, checked=False):
        if isinstance(node, ast.Import):
            yield from ((each.name, checked) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            yield from ((f"{node.module}.{each.name}", checked) for each in node.names)


def walk(node: ast.AST, *, checked: bool) -> Iterator[tuple[ast.AST, bool]]:
    yield node, checked
    under = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    for child in ast.iter_child_nodes(node):
        yield from walk(child, checked=checked or under)


def own_module(name: str) -> str | None:
    """The module of ours that an imported name leads to."""
    inner = name.removeprefix("generator.") if name.startswith("generator.") else ""
    while inner and inner not in MODULES:
        inner = inner.rpartition(".")[0]
    return inner or None


def test_the_list_names_every_module_once() -> None:
    listed = [name for name in ORDER if name not in ("core", "edge", "core.capture")]
    empty = {name for name, tree in MODULES.items() if all(isinstance(node, ast.Expr) for node in tree.body)}
    assert sorted(listed) == sorted(set(MODULES) - empty)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_modules_before_it(name: str) -> None:
    before = set(ORDER[: ORDER.index(name)]) if name in ORDER else set()
    late = {
        target
        for imported, _ in imports_of(MODULES[name])
        if (target := own_module(imported)) and target in ORDER and target not in before
    }
    assert late == set()


@pytest.mark.parametrize("name", CORE)
def test_the_core_touches_no_disk_clock_chance_or_process(name: str) -> None:
    worldly = {
        imported
        for imported, _ in imports_of(MODULES[name])
        for prefix in IMPURE
        if imported == prefix or imported.startswith(f"{prefix}.")
    }
    calls = [node for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call)]
    worldly |= {each.func.id for each in calls if isinstance(each.func, ast.Name) and each.func.id in WORLDLY_CALLS}
    worldly |= {each.func.attr for each in calls if isinstance(each.func, ast.Attribute) and each.func.attr in CLOCKS}
    assert worldly == set()


def is_door(name: str, library: str) -> bool:
    """Whether the module, or the package it stands in, is where that library may be imported."""
    return name in DOORS[library] or name.rpartition(".")[0] in DOORS[library]


@pytest.mark.parametrize("name", MODULES)
def test_each_library_has_one_door(name: str) -> None:
    used = {imported.partition(".")[0] for imported, _ in imports_of(MODULES[name])}
    foreign = used - set(sys.stdlib_module_names) - {"generator"} - {"__future__"}
    assert foreign - PUBLIC_LIBRARIES == set(), "a new library needs a door"
    assert {library for library in used & set(DOORS) if not is_door(name, library)} == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name not in ("cli", "desk")])
def test_only_the_command_line_prints(name: str) -> None:
    spoken = {
        node.id for node in ast.walk(MODULES[name]) if isinstance(node, ast.Name) and node.id in ("print", "input")
    }
    spoken |= {
        node.attr
        for node in ast.walk(MODULES[name])
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "stdin")
    }
    assert spoken == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name != "core.safe_html"])
def test_only_the_gate_declares_html_safe(name: str) -> None:
    calls = [node for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call)]
    made = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id in ("Html", "Markup")]
    assert [ast.unparse(each) for each in made if [ast.unparse(word) for word in each.args] not in ([], ["''"])] == []


def test_no_template_declares_anything_safe() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".xml", ".txt")]
    assert templates
    loose = re.compile(r"\|\s*safe\b|autoescape|\bMarkup\b")
    assert [path.name for path in templates if loose.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_in_three_lines_what_comes_in_and_what_goes_out(name: str) -> None:
    words = ast.get_docstring(MODULES[name])
    assert words
    assert len([line for line in words.splitlines() if line.strip()]) <= 3


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=name_of)
def test_no_module_is_longer_than_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
