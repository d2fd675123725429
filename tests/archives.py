"""Test support: a small archive on disk, as a person would have written it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cli import main
from generator.core.diagnostics import Checked, tell

PAGE = "Water in the harbour\n\nIt came over the wall at noon.\n\nNo comments yet\n"  # as saved from a browser

FILES: Mapping[str, str] = {
    "site.toml": 'title = "Two mills"\ndescription = "What was said about the mill."\nlanguage = "en"\n',
    "content/sources.toml": """\
[herald]
name = "The Herald"
kind = "outlet"

[ann]
name = "Ann Miller"
kind = "person"
role = "miller"

[council]
name = "Town Council"
kind = "organisation"

[bob]
name = "Bob Clerk"
kind = "person"
role = "clerk"
speaks_for = "council"
short = "Clerk"
""",
    "content/questions.toml": """\
[mill-closed]
question = "Did the mill close?"
answers = { yes = "Yes", no = "No", unclear = "Unclear" }

[workers-left]
question = "How many workers were left?"
unit = "workers"
""",
    "content/relations.toml": """\
[[relation]]
from = "2020-01-02-mill#closed"
to = "2020-01-02-mill#open"
type = "contradicts"
why = "One says it closed, the other that it did not."
""",
    "content/articles/2020-01-02-mill/article.md": """\
+++
title = "Mill closes, or does not"
outlet = "herald"
published = 2020-01-02
rendition = "full"
summary = "Two people differ about the mill."
+++

The old mill by the river closed on Monday, Ann Miller said. She counted about 40 workers.

The clerk, speaking for the council, said the mill was open and would remain so.
""",
    "content/articles/2020-01-02-mill/thread.toml": """\
stated = 3

[[comment]]
id = "1"
author = "Cat"
text = '''
I saw it shut.
The gate was locked.
'''

[[comment]]
id = "1.1"
parent = "1"
text = "Nonsense, xylophone music came out of it."
""",
    "content/articles/2020-01-02-mill/claims.toml": """\
[[claim]]
id = "closed"
quote = "The old mill by the river closed on Monday"
says = "The mill closed."
speaker = "ann"
basis = "named"
stance = "asserts"
question = "mill-closed"
answer = "yes"

[[claim]]
id = "open"
quote = "the mill was open and would remain so"
says = "The mill is open."
speaker = "bob"
basis = "spokesperson"
stance = "denies"
question = "mill-closed"
answer = "no"

[[claim]]
id = "forty"
quote = "about 40 workers"
says = "About forty workers were there."
speaker = "ann"
basis = "named"
stance = "estimates"
question = "workers-left"
value = 40
qualifier = "about"

[[claim]]
id = "gate"
in = "comment 1"
quote = "The gate was locked"
says = "The gate was locked."
basis = "commenter"
stance = "asserts"
question = "mill-closed"
answer = "yes"
""",
}


@dataclass(frozen=True)
class SmallArchive:
    """An archive in a folder of its own."""

    root: Path

    @classmethod
    def write(cls, root: Path, files: Mapping[str, str] = FILES) -> SmallArchive:
        made = cls(root)
        for path, content in files.items():
            made.put(path, content)
        return made

    def put(self, path: str, content: str) -> None:
        """Write one file, with its folders."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8", newline="\n")

    def edit(self, path: str, old: str, new: str) -> None:
        """Change one place in a file."""
        content = (self.root / path).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {path}"
        self.put(path, content.replace(old, new))

    def run(self, *words: str) -> int:
        """A command as a person types it; its exit code."""
        return main(["--root", str(self.root), *words])

    def site(self, folder: str = "dist") -> dict[str, bytes]:
        """Every file of the built site, by its path in it."""
        return files_below(self.root / folder)


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and below it, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def faults_told(checked: Checked[Any]) -> str:
    """What a reader says who made nothing."""
    assert checked.value is None
    return tell(checked.diagnostics)
