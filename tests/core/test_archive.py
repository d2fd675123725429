"""An archive is joined in time that grows with what it holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.core import archive
from generator.core.archive import Parts, join_archive
from generator.core.model import (
    Article,
    Basis,
    Block,
    BlockKind,
    Claim,
    ClaimAddress,
    Quote,
    Relation,
    RelationType,
    Rendition,
    Settings,
    Source,
    SourceKind,
    Stance,
)
from generator.core.text import Text


class Counted(tuple[Claim, ...]):
    """Claims that tell how often all of them were gone through."""

    walks: list[int] = []  # noqa: RUF012

    def __iter__(self) -> Iterator[Claim]:
        self.walks.append(len(self))
        return super().__iter__()


def make_claim(number: int) -> Claim:
    return Claim(
        f"c{number}", number, number + 1, Quote("xx"), "p1", (), "It is so.", Basis.UNATTRIBUTED, Stance.ASSERTS
    )


def make_parts(claims: int, relations: int, sources: tuple[Source, ...] = ()) -> Parts:
    title = Block("title", BlockKind.TITLE, "A", ())
    article = Article("a", title, "", Rendition.FULL, "en", (), Counted(map(make_claim, range(claims))))
    ends = [ClaimAddress("a", f"c{number}") for number in range(claims)]
    return Parts(
        settings=Settings("T"),
        articles=(article,),
        sources=sources,
        questions=(),
        relations=tuple(Relation(ends[0], ends[-1], RelationType.REPEATS, "") for _ in range(relations)),
        pages=(),
        article_ids=frozenset("a"),
        texts={f"content/articles/a/{name}": Text(name, "") for name in ("article.md", "claims.toml")}
        | {path: Text(path, "") for path in ("content/relations.toml", "content/sources.toml")},
    )


def count_walks(parts: Parts) -> int:
    Counted.walks.clear()
    assert join_archive(parts).diagnostics == ()
    return len(Counted.walks)


def test_the_claims_of_an_article_are_not_gone_through_for_every_relation() -> None:
    assert count_walks(make_parts(20, 100)) == count_walks(make_parts(20, 1))


def test_no_place_is_looked_for_where_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "locate", lambda *_, **__: pytest.fail("a place was looked for"))
    assert join_archive(make_parts(3, 3)).diagnostics == ()


def make_source(name: str, voice: str) -> Source:
    return Source(name, name, SourceKind.PERSON, speaks_for=voice)


def test_a_chain_of_voices_is_followed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Told(dict[str, Source]):
        def __getitem__(self, name: str) -> Source:
            asked.append(name)
            return super().__getitem__(name)

    sources = tuple(make_source(f"s{number}", f"s{number + 1}" if number < 99 else "") for number in range(100))
    known = archive._Known(Told({each.id: each for each in sources}), {}, {}, None)  # type: ignore[arg-type]
    assert list(archive._check_sources(make_parts(1, 0, sources), known)) == []
    assert sorted(asked) == sorted(each.id for each in sources)


def test_whoever_speaks_for_somebody_in_a_circle_is_told() -> None:
    sources = (make_source("a", "b"), make_source("b", "c"), make_source("c", "b"), make_source("d", "nobody"))
    found = join_archive(make_parts(1, 0, (*sources, make_source("e", "d")))).diagnostics
    assert [each.message for each in found] == [
        "nobody can speak for himself: a → b → c → b",
        "nobody can speak for himself: b → c → b",
        "nobody can speak for himself: c → b → c",
        "there is no source 'nobody'",
    ]
