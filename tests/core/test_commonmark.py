"""The examples of the CommonMark specification, where it is at hand; and one of our own for each of its sections.

The specification is not kept here. The set-up of the tests fetches it (`make test`), or COMMONMARK_SPEC names its
spec.txt.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.core import markdown_parser
from generator.core.diagnostics import has_errors
from generator.core.html_tokens import words_of
from generator.core.markdown import read_prose
from generator.core.markdown_parser import Flavour, parse_blocks, write_tokens
from generator.core.model import Limits
from generator.core.text import Text
from tests.peers import skip_peer

ROOT = Path(__file__).parent.parent.parent
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} +([^\n]*)$", re.M | re.S)

# The parser departs from no example. What stands on the page is otherwise in these, by number.
EXCEPTIONS = {
    "an address that leads nowhere in an archive makes no link: it is shown as it is written": (
        "22-23 32-33 192-193 196 198 200 202 205-208 210 214-218 317 404 419 422 433 473-474 482-483 486 489 "
        "500 505-507 509-510 512 514-519 521 527-535 537-545 549-550 553-566 568-572 574-575 579 581-589 "
        "591-593 596 598-599 601 "
    ),
    "what swallows the text after it is shown as text, and told of": ("170-173 176 178 536 "),
    "a link that leads nowhere known is a fault": ("194-195 203-204 484-485 487 492 495-496 498-499 502-504 522 567 "),
    "a picture that is no file beside the text is a fault": ("520 580 "),
}


def read_numbers(ranges: str) -> set[int]:
    """'1 3-5' as 1, 3, 4, 5."""
    ends = [[int(end) for end in each.split("-")] for each in ranges.split()]
    return {number for each in ends for number in range(each[0], each[-1] + 1)}


class Example(NamedTuple):
    number: int
    section: str
    markdown: str
    html: str


def find_specification() -> Path | None:
    """spec.txt as the set-up fetched it, or as COMMONMARK_SPEC names it."""
    named = os.environ.get("COMMONMARK_SPEC")
    places = [Path(named)] if named else [ROOT / ".venv/commonmark-spec.txt"]
    return next((place for place in places if place.is_file()), None)


def read_examples(specification: str) -> list[Example]:
    examples: list[Example] = []
    section = ""
    for found in _EXAMPLE.finditer(specification):
        if found[3] is not None:
            section = found[3]
        else:
            markdown, html = (part.replace("→", "\t") for part in found.group(1, 2))
            examples.append(Example(len(examples) + 1, section, markdown, html))
    return examples


def render(markdown: str) -> str:
    """The parser's HTML before anything of ours touches it."""
    tokens = parse_blocks(markdown, Flavour.ARTICLE, 100)
    return write_tokens(tokens)


def normalize(html: str) -> str:
    """What a browser makes no difference of: the slash of an empty element, the line in an empty quotation."""
    return re.sub(r"\s*/>", ">", html).replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>").strip()


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    path = find_specification()
    if path is None:
        skip_peer("no CommonMark specification here: python3 .ci/bootstrap.py test fetches it")
    read = read_examples(path.read_text(encoding="utf-8"))
    assert len(read) > 600
    return read


def test_the_parser_renders_every_example_as_the_specification_says(
    examples: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown_parser, "_LINKS", dict.fromkeys(Flavour, lambda _: True))
    markdown_parser._parser.cache_clear()
    try:
        wrong = {each.number for each in examples if normalize(render(each.markdown)) != normalize(each.html)}
    finally:
        markdown_parser._parser.cache_clear()
    assert wrong == set()


def test_the_words_of_every_example_stand_on_the_page_but_for_the_exceptions(examples: list[Example]) -> None:
    other = {each.number for each in examples if read_words(each.markdown) != squeeze(words_of(each.html))}
    assert other == set().union(*map(read_numbers, EXCEPTIONS.values()))


def read_words(markdown: str) -> str | None:
    """The words of a body, blanks aside; None where it is refused."""
    read = read_prose(Text("a.md", markdown), 0, Limits())
    if read.value is None or has_errors(read.diagnostics):
        return None
    return squeeze("".join(block.words for block in read.value.blocks))


def squeeze(words: str) -> str:
    return "".join(words.split())


# One of our own for each section, for where the specification is not installed.
@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Tabs\n\n\tcode\tstays", "<p>Tabs</p>\n<pre><code>code\tstays\n</code></pre>"),
        ("\\*not emphasis\\* \\a", "<p>*not emphasis* \\a</p>"),
        ("&copy; &#65; &#x42; &nosuch;", "<p>© A B &amp;nosuch;</p>"),
        ("- `one\n- two`", "<ul>\n<li>`one</li>\n<li>two`</li>\n</ul>"),
        ("* * *\n___\n--", "<hr>\n<hr>\n<p>--</p>"),
        ("# a #\n####### b", "<h1>a</h1>\n<p>####### b</p>"),
        ("a\nb\n===\nc\n---", "<h1>a\nb</h1>\n<h2>c</h2>"),
        ("    one\n\n    two", "<pre><code>one\n\ntwo\n</code></pre>"),
        ("~~~~ py x\n~~~\n~~~~~", '<pre><code class="language-py">~~~\n</code></pre>'),
        ("<div>\n*a*\n\n*b*", "<div>\n*a*\n<p><em>b</em></p>"),
        ("[a][B c]\n\n[b\nC]: https://d 'e'", '<p><a href="https://d" title="e">a</a></p>'),
        ("one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>"),
        ("a\n  \n\n\nb", "<p>a</p>\n<p>b</p>"),
        ("> a\nb\n>\n> > c", "<blockquote>\n<p>a\nb</p>\n<blockquote>\n<p>c</p>\n</blockquote>\n</blockquote>"),
        ("7) a\n   b\n\n   c", '<ol start="7">\n<li>\n<p>a\nb</p>\n<p>c</p>\n</li>\n</ol>'),
        ("- a\n+ b\n\n+ c", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>"),
        ("`` a`b `` ` c `", "<p><code>a`b</code> <code>c</code></p>"),
        ("*a **b** c* d_e_f __g__", "<p><em>a <strong>b</strong> c</em> d_e_f <strong>g</strong></p>"),
        ("[a*b](<https://c d> 'e')", '<p><a href="https://c%20d" title="e">a*b</a></p>'),
        (
            "<https://a/?c=d&e> <mailto:f@g.h>",
            '<p><a href="https://a/?c=d&amp;e">https://a/?c=d&amp;e</a> <a href="mailto:f@g.h">mailto:f@g.h</a></p>',
        ),
        ("a <b>c</b> <!-- d -->", "<p>a <b>c</b> <!-- d --></p>"),
        ("a  \nb\\\nc\nd", "<p>a<br>\nb<br>\nc\nd</p>"),
    ],
)
def test_each_section_of_the_specification_holds(markdown: str, html: str) -> None:
    assert normalize(render(markdown)) == html
