"""links.toml, read and written; which addresses lead out, and which are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, strategies as st
from markupsafe import Markup

from generator.core.diagnostics import tell
from generator.core.model import CheckedLink, FreePage, LinkState
from generator.core.outbound import choose_due, judge_status, list_addresses, read_links, write_links
from generator.core.text import Text
from tests.core.pages.sample import sample_archive

TODAY = date(2021, 5, 1)


def link(url: str, day: date = TODAY, state: LinkState = LinkState.THERE, status: int | None = 200) -> CheckedLink:
    return CheckedLink(url, state, status, day)


def test_the_file_reads_as_what_it_is() -> None:
    links = [link("https://b.example/", state=LinkState.GONE, status=404), link("https://a.example/x", status=None)]
    assert write_links(links) == (
        "# What `whence links` found of the addresses that lead out of this archive. Written by that command alone.\n"
        '\n[[link]]\nurl = "https://a.example/x"\nstate = "there"\nchecked = 2021-05-01\n'
        '\n[[link]]\nurl = "https://b.example/"\nstate = "gone"\nstatus = 404\nchecked = 2021-05-01\n'
    )


paths = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20)


@given(st.lists(st.tuples(paths, st.sampled_from(LinkState), st.none() | st.integers(100, 599)), max_size=5))
def test_what_is_written_is_read_again(found: list[tuple[str, LinkState, int | None]]) -> None:
    links = {f"https://a.example/{path}": (state, status) for path, state, status in found}
    written = [link(url, state=state, status=status) for url, (state, status) in sorted(links.items())]
    assert read_links(Text("content/links.toml", write_links(written))).value == tuple(written)


def test_of_an_address_that_stands_twice_the_last_word_counts() -> None:
    text = write_links([link("https://a.example/")]) + write_links([link("https://a.example/", status=204)])
    assert [each.status for each in read_links(Text("content/links.toml", text)).value or ()] == [204]


def test_a_fault_is_told_at_its_place() -> None:
    text = Text("content/links.toml", '[[link]]\nurl = "https://a.example/"\nstate = "lost"\nchecked = 2021-05-01\n')
    read = read_links(text)
    assert read.value is None
    assert "content/links.toml:3:9" in tell(read.diagnostics)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, "there"),
        (204, "there"),
        (404, "gone"),
        (410, "gone"),
        (403, "unclear"),
        (503, "unclear"),
        (None, "unclear"),
    ],
)
def test_only_its_host_can_say_that_something_is_gone(status: int | None, state: str) -> None:
    assert judge_status(status) == state


def test_addresses_come_from_originals_sources_bodies_and_notes_and_never_from_comments() -> None:
    archive = sample_archive()
    first = replace(
        archive.articles[0], url="https://paper.example/one#top", note=Markup('<a href="http://n.example/">')
    )
    source = replace(archive.sources[0], url="https://post.example/")
    body = Markup(
        '<a href="https://page.example/?a=1&amp;b=2">x</a><a href="mailto:a@b.example">y</a><a href="#p1">z</a>'
    )
    page = FreePage("about", "About", "", None, body)
    assert list_addresses(replace(archive, articles=(first,), sources=(source,), pages=(page,))) == (
        "http://n.example/",
        "https://page.example/?a=1&b=2",
        "https://paper.example/one",
        "https://post.example/",
    )


def test_what_was_asked_for_in_the_last_thirty_days_is_not_due() -> None:
    known = {"a": link("a", date(2021, 4, 2)), "b": link("b", date(2021, 4, 1))}
    assert choose_due(("a", "b", "c"), known, TODAY) == ("b", "c")
