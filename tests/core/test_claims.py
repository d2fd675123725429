"""A claim stands on its words, or the report says how it can."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from generator.core.claims import anchor_claims, mark_blocks, mark_thread, read_claims
from generator.core.diagnostics import Checked, tell
from generator.core.ground import Scene
from generator.core.markdown import read_prose
from generator.core.model import Block, BlockKind, Claim, Comment, Limits, Piece, Quote, Span, Thread
from generator.core.quotes import find_quote
from generator.core.safe_html import escape, plain_text
from generator.core.text import Text
from tests.seeds import CLAIMS, CLAIMS_NEEDED, SEEDS

BODY = """\
The mill closed on Monday, Ann said. The mill was *old*.

About 85 per cent of its sacks were gone.

The mill closed on Monday, the clerk said, and “will stay closed”.
"""
REST = 'says = "x"\nbasis = "named"\nstance = "asserts"\n'


def make_scene(body: str = BODY) -> Scene:
    article = Text("content/articles/a/article.md", body)
    prose = read_prose(article, 0, Limits()).value
    assert prose
    title = Block("title", BlockKind.TITLE, "The mill closed", (Piece(escape("The mill closed")),), line=1)
    thread = Thread((make_comment("1", "I saw it\nshut."), make_comment("1.1", "I saw it open.")))
    return Scene(article, (title, *prose.blocks), thread)


def make_comment(comment: str, words: str) -> Comment:
    block = Block(f"k-{comment}-p1", BlockKind.COMMENT, words, (Piece(plain_text(words)),))
    return Comment(comment, 1, 1, blocks=(block,))


def anchor(*claims: str, strict: bool = True, body: str = BODY) -> Checked[tuple[Claim, ...]]:
    toml = "".join(f'[[claim]]\nid = "c{number}"\n{claim}\n{REST}' for number, claim in enumerate(claims))
    text = Text("content/articles/a/claims.toml", toml)
    read = read_claims(text)
    assert read.value is not None, tell(read.diagnostics)
    return anchor_claims(text, read.value, make_scene(body), Limits(), strict=strict)


def report(*claims: str, body: str = BODY) -> str:
    found = anchor(*claims, body=body)
    return tell(found.diagnostics).partition("\n")[2]


def places(*claims: str) -> list[tuple[str, str, int]]:
    found = anchor(*claims)
    assert found.diagnostics == (), tell(found.diagnostics)
    return [(claim.id, claim.block, claim.number) for claim in found.value or ()]


def test_claims_are_numbered_as_they_are_read_article_first() -> None:
    assert places(
        'in = "comment 1"\nquote = "saw it shut"',
        'quote = "the clerk said"',
        'in = "title"\nquote = "mill closed"',
        'quote = "Ann said"',
        'quote = "closed on Monday, Ann said"',
        'in = "p1"\nquote = "The mill was old"',
    ) == [
        ("c2", "title", 1),
        ("c4", "p1", 2),
        ("c3", "p1", 3),
        ("c5", "p1", 4),
        ("c1", "p3", 5),
        ("c0", "k-1-p1", 6),
    ]


def test_a_claim_carries_all_that_its_record_says() -> None:
    (claim,) = (
        anchor(
            'ref = "R1"\nin = "comment 1"\nquote = "saw it"\nspeaker = "ann"\nvia = ["herald"]\nhedge = "perhaps"\n'
            'said = "Monday"\ndate = 2020-01-06\ndate_basis = "known"\nquestion = "q"\nvalue = 40\n'
            'qualifier = "about"\npredicate = "shut"\nnote = "A *note*."\ncites = "none"'
        ).value
        or ()
    )
    assert (claim.comment, claim.block, claim.spans, claim.rung) == ("1", "k-1-p1", (Span(2, 8),), 1)
    assert (claim.refs, claim.speaker, claim.via, claim.hedge) == (("R1",), "ann", ("herald",), "perhaps")
    assert claim.date
    assert claim.amount
    assert (claim.date.edtf, claim.amount.low, claim.amount.high) == ("2020-01-06", Decimal(40), Decimal(40))
    assert (claim.amount.qualifier, claim.amount.predicate, claim.note) == ("about", "shut", "A <em>note</em>.")


def test_an_open_range_has_one_end() -> None:
    (claim,) = anchor('quote = "Ann said"\nhigh = 3').value or ()
    assert claim.amount
    assert (claim.amount.low, claim.amount.high) == (None, Decimal(3))


def test_the_first_rung_in_any_block_decides() -> None:
    body = "The ISISmilitants left.\n\nThe ISIS militants left."
    assert [claim.block for claim in anchor('quote = "ISIS militants left"', body=body).value or ()] == ["p2"]


def test_marks_lie_in_blocks_and_comments() -> None:
    scene = make_scene()
    claims = anchor('quote = "mill was old"', 'in = "comment 1"\nquote = "it\\nshut"').value or ()
    marked = mark_blocks(scene.blocks, claims)
    assert [(piece.html, piece.claims) for piece in marked[1].pieces] == [
        ("The mill closed on Monday, Ann said. The ", ()),
        ("mill was ", ("c0",)),
        ("<em>", ()),
        ("old", ("c0",)),
        ("</em>.", ()),
    ]
    assert marked[0] is scene.blocks[0]
    assert scene.thread
    thread = mark_thread(scene.thread, claims)
    assert [piece.claims for piece in thread.comments[0].blocks[0].pieces] == [(), ("c1",), (), ("c1",), ()]
    assert thread.comments[1] is scene.thread.comments[1]


def test_nearest_words_are_shown_with_the_edit() -> None:
    assert (
        report('quote = "were it sacks were gone"')
        == """\
 --> content/articles/a/claims.toml:3:9
  |
3 | quote = "were it sacks were gone"
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^
  = the nearest words are here:
 ::: content/articles/a/article.md:3:19
  |
3 | About 85 per cent of its sacks were gone.
  |                   ^^^^^^^^^^^^^^^^^^^^^^
  = hint: quote = "of its sacks were gone"
"""
    )


def test_a_changed_meaning_is_named_and_no_edit_offered() -> None:
    assert report('quote = "About 58 per cent of its sacks"').splitlines()[-1] == (
        "  = hint: text changed in meaning: it has “85” where the quote has “58”; read it again before you mend it"
    )


def test_words_that_stand_elsewhere_are_led_to() -> None:
    assert report('in = "p2"\nquote = "Ann said"').splitlines()[-1] == '  = hint: in = "p1"'
    assert report('quote = "saw it open"').splitlines()[-1] == '  = hint: in = "comment 1.1"'


def test_words_in_a_comment_are_shown_in_the_thread_s_file() -> None:
    thread = Text("content/articles/a/thread.toml", '[[comment]]\nid = "1"\ntext = "I saw it\\nshut."\n')
    claims = Text("content/articles/a/claims.toml", f'[[claim]]\nid = "a"\nquote = "saw it\\nshut"\n{REST}')
    (found,) = anchor_claims(
        claims, read_claims(claims).value or (), replace(make_scene(), thread_text=thread)
    ).diagnostics
    assert [(place.line, place.column, place.width) for _, place in found.related] == [(3, 11, 6)]


def test_a_comment_s_bare_id_is_led_to_its_name() -> None:
    assert report('in = "1.1"\nquote = "saw it open"').splitlines()[-1] == '  = hint: in = "comment 1.1"'


def test_a_context_that_does_not_fit_is_named() -> None:
    assert report('quote = "Ann said"\nbefore = "Sunday,"').splitlines()[-1] == "  = hint: mend before"


def test_several_places_are_all_shown_with_what_decides() -> None:
    lines = report('quote = "mill closed on Monday"').splitlines()
    assert lines[-2:] == ['  = hint: for place 1: in = "p1"', '  = hint: for place 2: in = "p3"']
    lines = report('in = "p1"\nquote = "The mill"').splitlines()
    assert lines[-2:] == ['  = hint: for place 1: after = "closed"', '  = hint: for place 2: before = "said."']
    lines = report('quote = "mill closed"').splitlines()
    assert lines[-3:] == [
        f'  = hint: for place {place}: in = "{block}"' for place, block in ((1, "title"), (2, "p1"), (3, "p3"))
    ]


def codes(*claims: str, strict: bool = True) -> list[tuple[str, str, int]]:
    return [(each.code, each.severity, each.place.line) for each in anchor(*claims, strict=strict).diagnostics]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ('quote = "a quite other text"', ("quote-not-found", "error", 3)),
        ('quote = "The mill"', ("quote-found-twice", "error", 3)),
        ('quote = "T"', ("quote-too-short", "error", 3)),
        ('quote = "Ann … x"', ("quote-too-short", "error", 3)),
        ('in = "p9"\nquote = "Ann"', ("unknown-block", "error", 3)),
        ('in = "summary"\nquote = "Ann"', ("unknown-block", "error", 3)),
        ('in = "comment 7"\nquote = "Ann"', ("unknown-comment", "error", 3)),
        ('quote = "5 per cent"', ("quote-cuts-number", "error", 3)),
        ('quote = "nn said"', ("quote-cuts-word", "warning", 3)),
    ],
)
def test_each_fault_has_its_code_and_place(claim: str, found: tuple[str, str, int]) -> None:
    assert codes(claim) == [found]


def test_a_cut_word_is_meant_where_its_other_half_is_given() -> None:
    assert codes('quote = "nn said"\nbefore = "A"') == []
    assert codes('quote = "5 per cent"\nbefore = "8"') == []


def test_a_number_is_cut_at_its_separator_too() -> None:
    found = anchor('quote = "200 sacks"', body="There were 1,200 sacks.")
    assert [each.code for each in found.diagnostics] == ["quote-cuts-number"]
    assert anchor('quote = "200 sacks"', body="On the 1, 200 sacks.").diagnostics == ()


def test_a_lost_claim_stays_comes_last_and_is_a_warning_where_the_archive_is_lenient() -> None:
    lenient = anchor('quote = "nowhere to be found"', 'quote = "Ann said"', 'quote = "The mill"', strict=False)
    assert [(each.code, each.severity) for each in lenient.diagnostics] == [
        ("quote-not-found", "warning"),
        ("quote-found-twice", "error"),
    ]
    assert [(claim.id, claim.number, claim.block, claim.spans) for claim in lenient.value or ()][1:] == [
        ("c0", 2, "", ()),
        ("c2", 3, "", ()),
    ]


def test_an_id_given_twice_is_shown_in_both_places() -> None:
    claim = f'[[claim]]\nid = "a"\nquote = "b"\n{REST}'
    (found,) = read_claims(Text("claims.toml", claim + claim)).diagnostics
    assert (found.code, found.place.line, found.related[0][1].line) == ("repeated-claim", 8, 2)


@CLAIMS_NEEDED
def test_every_quotation_of_the_list_is_found_in_its_place() -> None:
    listed = json.loads(CLAIMS.read_text(encoding="utf-8"))
    claims = listed["claims"] + listed["comment_claims"]
    assert len(claims) == 238
    for claim in claims:
        text = (SEEDS / claim["document"]).read_text(encoding="utf-8")
        start = text.rfind("\n", 0, claim["char_offset"]) + 1
        paragraph = text[start:].partition("\n\n")[0]
        before, after = claim.get("prefix", "")[-40:], claim.get("suffix", "")[:40]
        quotes = [Quote(claim["quote"]), Quote(claim["quote"], before.rpartition("\n")[2], after.partition("\n")[0])]
        at = claim["char_offset"] - start
        spans = [[each.spans for each in find_quote(paragraph, quote)] for quote in quotes]
        assert [(Span(at, at + len(claim["quote"])),)] in spans, claim["id"]
