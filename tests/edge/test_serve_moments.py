"""Whatever is saved, told and built, in whatever order: in the end the server gives what a clean build writes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from generator.core.diagnostics import has_errors, tell
from generator.edge.build import Options, build
from generator.edge.builder import Outcome, Task, build_here
from generator.edge.memo import open_memo
from generator.edge.serve import Desk, Done, Saved, open_server, sort_paths
from generator.edge.workers import Workers
from tests.archives import SmallArchive

NAMES = st.sampled_from(("aa", "bb", "cc"))
WORDS = st.sampled_from(("one", "two", "three", "four five"))
ARTICLE = '+++\ntitle = "{title}"\npublished = 2020-01-0{day}\n{more}+++\n\nThe {words} mill closed.\n\n{plain}\n'
CLAIM = '[[claim]]\nid = "{id}"\nquote = "mill closed"\nsays = "{words}"\nbasis = "unattributed"\nstance = "asserts"\n'
ANSWER = 'question = "{question}"\nanswer = "{answer}"\n'
NOTHING = Saved(frozenset(), others=False)


class Moments(RuleBasedStateMachine):
    """An author who saves while the server builds; what he saved is told sooner or later, but always."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.archive = SmallArchive.write(self.folder / "archive")
        self.server = open_server(self.archive.root, 0)
        self.memo = open_memo(self.archive.root, self.server.site)
        self.desk = Desk(self.archive.root, self.server, lambda said: None)
        self.untold: list[str] = []
        self.running: Outcome | None = None
        self.finish(self.look())

    def look(self) -> Outcome:
        return build_here(Task(self.archive.root, self.server.site, self.server.address), Workers(), self.memo)

    def finish(self, outcome: Outcome) -> None:
        self.desk.take(Done(outcome, NOTHING))

    def put(self, path: str, content: str) -> None:
        self.archive.put(path, content)
        self.untold.append(str(self.archive.root / path))

    @rule(name=NAMES, title=WORDS, words=WORDS, plain=WORDS, day=st.integers(1, 4), tagged=st.booleans())
    def write_article(self, name: str, title: str, words: str, plain: str, day: int, tagged: bool) -> None:
        more = 'tags = ["x"]\n' if tagged else 'outlet = "herald"\n'
        text = ARTICLE.format(title=title, words=words, plain=plain, day=day, more=more)
        self.put(f"content/articles/{name}/article.md", text)

    @rule(name=NAMES, words=WORDS, id=st.sampled_from(("c", "d")), answer=st.sampled_from(("yes", "no", "maybe", "")))
    def write_claim(self, name: str, words: str, id: str, answer: str) -> None:
        if (self.archive.root / f"content/articles/{name}").is_dir():
            asked = ANSWER.format(question="mill-closed", answer=answer) if answer else ""
            self.put(f"content/articles/{name}/claims.toml", CLAIM.format(id=id, words=words) + asked)

    @rule(name=NAMES, words=WORDS)
    def write_comments(self, name: str, words: str) -> None:
        if (self.archive.root / f"content/articles/{name}").is_dir():
            self.put(f"content/articles/{name}/thread.toml", f'[[comment]]\nid = "1"\ntext = "{words}"\n')

    @rule(name=NAMES)
    def delete_article(self, name: str) -> None:
        shutil.rmtree(self.archive.root / f"content/articles/{name}", ignore_errors=True)
        self.untold.append(f"{self.archive.root}/content/articles/{name}/article.md")

    @rule(name=WORDS)
    def rename_source(self, name: str) -> None:
        sources = (self.archive.root / "content/sources.toml").read_text(encoding="utf-8").splitlines()
        sources[1] = f'name = "{name}"'
        self.put("content/sources.toml", "\n".join(sources) + "\n")

    @rule(title=WORDS)
    def rename_site(self, title: str) -> None:
        self.put("site.toml", f'title = "{title}"\n')

    @rule()
    @precondition(lambda self: self.untold)
    def tell(self) -> None:
        paths, self.untold = self.untold, []
        self.desk.take(sort_paths(self.archive.root, paths))

    @rule()
    @precondition(lambda self: self.running is None and self.desk.wants_build)
    def begin_build(self) -> None:
        self.desk.begin_build()
        self.running = self.look()

    @rule()
    @precondition(lambda self: self.running is not None)
    def end_build(self) -> None:
        outcome, self.running = self.running, None
        self.finish(outcome or Outcome())

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        if self.untold:
            self.tell()
        if self.running:
            self.end_build()
        while self.desk.wants_build:
            self.desk.begin_build()
            self.finish(self.look())
        self.compare()
        self.server.server_close()
        shutil.rmtree(self.folder)

    def compare(self) -> None:
        clean = self.folder / "clean"
        report = build(self.archive.root, Workers(), Options(clean, base_url=self.server.address))
        wrong = has_errors(report.diagnostics)
        assert self.server.board.report == (tell(report.diagnostics) if wrong else "")
        assert not self.server.board.busy
        if not wrong:
            assert self.server.newer == {}
            for file in (each for each in clean.rglob("*") if each.is_file()):
                path = file.relative_to(clean).as_posix()
                assert self.server.answer(f"/{path}").content == file.read_bytes(), path


TestMoments = Moments.TestCase
TestMoments.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
