"""One golden report a diagnostic code: a small archive, the command, and exactly what is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.archives import SmallArchive

HERE = Path(__file__).parent
ROOT = HERE.parent
REPORTS = sorted((HERE / "reports").glob("*.txt"))
SECTION = re.compile(r"^=== (.+)\n", re.M)
SHOWN_ELSEWHERE = {  # no set of small files brings these about
    "file-too-large": "edge/test_files.py",
    "unreadable-file": "edge/test_files.py",
    "output-busy": "edge/test_dist.py",
    "no-content": "edge/test_tree.py",
    "bad-archive": "edge/test_warc.py",
    "which-page": "edge/test_warc.py",
    "missing-extra": "edge/test_importing.py",
    "no-cluster": "edge/test_cluster.py",
    "cluster-differs": "edge/test_cluster.py",
}


def read_sections(golden: str) -> list[tuple[str, str]]:
    """'=== name' and the text below it, in order."""
    parts = SECTION.split(golden)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def write_files(root: Path, files: Mapping[str, str]) -> SmallArchive:
    """The small archive with these in it: 'path', 'path (latin-1)' for bytes that are not UTF-8, 'path -> target'."""
    archive = SmallArchive.write(root)
    for name, text in files.items():
        path, _, target = name.partition(" -> ")
        if target:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)
        elif path.endswith(" (latin-1)"):
            (root / path.removesuffix(" (latin-1)")).write_bytes(text.encode("latin-1"))
        else:
            archive.put(path, text)
    return archive


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_report_is_exactly_as_written(
    path: Path, tmp_path: Path, accept: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    golden = path.read_text(encoding="utf-8")
    sections = read_sections(golden)
    files = {name: text for name, text in sections if name not in ("command", "report")}
    archive = write_files(tmp_path / "archive", files)
    command = dict(sections).get("command", "check").split()
    monkeypatch.chdir(archive.root)
    code = archive.run("--quiet", *command)
    said = capsys.readouterr()
    report = f"{said.out}{said.err}".replace(str(archive.root), ".")
    assert f"[{path.stem}]" in report, report
    assert code == (1 if "error[" in report else 0)
    if accept:
        head = golden[: golden.rindex("=== report\n")]
        path.write_text(f"{head}=== report\n{report}", encoding="utf-8", newline="\n")
    else:
        assert report == dict(sections)["report"]


def codes_in_the_source() -> set[str]:
    """Every code that a call of error() or warning() gives."""
    codes: set[str] = set()
    for module in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("error", "warning", "Diagnostic"):
                codes |= {each.value for each in node.args[:1] if isinstance(each, ast.Constant)}
    return codes


def test_every_code_has_a_golden_report() -> None:
    assert codes_in_the_source() - {path.stem for path in REPORTS} == set(SHOWN_ELSEWHERE)


@pytest.mark.parametrize("code", SHOWN_ELSEWHERE)
def test_a_code_without_a_golden_report_is_shown_by_another_test(code: str) -> None:
    assert f'"{code}"' in (HERE / SHOWN_ELSEWHERE[code]).read_text(encoding="utf-8")


def test_every_code_is_explained_in_the_docs() -> None:
    explained = re.findall(r"^### `([a-z0-9-]+)`$", (ROOT / "docs/diagnostics.md").read_text(encoding="utf-8"), re.M)
    assert explained == sorted(explained)
    assert set(explained) == {path.stem for path in REPORTS} | set(SHOWN_ELSEWHERE)
