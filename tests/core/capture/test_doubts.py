"""What is doubtful is told, and nothing is mended."""

from __future__ import annotations

from generator.core.capture.draft import draft_page
from generator.core.text import Text

FIRST = "The water came over the wall of the old harbour at noon, and by evening it stood in every house of the quay."


def doubts_of(*lines: str) -> list[tuple[int, str]]:
    draft = draft_page(Text("saved.txt", "\n".join(lines))).value
    assert draft is not None
    return [(doubt.line, doubt.words) for doubt in draft.doubts]


def test_a_good_page_leaves_no_doubt() -> None:
    assert doubts_of("Water", "", FIRST) == []


def test_words_run_together_are_suspected_by_their_capitals_their_ends_and_the_rest_of_the_page() -> None:
    page = ("Water", "", "Police saidNATO and NATOtroops came from Norwayto help, seekingandit rained. Norway is near.")
    assert doubts_of(*page) == [
        (3, f"'{word}' may be words run together; kept as it is")
        for word in ("saidNATO", "NATOtroops", "Norwayto", "seekingandit")
    ]


def test_names_with_capitals_inside_are_not_suspected() -> None:
    assert doubts_of("Water", "", "McDonald of DeepSea met two NGOs, some MPs and a PhD in Oslo.") == []


def test_empty_lines_beyond_the_pages_custom_may_be_a_lost_link() -> None:
    assert doubts_of("Water", "", FIRST, "", "It rained.", "", "", FIRST[:-1] + " too.") == [
        (8, "2 empty lines stand above: a link or a picture may have stood there")
    ]


def test_a_text_that_breaks_off_is_told() -> None:
    assert doubts_of("Water", "", FIRST, "", "The mayor said that he") == [
        (5, "the article breaks off without the end of a sentence")
    ]
    assert doubts_of("Water", "", FIRST[:-1], "", "It was over.") == [(3, "breaks off without the end of a sentence")]


def test_a_headline_or_lead_given_twice_is_told() -> None:
    lost_space = FIRST.replace("old harbour", "oldharbour")
    assert doubts_of("Water - The Post", "World", "Water", "", FIRST, "", lost_space) == [
        (1, "repeats the headline, line 3; the shorter of the two is kept"),
        (5, "repeats the paragraph of line 7, and not letter by letter: compare them"),
    ]


def test_a_headline_that_may_end_in_the_sites_name_is_told() -> None:
    assert doubts_of("Water - The Post", "", FIRST) == [(1, "the headline may end in the site's name, '- The Post'")]


def test_dates_are_told_and_not_taken() -> None:
    page = (
        "Tuesday, 4 March 2031 07:15",
        "Water",
        "By Ann Roe",
        "Published: 3 May 2031",
        "The quay, 2 May 2031. (Ann Roe/AP)",
    )
    assert doubts_of(*page, "", FIRST) == [
        (1, "'Tuesday, 4 March 2031' is the page's clock: when the copy was saved, not published"),
        (3, "may name the writer: if so, put it into author and take the line out"),
        (4, "'3 May 2031' may be the date of publication; it was not taken as such"),
        (5, "'2 May 2031' dates the photograph, not the article"),
    ]


def test_a_date_at_the_byline_is_no_clock_and_not_confirmed() -> None:
    beside = "'March 4, 2031 at 9:15 am' is a date the page shows beside the byline; nobody has confirmed it as the"
    page = ("Water", "", "By Ann Roe", "March 4, 2031 at 9:15 am", "", FIRST)
    assert doubts_of(*page)[1] == (4, f"{beside} date of publication")
    below = "stands below the headline: the date of publication, or the page's clock; nobody has confirmed either"
    assert doubts_of("Water", "March 4, 2031", "", FIRST) == [(2, f"'March 4, 2031' {below}")]


def test_a_comments_date_that_can_be_read_two_ways_is_told() -> None:
    page = ("Water", "", FIRST, "", "1 comment", "", "1. ann r", "03/04/2031", "Wet.")
    assert doubts_of(*page) == [(8, "comment 1: reads as a date, and not for certain which; kept as text")]


def test_fewer_comments_than_counted_are_told_and_whether_the_copy_may_break_off() -> None:
    page = ("Water", "", FIRST, "", "3 responses to “Water”", "", "  1. Wet.", "", "  2. Ann Avatar", "")
    assert doubts_of(*page) == [
        (9, "comment 2 has no text in this copy"),
        (0, "the page counts 3 comments, and 2 are in this copy; no reply form follows, so the copy may break off"),
    ]
    assert doubts_of(*page, "Leave a Reply")[-1] == (0, "the page counts 3 comments, and 2 are in this copy")


def test_a_page_without_paragraphs_is_doubted() -> None:
    assert doubts_of("Water") == [(0, "no paragraph was found; is this the text of an article?")]


def test_doubts_of_one_kind_are_not_told_without_end() -> None:
    doubts = doubts_of("Water", "", *(f"Then saidNATOMM{n % 10} again." for n in range(80)))
    assert len(doubts) == 51
    assert doubts[-1] == (0, "30 more of the same kind")
