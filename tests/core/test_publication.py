"""What is sent in which order: at every moment, what a reader finds is whole."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, strategies as st

from generator.core.publication import UNSURE, plan_publication, read_digests, unsure_of, write_digests

A, B = "a" * 64, "b" * 64
NAMES = ("assets/1/a.css", "assets/2/a.css", "media/x/y.jpg", "article/x.html", "article/y.html", "search.html")
ALL_NAMES = (*NAMES, "index.html", "feed.xml", "feed/source-x.xml", "checksums.txt")
sites = st.dictionaries(st.sampled_from(ALL_NAMES), st.sampled_from([A, B]))


def test_only_what_changed_is_sent() -> None:
    here = {"index.html": A, "article/x.html": A, "checksums.txt": A}
    there = {"index.html": A, "article/x.html": B, "checksums.txt": B}
    assert plan_publication(here, there).sent == ("article/x.html", "checksums.txt")


def test_what_pages_load_goes_first_then_new_pages_then_changed_ones_then_the_ways_in() -> None:
    here = dict.fromkeys(ALL_NAMES, A)
    there = {"article/y.html": B, "index.html": B}
    assert plan_publication(here, there).waves == (
        ("assets/1/a.css", "assets/2/a.css", "media/x/y.jpg"),
        ("article/x.html", "search.html"),
        ("article/y.html",),
        ("feed.xml", "feed/source-x.xml", "index.html"),
        ("checksums.txt",),
    )


def test_a_file_of_which_only_the_name_is_known_is_sent_again() -> None:
    assert plan_publication({"index.html": A}, {"index.html": UNSURE}).sent == ("index.html",)


def test_assets_that_pages_in_a_cache_may_ask_for_stay_until_the_next_publication() -> None:
    there = {"assets/1/a.css": A, "article/x.html": A}
    first = plan_publication({}, there)
    assert (first.outdated, first.removed) == (("assets/1/a.css",), ("article/x.html",))
    second = plan_publication({}, unsure_of({}, first.outdated))
    assert (second.outdated, second.removed) == ((), ("assets/1/a.css",))


def test_a_list_from_a_stranger_cannot_lead_out_of_the_folder() -> None:
    text = f"{A}  ../../etc/passwd\n{A}  /etc/passwd\n{A}  a//b\n{A}  ./a\nnonsense\n{B}  a/b.html\n-  c.html\n"
    assert read_digests(text) == {"a/b.html": B, "c.html": UNSURE}


@given(sites)
def test_a_list_is_read_as_it_was_written(digests: Mapping[str, str]) -> None:
    unsure = unsure_of(digests, sorted(digests)[:2])
    assert read_digests(write_digests(unsure)) == unsure


@given(sites, sites)
def test_after_a_publication_the_target_is_the_site_and_assets_it_no_longer_needs(
    here: Mapping[str, str], there: Mapping[str, str]
) -> None:
    plan = plan_publication(here, there)
    result = {**there, **{path: here[path] for path in plan.sent}}
    for path in plan.removed:
        del result[path]
    assert {path: digest for path, digest in result.items() if path not in plan.outdated} == here
    assert set(plan.sent) & set(plan.removed) == set()
    assert all(path.startswith("assets/") for path in plan.outdated)


@given(sites, sites, st.data())
def test_whenever_it_is_broken_off_no_page_lacks_what_it_loads(
    here: Mapping[str, str], there: Mapping[str, str], data: st.DataObject
) -> None:
    plan = plan_publication(here, there)
    sent = plan.sent[: data.draw(st.integers(0, len(plan.sent)))]
    standing = {**there, **{path: here[path] for path in sent}}
    if any(path.endswith(".html") for path in sent):
        loaded = [path for path in here if path.startswith(("assets/", "media/"))]
        assert all(standing[path] == here[path] for path in loaded)
    if "index.html" in sent:
        assert all(standing.get(path) == digest for path, digest in here.items() if path.startswith("article/"))
