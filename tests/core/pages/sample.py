"""A small archive of nouns made by hand, for tests of pages: no file is read for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup, escape

from generator.core.catalogue import catalogue
from generator.core.model import (
    Amount,
    Answer,
    Archive,
    Article,
    Basis,
    Block,
    BlockKind,
    Cites,
    Claim,
    ClaimAddress,
    Comment,
    Footnote,
    FreePage,
    Gap,
    InferredReply,
    Mark,
    Piece,
    Question,
    Quote,
    Relation,
    RelationType,
    Rendition,
    Settings,
    Source,
    SourceKind,
    Span,
    Stance,
    Thread,
    When,
)
from generator.core.pages.frame import Stage
from generator.core.standing import assess_all
from tests.words import ENGLISH

LOW_FORD = "2020-03-02-bridge-is-safe"
HIGH_FORD = "2020-03-04-bridge-shut"
YEARBOOK = "2021-yearbook"


def day(words: str) -> When:
    """A date to the day, or '2020' for a year."""
    if len(words) == 4:
        return When(words, date(int(words), 1, 1), date(int(words), 12, 31))
    return When(words, date.fromisoformat(words), date.fromisoformat(words))


def sample_stage(archive: Archive | None = None) -> Stage:
    """The sample as pages are given it."""
    found = catalogue(archive or sample_archive())
    return Stage(found, assess_all(found), "assets/0000/", ENGLISH)


def sample_archive() -> Archive:
    """Three reports about a bridge: disputed, repeated and single claims, a figure, and a thread with every oddity."""
    return Archive(
        settings=Settings(
            title="The bridge at Low Ford",
            description="Whether the old bridge was safe, and who said so.",
            footer="The reports belong to their publishers.",
        ),
        articles=(_low_ford(), _high_ford(), _yearbook()),
        sources=(
            Source("valley-post", "Valley Post", SourceKind.OUTLET),
            Source("river-herald", "River Herald", SourceKind.OUTLET, short="Herald"),
            Source("wire", "Northern Wire", SourceKind.AGENCY, short="Wire"),
            Source("council", "Low Ford Town Council", SourceKind.ORGANISATION, short="Council"),
            Source(
                "reed", "Ada Reed", SourceKind.PERSON, "clerk of the council", "council", ("the clerk",), short="Reed"
            ),
            Source("stone", "Tom Stone", SourceKind.PERSON, "bridge engineer", short="Stone"),
            Source("almanac", "Ford Almanac", SourceKind.DOCUMENT),
        ),
        questions=(
            Question(
                "bridge-safe",
                "Was the bridge safe to cross?",
                (
                    Answer("yes", "Yes", Mark.YES),
                    Answer("no", "No", Mark.NO),
                    Answer("unclear", "Unclear", Mark.UNCLEAR),
                ),
                about="Low Ford, March 2020",
                summary="The council says it held; the engineer says it did not.",
            ),
            Question("lorries", "How many lorries crossed in a day?", unit="lorries", about="Low Ford, March 2020"),
            Question(
                "who-closed",
                "Who had the bridge closed?",
                (Answer("council", "The council", Mark.OTHER), Answer("county", "The county", Mark.OTHER)),
            ),
        ),
        relations=(
            Relation(
                ClaimAddress(HIGH_FORD, "cracks"),
                ClaimAddress(LOW_FORD, "safe"),
                RelationType.CONTRADICTS,
                "One says that it held, the other that it was cracked through.",
                ("R1",),
            ),
            Relation(
                ClaimAddress(HIGH_FORD, "reed-again"),
                ClaimAddress(LOW_FORD, "safe"),
                RelationType.SAME_UTTERANCE,
                "The same sentence of the same evening, in two papers.",
            ),
        ),
        pages=(
            FreePage("method", "Method", "How this archive is made.", 1, Markup("<p>By hand.</p>")),
            FreePage("about", "About", "What this is.", 2, Markup('<h2 id="p1">Who</h2><p id="p2">We are.</p>')),
        ),
    )


def mark_words(block: str, words: str, marks: Sequence[tuple[str, tuple[Span, ...]]]) -> tuple[Piece, ...]:
    """Plain words cut at the edges of the claims that lie on them."""
    edges = sorted({0, len(words), *(edge for _, spans in marks for span in spans for edge in (span.start, span.end))})
    pieces = []
    for start, end in pairwise(edges):
        lying = tuple(claim for claim, spans in marks if any(span.start <= start and end <= span.end for span in spans))
        pieces.append(
            Piece(
                escape(words[start:end]),
                lying,
                tuple(claim for claim, spans in marks if spans and spans[0].start == start and claim in lying),
                tuple(claim for claim, spans in marks if spans and spans[-1].end == end and claim in lying),
            )
        )
    return tuple(pieces)


def make_block(
    id: str, words: str, quotes: Sequence[tuple[str, str]] = (), kind: BlockKind = BlockKind.PARAGRAPH, tag: str = "p"
) -> Block:
    """A block of plain words with (claim, quotation) pairs marked in it."""
    marks = [(claim, _spans(words, quotation)) for claim, quotation in quotes]
    opening = Markup(f'<{tag} id="{id}">') if tag else Markup("")
    closing = Markup(f"</{tag}>") if tag else Markup("")
    return Block(id, kind, words, mark_words(id, words, marks), opening, closing)


def _spans(words: str, quotation: str) -> tuple[Span, ...]:
    spans, at = [], 0
    for part in quotation.split(" … "):
        start = words.index(part, at)
        at = start + len(part)
        spans.append(Span(start, at))
    return tuple(spans)


def _claim(number: int, id: str, block: Block | None, quotation: str, says: str, **more: object) -> Claim:
    fields = {"basis": Basis.NAMED, "stance": Stance.ASSERTS, "rung": 1, **more}
    spans = _spans(block.words, quotation) if block else ()
    return Claim(id, number - 1, number, Quote(quotation), block.id if block else "", spans, says, **fields)  # type: ignore[arg-type]


def _low_ford() -> Article:
    title = make_block("title", "Bridge is safe, says town", [("headline", "safe, says town")], BlockKind.TITLE, "")
    summary = make_block("summary", "A council and an engineer do not agree.", (), BlockKind.SUMMARY, "")
    caption = make_block("p2", "The bridge from the north bank. Photograph: A. Lens.", (), BlockKind.CAPTION)
    quotes = [("safe", "the bridge would carry any lorry"), ("any-lorry", "any lorry in the county")]
    first = make_block("p1", "Ada Reed said the bridge would carry any lorry in the county, now or later.", quotes)
    third = make_block(
        "p3",
        "About 40 lorries cross in a day. It is an old bridge, and nobody knows who built it.",
        [("forty", "About 40 lorries")],
    )
    list_first = make_block("p4", "Stone piers", (), BlockKind.ITEM, "li")
    list_last = make_block("p5", "Oak deck", [("deck", "Oak deck")], BlockKind.ITEM, "li")
    listed = (
        _with(list_first, opening=Markup("<ul>") + list_first.opening),
        _with(list_last, closing=list_last.closing + Markup("</ul>"), joined=True),
    )
    comment = make_block(
        "k-1-p1", "I crossed it. It shook like a leaf.", [("shook", "It shook like a leaf")], BlockKind.COMMENT
    )
    return Article(
        id=LOW_FORD,
        title=title,
        outlet="valley-post",
        rendition=Rendition.PRECIS,
        lang="en",
        blocks=(first, caption, third, *listed),
        summary=summary,
        claims=(
            _claim(
                1,
                "headline",
                title,
                "safe, says town",
                "The bridge is safe.",
                basis=Basis.HEADLINE,
                question="bridge-safe",
                answer="yes",
            ),
            _claim(
                2,
                "safe",
                first,
                "the bridge would carry any lorry",
                "The bridge will carry any lorry.",
                speaker="reed",
                via=("wire",),
                basis=Basis.SPOKESPERSON,
                said="on Sunday",
                date=day("2020-03-01"),
                date_basis="the Sunday before the report",
                question="bridge-safe",
                answer="yes",
                note=Markup("<p>She says it of <em>lorries</em> only.</p>"),
            ),
            _claim(
                3,
                "any-lorry",
                first,
                "any lorry in the county",
                "No lorry in the county is too heavy.",
                speaker="reed",
                hedge="now or later",
            ),
            _claim(
                4,
                "forty",
                third,
                "About 40 lorries",
                "About forty lorries cross in a day.",
                basis=Basis.UNATTRIBUTED,
                question="lorries",
                amount=Amount(Decimal(40), Decimal(40), "about", "cross"),
            ),
            _claim(
                5,
                "deck",
                list_last,
                "Oak deck",
                "The deck is of oak.",
                unnamed="a carpenter",
                because="he works for the town",
                basis=Basis.UNNAMED,
            ),
            _claim(6, "lost", None, "words that are gone", "The bridge was painted.", speaker="stone"),
            _claim(
                7,
                "shook",
                comment,
                "It shook like a leaf",
                "The bridge shook.",
                comment="1",
                basis=Basis.COMMENTER,
                question="bridge-safe",
                answer="no",
                cites=Cites.NONE,
            ),
        ),
        thread=_thread(comment),
        url="https://valley-post.example/2020/bridge",
        published=day("2020-03-02"),
        published_basis="address of the page",
        captured=day("2020-04-01"),
        tags=("bridge",),
        note=Markup("<p>Kept whole.</p>"),
        footnotes=(
            Footnote("fn-1", Markup('<p>Built before 1800. <a href="#fnref-1" role="doc-backlink">Back</a></p>')),
        ),
    )


def _with(block: Block, **more: object) -> Block:
    values = {name: getattr(block, name) for name in Block.__slots__}
    return Block(**{**values, **more})


def _thread(first: Block) -> Thread:
    def said(id: str, words: str) -> tuple[Block, ...]:
        return (make_block(f"k-{id}-p1", words, (), BlockKind.COMMENT),)

    return Thread(
        comments=(
            Comment(
                "1",
                1,
                1,
                author="Cat Hill",
                date=day("2020-03-03"),
                blocks=(first,),
                text="I crossed it.",
                replies=2,
                below=4,
            ),
            Comment(
                "1.1",
                2,
                2,
                "1",
                blocks=said("1.1", "You did not."),
                text="You did not.",
                replies=1,
                below=1,
                gaps=(Gap.AUTHOR, Gap.LINK),
            ),
            Comment(
                "1.1.1",
                3,
                3,
                "1.1",
                author="Cat Hill",
                blocks=said("1.1.1", "A rude word."),
                text="A rude word.",
                cover="an insult",
            ),
            Comment(
                "1.2",
                4,
                2,
                "1",
                author="Dov",
                gaps=(Gap.TEXT,),
                answers=InferredReply("1.1", "takes up its words"),
                flattened=True,
                replies=1,
                below=1,
            ),
            Comment(
                "1.2.1",
                5,
                3,
                "1.2",
                author="Cat Hill",
                blocks=said("1.2.1", "Fine."),
                text="Fine.",
                label="sarcasm",
                flattened=True,
            ),
            Comment("2", 6, 1, author="Eve", author_basis="avatar", blocks=said("2", "أهلا"), text="أهلا"),
        ),
        stated=9,
        max_depth=2,
        note=Markup("<p>Copied in April.</p>"),
    )


def _high_ford() -> Article:
    title = make_block("title", "Engineer has the bridge shut", (), BlockKind.TITLE, "")
    first = make_block(
        "p1",
        "Tom Stone found the piers cracked through. The council’s clerk had called it safe for any lorry. "
        "Nobody at the county would say who shut it.",
        [
            ("cracks", "the piers cracked through"),
            ("reed-again", "safe for any lorry"),
            ("silent", "Nobody at the county would say"),
        ],
    )
    second = make_block(
        "p2",
        "He counted between 30 and 50 lorries; the council had it shut.",
        [("counted", "between 30 and 50"), ("shut", "the council had it shut")],
    )
    return Article(
        id=HIGH_FORD,
        title=title,
        outlet="river-herald",
        rendition=Rendition.FULL,
        lang="en",
        blocks=(first, second),
        claims=(
            _claim(
                1,
                "cracks",
                first,
                "the piers cracked through",
                "The piers are cracked.",
                speaker="stone",
                question="bridge-safe",
                answer="no",
            ),
            _claim(
                2,
                "reed-again",
                first,
                "safe for any lorry",
                "The clerk called it safe.",
                speaker="reed",
                basis=Basis.SPOKESPERSON,
                question="bridge-safe",
                answer="yes",
            ),
            _claim(
                3,
                "silent",
                first,
                "Nobody at the county would say",
                "The county would not say who closed it.",
                unnamed="the county",
                basis=Basis.UNNAMED,
                stance=Stance.DECLINES,
                question="who-closed",
                answer="county",
            ),
            _claim(
                4,
                "counted",
                second,
                "between 30 and 50",
                "Thirty to fifty lorries crossed.",
                speaker="stone",
                question="lorries",
                amount=Amount(Decimal(30), Decimal(50), "", "cross"),
            ),
            _claim(
                5,
                "shut",
                second,
                "the council had it shut",
                "The council closed it.",
                basis=Basis.OWN_VOICE,
                question="who-closed",
                answer="council",
            ),
        ),
        published=day("2020-03-04"),
    )


def _yearbook() -> Article:
    title = make_block("title", "The year at the ford", (), BlockKind.TITLE, "")
    first = make_block("p1", "The bridge was shut for all of spring.", [("spring", "shut for all of spring")])
    claims = (
        _claim(
            1,
            "spring",
            first,
            "shut for all of spring",
            "It stayed shut in spring.",
            speaker="almanac",
            basis=Basis.DOCUMENT,
        ),
    )
    return Article("2021-yearbook", title, "", Rendition.EXCERPT, "en", (first,), claims, published=day("2021"))


def long_thread(length: int, *, deep: bool = False) -> Thread:
    """A thread of many comments: a row of them, or each a reply to the one before."""
    comments = tuple(
        Comment(
            id=str(number),
            number=number,
            depth=number if deep else 1,
            parent=str(number - 1) if deep and number > 1 else "",
            author=f"Voice {number % 7}",
            blocks=(make_block(f"k-{number}-p1", f"Words of comment {number}.", (), BlockKind.COMMENT),),
            text=f"Words of comment {number}.",
            replies=1 if deep and number < length else 0,
            below=length - number if deep else 0,
        )
        for number in range(1, length + 1)
    )
    return Thread(comments)
