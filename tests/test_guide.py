"""docs/guide.md is walked through: each file is written, each command run, each line it promises looked for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from generator.cli import main

GUIDE = (Path(__file__).parent.parent / "docs/guide.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"^`(?P<path>[^`\n]+)`(?P<how>, at its end)?\n```[a-z]+\n(?P<content>.*?)^```$"
    r"|^`(?P<mended>[^`\n]+)`, with `(?P<old>[^`]+)` made `(?P<new>[^`]+)`$"
    r"|^```sh\n(?P<commands>.*?)^```$"
    r"|^```text\n(?P<promised>.*?)^```$",
    re.M | re.S,
)


def test_the_walk_through_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said, steps = "", 0
    for step in STEP.finditer(GUIDE):
        steps += 1
        if step["path"]:
            write(Path(step["path"]), step["content"], append=bool(step["how"]))
        elif step["mended"]:
            mended = Path(step["mended"])
            before = mended.read_text(encoding="utf-8")
            assert before.count(step["old"]) == 1
            mended.write_text(before.replace(step["old"], step["new"]), encoding="utf-8")
        elif step["commands"]:
            codes = [run(line, monkeypatch) for line in step["commands"].splitlines()]
            output = capsys.readouterr()
            said = f"{output.out}{output.err}"
            assert set(codes) == {1} if "error[" in said else set(codes) <= {0, None}, said
        else:
            missing = [line for line in step["promised"].splitlines() if line.strip() not in said]
            assert missing == [], said
    assert steps >= 15
    assert (tmp_path / "www/index.html").read_bytes() == (tmp_path / "ferry/dist/index.html").read_bytes()


def write(path: Path, content: str, *, append: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if append else ""
    path.write_text(before + content, encoding="utf-8", newline="\n")


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> int | None:
    name, *words = shlex.split(line)
    if name == "cd":
        monkeypatch.chdir(Path.cwd() / words[0])
        return None
    assert name == "whence"
    return main(words)


def test_every_command_of_whence_is_told_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    commands = re.findall(r"^  ([a-z]+) ", capsys.readouterr().out.split("Commands:")[1], re.M)
    assert len(commands) > 8
    for command in commands:
        assert main([command, "--help"]) == 0
        assert "Example" in capsys.readouterr().out or command == "new"
