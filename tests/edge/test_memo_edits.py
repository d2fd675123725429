"""Whatever is edited, in whatever order: a build that remembers makes what a clean build makes, to the byte."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.core.diagnostics import tell
from generator.edge.build import Options, Report, build
from generator.edge.keeping import accept_archive
from generator.edge.memo import Memo, open_memo
from generator.edge.unchanged import recall_report
from generator.edge.workers import Workers
from tests.archives import SmallArchive

NAMES = st.sampled_from(("aa", "bb", "cc"))
WORDS = st.sampled_from(("one", "two", "three", "four five"))
ARTICLE = '+++\ntitle = "{title}"\npublished = 2020-01-0{day}\n{more}+++\n\nThe {words} mill closed.\n\n{plain}\n'
CLAIM = '[[claim]]\nid = "c"\nquote = "mill closed"\nsays = "{words}"\nbasis = "unattributed"\nstance = "asserts"\n'
PLAIN = {"title": "one", "words": "one", "plain": "one", "day": 1, "more": ""}
ANSWER = 'question = "mill-closed"\nanswer = "{answer}"\n'


class Edits(RuleBasedStateMachine):
    """An archive that people work on, built after every step with a memo."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.archive = SmallArchive.write(self.folder / "archive")
        self.memo = open_memo(self.archive.root, self.target)

    @property
    def target(self) -> Path:
        return self.archive.root / "dist"

    @rule(name=NAMES, title=WORDS, words=WORDS, plain=WORDS, day=st.integers(1, 4), own=st.booleans())
    def write_article(self, name: str, title: str, words: str, plain: str, day: int, own: bool) -> None:
        more = 'outlet = "herald"\n' if own else 'tags = ["x"]\n'
        text = ARTICLE.format(title=title, words=words, plain=plain, day=day, more=more)
        self.archive.put(f"content/articles/{name}/article.md", text)

    @rule(name=NAMES, words=WORDS, answer=st.sampled_from(("yes", "no", "unclear", "")))
    def write_claim(self, name: str, words: str, answer: str) -> None:
        if (self.archive.root / f"content/articles/{name}").is_dir():
            told = CLAIM.format(words=words) + (ANSWER.format(answer=answer) if answer else "")
            self.archive.put(f"content/articles/{name}/claims.toml", told)

    @rule(name=NAMES, author=WORDS, words=WORDS)
    def write_thread(self, name: str, author: str, words: str) -> None:
        if (self.archive.root / f"content/articles/{name}").is_dir():
            comment = f'[[comment]]\nid = "1"\nauthor = "{author}"\ntext = "{words}"\n'
            self.archive.put(f"content/articles/{name}/thread.toml", comment)

    @rule(name=NAMES, other=NAMES, place=st.sampled_from(("p1", "p2", "c-c", "k-1", "k-1-p1")))
    def link_to_a_place(self, name: str, other: str, place: str) -> None:
        path = f"content/articles/{name}/article.md"
        if (self.archive.root / path).is_file():
            self.archive.put(path, f"{ARTICLE.format(**PLAIN)}\nSee [there](article:{other}#{place}).\n")

    @rule(name=NAMES)
    def delete_article(self, name: str) -> None:
        shutil.rmtree(self.archive.root / f"content/articles/{name}", ignore_errors=True)

    @rule(old=NAMES, new=NAMES)
    def rename_article(self, old: str, new: str) -> None:
        here, there = (self.archive.root / f"content/articles/{name}" for name in (old, new))
        if here.is_dir() and not there.exists():
            here.rename(there)

    @rule(name=WORDS)
    def rename_source(self, name: str) -> None:
        sources = self.archive.root / "content/sources.toml"
        lines = sources.read_text(encoding="utf-8").splitlines()
        lines[1] = f'name = "{name}"'
        sources.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @rule(title=WORDS, language=st.sampled_from(("en", "de")))
    def rename_site(self, title: str, language: str) -> None:
        more = f'base_url = "https://example.org/"\npublish_captures = true\nlanguage = "{language}"\n'
        self.archive.put("site.toml", f'title = "{title}"\n{more}')

    @rule(name=NAMES, other=NAMES, kind=st.sampled_from(("contradicts", "same-utterance")), why=WORDS)
    def relate_claims(self, name: str, other: str, kind: str, why: str) -> None:
        told = f'[[relation]]\nfrom = "{name}#c"\nto = "{other}#c"\ntype = "{kind}"\nwhy = "{why}"\n'
        self.archive.put("content/relations.toml", told)

    @rule(speaks_for=st.sampled_from(("council", "herald", "ann")), via=st.booleans())
    def change_chain(self, speaks_for: str, via: bool) -> None:
        sources = self.archive.root / "content/sources.toml"
        lines = sources.read_text(encoding="utf-8").splitlines()
        lines = [f'speaks_for = "{speaks_for}"' if line.startswith("speaks_for") else line for line in lines]
        sources.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for claims in sorted(self.archive.root.glob("content/articles/??/claims.toml")):
            told = claims.read_text(encoding="utf-8").replace(
                'basis = "unattributed"', 'basis = "named"\nspeaker = "bob"'
            )
            claims.write_text(told + 'via = ["ann"]\n' * (via and "via" not in told), encoding="utf-8")

    @rule()
    def accept(self) -> None:
        accept_archive(self.archive.root, Workers())

    @rule(name=NAMES, reason=WORDS, part=st.sampled_from(("", "#c-c", "#p1", "#k-1")))
    def withdraw(self, name: str, reason: str, part: str) -> None:
        told = f'[[gone]]\nwas = "article/{name}.html{part}"\nreason = "{reason}"\n'
        self.archive.put("content/tombstones.toml", told)

    @rule(path=st.sampled_from(("ids.lock", "content/tombstones.toml")))
    def forget_what_was(self, path: str) -> None:
        (self.archive.root / path).unlink(missing_ok=True)

    @rule(name=NAMES, words=WORDS)
    def write_capture(self, name: str, words: str) -> None:
        if (self.archive.root / f"content/articles/{name}").is_dir():
            self.archive.put(f"content/articles/{name}/capture.txt", words)

    @rule(name=NAMES, number=st.integers(1, 2), words=WORDS, day=st.integers(1, 4))
    def keep_version(self, name: str, number: int, words: str, day: int) -> None:
        if (self.archive.root / f"content/articles/{name}").is_dir():
            text = ARTICLE.format(title="Old", words=words, plain="old", day=1, more=f"captured = 2020-02-0{day}\n")
            self.archive.put(f"content/articles/{name}/versions/{number}/article.md", text)
            self.archive.put(f"content/articles/{name}/versions/{number}/claims.toml", CLAIM.format(words="x"))

    @rule(name=NAMES, number=st.integers(1, 2), words=WORDS)
    def write_earlier_capture(self, name: str, number: int, words: str) -> None:
        if (here := self.archive.root / f"content/articles/{name}/versions/{number}").is_dir():
            (here / "capture.txt").write_text(words, encoding="utf-8")

    @rule(name=NAMES, folder=st.sampled_from(("", "versions/1/")), words=WORDS)
    def write_frame(self, name: str, folder: str, words: str) -> None:
        if (self.archive.root / f"content/articles/{name}/{folder}").is_dir():
            self.archive.put(f"content/articles/{name}/{folder}frames/a.html", words)

    @rule(name=NAMES, number=st.integers(1, 2))
    def delete_version(self, name: str, number: int) -> None:
        shutil.rmtree(self.archive.root / f"content/articles/{name}/versions/{number}", ignore_errors=True)

    @rule(path=st.sampled_from(("index.html", "feed.xml", "article/aa.html", "search.html", "data/claims.csv")))
    def spoil_page(self, path: str) -> None:
        if (page := self.target / path).is_file():
            page.write_bytes(page.read_bytes()[::-1])

    @rule()
    def spoil_memo(self) -> None:
        store = self.archive.root / ".cache/dist.memo"
        if store.is_file():
            store.write_bytes(store.read_bytes()[:-2000])

    @rule()
    def begin_a_new_process(self) -> None:
        self.memo = open_memo(self.archive.root, self.target)

    @invariant()
    def it_is_the_site_of_a_clean_build(self) -> None:
        if not hasattr(self, "archive"):
            return
        clean = self.folder / "clean"
        mine, theirs = self.make(self.target, self.memo), self.make(clean, None)
        assert tell(mine.diagnostics) == tell(theirs.diagnostics)
        if not theirs.failed:
            assert mine.unaccepted == theirs.unaccepted
            assert self.archive.site() == {
                path.relative_to(clean).as_posix(): path.read_bytes() for path in clean.rglob("*") if path.is_file()
            }

    def make(self, target: Path, memo: Memo | None) -> Report:
        options = Options(target)
        told = recall_report(self.archive.root, options, memo) if memo else None
        return told or build(self.archive.root, Workers(), options, memo)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=8, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
