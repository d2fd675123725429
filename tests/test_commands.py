"""The commands, as a person types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator.cli import main
from tests.archives import SmallArchive

ROOT = Path(__file__).parent.parent
HERE = "content/articles/2020-01-02-mill"


def type_it(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_help_names_every_command() -> None:
    said = type_it("--help").stdout
    for command in ("build", "check", "serve", "new", "import", "accept", "verify"):
        assert f"\n  {command} " in said


def test_help_answers_at_once_for_it_loads_none_of_the_heavy_libraries() -> None:
    script = "import sys; from generator.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True).stderr.split()
    assert {"pydantic", "jinja2", "lunr", "markdown_it", "pygments", "rich", "nh3", "http.server"} & set(
        loaded
    ) == set()


@pytest.mark.parametrize(
    "command", ["build", "check", "serve", "import", "accept", "verify", "new site", "new article"]
)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert "Example" in said
    assert f"python -m generator {command}" in said


def test_a_build_says_what_it_made_and_how_to_open_it(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive.root)
    assert main(["build"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("1 article, 2 comments, 4 claims, ")
    assert said.out.endswith("open dist/index.html in a browser\n")
    assert "rendering pages" in said.err


def test_quiet_says_nothing_where_nothing_is_wrong(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert archive.run("--quiet", "build") == 0
    assert archive.run("check", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_the_root_may_be_named_before_or_after_the_command(archive: SmallArchive) -> None:
    assert main(["--root", str(archive.root), "--quiet", "build"]) == 0
    assert main(["build", "--root", str(archive.root), "-q"]) == 0


def test_a_fault_in_content_is_exit_code_one_and_the_site_is_as_it_was(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive.root)
    assert main(["-q", "build"]) == 0
    archive.edit(f"{HERE}/claims.toml", 'speaker = "bob"', 'speaker = "bop"')
    assert main(["build"]) == 1
    said = capsys.readouterr().err
    assert "error[unknown-source]: there is no source 'bop'\n" in said
    assert f"--> {HERE}/claims.toml:15:11\n" in said
    assert "hint: did you mean 'bob'?" in said
    assert said.endswith("1 error, 0 warnings; dist/ is as it was\n")


def test_check_prints_the_report_and_writes_nothing(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.edit(f"{HERE}/claims.toml", 'speaker = "bob"', 'speaker = "bop"')
    assert archive.run("check") == 1
    assert "error[unknown-source]" in capsys.readouterr().out
    assert not (archive.root / "dist").exists()


def test_check_gives_its_faults_as_data(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert archive.run("check", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []
    archive.edit(f"{HERE}/claims.toml", 'speaker = "bob"', 'speaker = "bop"')
    assert archive.run("check", "--format", "json") == 1
    (fault,) = json.loads(capsys.readouterr().out)
    assert fault == {
        "code": "unknown-source",
        "severity": "error",
        "message": "there is no source 'bop'",
        "path": f"{HERE}/claims.toml",
        "line": 15,
        "column": 11,
        "width": 5,
        "hint": "did you mean 'bob'?",
        "related": [],
    }


def test_a_folder_that_is_no_archive_is_a_fault_with_a_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "build"]) == 1
    said = capsys.readouterr().err
    assert "error[no-site]" in said
    assert "new site DIR" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["build", "--leniant"], "Did you mean '--lenient'?"),
        (["build", "--jobs", "many"], "'many' is not a valid integer"),
        (["build", "--base-url", "example.org"], "this must be a whole address"),
        (["--root", "/no/such/folder", "build"], "does not exist"),
        (["check", "--format", "xml"], "is not one of"),
        (["import"], "Missing argument"),
        (["import", "/no/such/file"], "does not exist"),
        (["new", "article"], "Missing argument"),
    ],
)
def test_wrong_usage_is_exit_code_two(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_a_site_is_not_built_into_its_own_content(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert archive.run("build", "--output", str(archive.root / "content/site")) == 2
    assert "which a build only reads" in capsys.readouterr().err
    assert not (archive.root / "content/site").exists()


def test_a_fault_of_our_own_is_an_apology_and_a_file(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven \x1b[31mby nought")

    monkeypatch.setattr("generator.commands.build.run_build", fall_over)
    assert archive.run("build") == 70
    said = capsys.readouterr().err
    assert said.startswith("Sorry: this is a fault in Whence")
    assert "Traceback" not in said
    assert "\x1b" not in said
    assert "Traceback" in (archive.root / ".cache/crash.txt").read_text(encoding="utf-8")


def test_an_interrupt_is_exit_code_130(archive: SmallArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.commands.build.run_build", interrupt)
    assert archive.run("build") == 130


def test_a_report_is_in_colour_only_where_it_is_wanted(archive: SmallArchive) -> None:
    archive.edit("site.toml", "language", "langauge")
    words = ("--root", str(archive.root), "build")
    assert "\x1b[" not in type_it(*words).stderr
    assert "\x1b[" in type_it(*words, CLICOLOR_FORCE="1").stderr
    assert "\x1b[" not in type_it(*words, CLICOLOR_FORCE="1", NO_COLOR="1").stderr


def test_a_new_site_builds_and_its_articles_are_added_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    assert main(["new", "site", str(folder)]) == 0
    assert main(["--root", str(folder), "build"]) == 0
    assert "error" not in capsys.readouterr().err
    assert main(["--root", str(folder), "new", "article", "The Flood"]) == 0
    assert "the-flood" in capsys.readouterr().out
    assert main(["--root", str(folder), "new", "article", "The Flood"]) == 1
    assert "error[article-exists]" in capsys.readouterr().err


def test_a_saved_page_becomes_an_article(
    archive: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Mill opens again\n\nThe mill opened again, they say.\n\nIt had been shut.\n", encoding="utf-8")
    assert archive.run("import", str(page), "--dry-run") == 0
    assert len(list((archive.root / "content/articles").iterdir())) == 1
    assert archive.run("import", str(page), "--published", "2020-02-02") == 0
    assert "paragraph" in capsys.readouterr().out
    assert (archive.root / "content/articles/2020-02-02-mill-opens-again/article.md").is_file()
    assert archive.run("import", str(page), "--published", "2020-02-02") == 0
    assert "is already content/articles/2020-02-02-mill-opens-again/ (the same bytes)" in capsys.readouterr().out
    assert archive.run("build") == 0


def heed_interrupts() -> None:
    """In a child: be interrupted by Ctrl-C, even where the tests themselves run in the background and are not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_serve_shows_the_site_and_what_is_wrong_with_it(archive: SmallArchive) -> None:
    command = [sys.executable, "-m", "generator", "--root", str(archive.root), "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
        preexec_fn=heed_interrupts,
    ) as child:
        try:
            assert child.stdout
            assert child.stderr
            address = child.stdout.readline().split()[0]
            assert child.stderr.readline().startswith("built: ")
            with urlopen(f"{address}article/2020-01-02-mill.html") as answer:
                assert b"c-closed" in answer.read()
            archive.edit(f"{HERE}/article.md", "on Monday", "on Tuesday")
            line = ""
            while "pages are as they were" not in line:
                line = child.stderr.readline()
                assert child.poll() is None
            with urlopen(f"{address}.whence/events") as stream:
                assert "quote-not-found" in stream.readline().decode()
            archive.edit(f"{HERE}/article.md", "on Tuesday", "on Monday")
            assert child.stderr.readline().startswith("built: ")
            assert not (archive.root / "dist").exists()
            child.send_signal(signal.SIGINT)
            assert child.wait(10) == 130
        finally:
            child.kill()
