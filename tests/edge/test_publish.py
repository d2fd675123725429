"""Publishing: to a folder, and to an object store that speaks S3, on this machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.edge import publish
from generator.edge.publish import STATE, Published, publish_site
from tests.archives import SmallArchive, files_below

BUCKET = "archive"


def unwatched(station: str, done: int, total: int) -> None:
    """See nothing of the work."""


@pytest.fixture
def built(archive: SmallArchive) -> SmallArchive:
    assert archive.run("--quiet", "build") == 0
    return archive


def send(built: SmallArchive, target: Path, **options: bool) -> Published:
    done = publish_site(built.root / "dist", str(target), {}, unwatched, **options)
    assert done.diagnostics == ()
    assert done.value
    return done.value


def test_a_folder_becomes_the_site(built: SmallArchive, tmp_path: Path) -> None:
    first = send(built, tmp_path / "www")
    there = files_below(tmp_path / "www")
    assert {path: content for path, content in there.items() if path != STATE} == built.site()
    assert len(first.sent) == first.files == len(built.site())


def test_what_is_there_already_is_not_sent_again(built: SmallArchive, tmp_path: Path) -> None:
    send(built, tmp_path / "www")
    assert send(built, tmp_path / "www").sent == ()
    built.edit("content/articles/2020-01-02-mill/article.md", "The old mill by", "The mill by")
    built.edit("content/articles/2020-01-02-mill/claims.toml", "The old mill by", "The mill by")
    assert built.run("--quiet", "build") == 0
    second = send(built, tmp_path / "www")
    assert "article/2020-01-02-mill.html" in second.sent
    assert 0 < len(second.sent) < second.files / 2
    assert {path: content for path, content in files_below(tmp_path / "www").items() if path != STATE} == built.site()


def test_a_page_that_is_gone_is_removed_and_a_strangers_file_is_not(built: SmallArchive, tmp_path: Path) -> None:
    send(built, tmp_path / "www")
    (tmp_path / "www/CNAME").write_text("archive.example.org", encoding="utf-8")
    built.put("content/pages/about.md", '+++\ntitle = "About"\n+++\n\nWho we are.\n')
    assert built.run("--quiet", "build") == 0
    send(built, tmp_path / "www")
    (built.root / "content/pages/about.md").unlink()
    assert built.run("--quiet", "build") == 0
    assert "pages/about.html" in send(built, tmp_path / "www").removed
    assert not (tmp_path / "www/pages/about.html").exists()
    assert (tmp_path / "www/CNAME").exists()


def test_a_dry_run_says_what_would_be_sent_and_touches_nothing(
    built: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built.run("publish", str(tmp_path / "www"), "--dry-run") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1].startswith(f"would send {len(built.site())} files, ")
    assert "send    index.html" in said
    assert not (tmp_path / "www").exists()


def test_a_folder_of_somebody_else_is_left_alone(
    built: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/chapter-1.txt").write_text("years of work", encoding="utf-8")
    assert built.run("publish", str(tmp_path / "thesis")) == 1
    assert capsys.readouterr().err.startswith(
        "error[target-not-ours]: this is not empty, and holds no checksums.txt of a site that was built by Whence\n"
    )
    assert list(files_below(tmp_path / "thesis")) == ["chapter-1.txt"]


def test_a_site_that_was_altered_after_the_build_is_not_sent(
    built: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (built.root / "dist/index.html").write_text("hijacked", encoding="utf-8")
    assert built.run("publish", str(tmp_path / "www")) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[site-altered]: this file is not as the build wrote it, so nothing was sent\n")
    assert "index.html:1:1" in said
    assert not (tmp_path / "www").exists()


def test_an_archive_that_was_not_built_is_told_to_build(
    archive: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive.run("publish", str(tmp_path / "www")) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[not-a-site]: there is no built site here: no checksums.txt\n")
    assert "hint: build it first: python -m generator build" in said


def test_an_address_nobody_knows_is_a_fault_and_no_traceback(
    built: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built.run("publish", "gopher://example.org/x") == 1
    assert capsys.readouterr().err.startswith("error[cannot-publish]: the target does not do it: Protocol not known")


def test_an_option_is_a_name_and_a_value(built: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert built.run("publish", "s3://x", "--option", "endpoint") == 2
    assert "this must be NAME=VALUE" in capsys.readouterr().err


@pytest.mark.parametrize("failing", range(0, 40, 3))
def test_what_is_broken_off_is_finished_by_the_next(
    built: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    send(built, tmp_path / "www")
    built.edit("site.toml", "Two mills", "Three mills")
    assert built.run("--quiet", "build") == 0
    left = [failing]
    guard = threading.Lock()
    real = publish._send

    def send_or_fail(*words: Any) -> None:
        with guard:
            left[0] -= 1
            if left[0] < 0:
                raise ConnectionError("the line is down")
        real(*words)

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_send", send_or_fail)
        broken = publish_site(built.root / "dist", str(tmp_path / "www"), {}, unwatched)
    if broken.value is None:
        assert [found.message for found in broken.diagnostics] == ["the target does not do it: the line is down"]
    send(built, tmp_path / "www")
    there = files_below(tmp_path / "www")
    outdated = {path for path in there if path.startswith("assets/")} - set(built.site())
    assert {path: there[path] for path in there if path not in outdated | {STATE}} == built.site()


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a server that speaks S3, with an empty bucket."""
    server_module = pytest.importorskip("moto.server")
    boto3 = pytest.importorskip("boto3")
    pytest.importorskip("s3fs")
    before = dict(os.environ)
    os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")
    server = server_module.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=address).create_bucket(Bucket=BUCKET)
    yield address
    server.stop()
    os.environ.clear()
    os.environ.update(before)


def test_an_object_store_holds_the_site_with_types_and_lifetimes(built: SmallArchive, store: str) -> None:
    import boto3

    words = ("publish", f"s3://{BUCKET}/some/place", "--option", f"endpoint_url={store}")
    assert built.run("--quiet", *words) == 0
    client = boto3.client("s3", endpoint_url=store)
    held = {
        each["Key"].removeprefix("some/place/"): client.get_object(Bucket=BUCKET, Key=each["Key"])
        for each in client.list_objects_v2(Bucket=BUCKET, Prefix="some/place/")["Contents"]
    }
    assert {path: each["Body"].read() for path, each in held.items() if path != STATE} == built.site()
    page, style = held["index.html"], next(held[path] for path in held if path.endswith("frame.css"))
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert style["ContentType"] == "text/css; charset=utf-8"
    assert style["CacheControl"] == "public, max-age=31536000, immutable"


def test_a_second_publication_to_an_object_store_sends_what_changed(
    built: SmallArchive, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("publish", f"s3://{BUCKET}/again", "--option", f"endpoint_url={store}")
    assert built.run("--quiet", *words) == 0
    assert built.run(*words) == 0
    assert capsys.readouterr().out.startswith(f"nothing to send: s3://{BUCKET}/again holds ")
    built.edit("content/sources.toml", "Bob Clerk", "Bob Clark")
    assert built.run("--quiet", "build") == 0
    assert built.run(*words) == 0
    said = capsys.readouterr().out
    assert "sent " in said
    assert f"of {len(built.site())} files" in said


def test_a_store_that_refuses_is_a_fault_and_no_traceback(
    built: SmallArchive, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built.run("publish", "s3://no-such-bucket/x", "--option", f"endpoint_url={store}") == 1
    assert capsys.readouterr().err.startswith("error[cannot-publish]: the target does not do it: ")


def test_what_a_folder_has_lost_is_sent_again(built: SmallArchive, tmp_path: Path) -> None:
    www = tmp_path / "www"
    send(built, www)
    (www / "index.html").unlink()
    (www / "404.html").write_text("cut", encoding="utf-8")
    assert send(built, www).sent == ("404.html", "index.html")
    assert {path: content for path, content in files_below(www).items() if path != STATE} == built.site()


def test_a_site_is_not_published_onto_itself(built: SmallArchive) -> None:
    before = files_below(built.root / "dist")
    done = publish_site(built.root / "dist", str(built.root / "dist"), {}, unwatched)
    assert [(each.code, each.message) for each in done.diagnostics] == [
        ("target-not-ours", "this is the built site itself")
    ]
    assert files_below(built.root / "dist") == before
