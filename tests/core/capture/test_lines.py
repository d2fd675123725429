"""Lines of pages of our own making: what stands at the head, in the body, around a heading of comments."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from generator.core.capture.lines import Line, LineKind, Page, group_lines, number_lines, read_page
from generator.core.text import Text

FIRST = "The water came over the wall of the old harbour at noon, and by evening it stood in every house of the quay."
SECOND = "Nobody was hurt, the harbour master said, though two boats and a shed have not been seen since that morning."


def page_of(*lines: str) -> Page:
    return read_page(Text("saved.txt", "\n".join(lines)))


def kinds_of(page: Page) -> list[tuple[int, str]]:
    return [(line.number, line.kind.value) for line in page.article]


def test_a_plain_page_is_a_title_and_paragraphs() -> None:
    page = page_of("Water in the harbour", "", FIRST, "", SECOND)
    assert kinds_of(page) == [(1, "title"), (3, "paragraph"), (5, "paragraph")]


def test_a_caption_that_touches_the_first_paragraph_is_told_apart() -> None:
    page = page_of("Water in the harbour", "", "The quay at noon. (Ann Roe/Reuters)", FIRST)
    assert kinds_of(page) == [(1, "title"), (3, "caption"), (4, "paragraph")]


def test_a_caption_in_the_middle_keeps_its_place() -> None:
    page = page_of(
        "Water in the harbour", "", FIRST, "", "The quay. Photograph: Ann Roe/AFP", "Ann Roe/AFP", "", SECOND
    )
    assert kinds_of(page) == [(1, "title"), (3, "paragraph"), (5, "caption"), (6, "credit"), (8, "paragraph")]


def test_a_headline_below_the_navigation_wins_over_the_title_with_the_sites_name() -> None:
    page = page_of(
        "Water in the harbour - The Post", "Home | News | Sport", "World", "", "Water in the harbour", "", FIRST
    )
    assert kinds_of(page) == [(1, "furniture"), (2, "furniture"), (3, "furniture"), (5, "title"), (7, "paragraph")]


def test_the_shorter_of_two_headlines_wins_wherever_it_stands() -> None:
    page = page_of("Water in the harbour", "", "The Post | Water in the harbour", "", FIRST)
    assert kinds_of(page) == [(1, "title"), (3, "furniture"), (5, "paragraph")]


def test_a_headline_repeated_far_below_is_no_second_headline() -> None:
    page = page_of("Water in the harbour", "", FIRST, "", "Water in the harbour", "", SECOND)
    assert kinds_of(page) == [(1, "title"), (3, "paragraph"), (5, "paragraph"), (7, "paragraph")]


def test_a_lead_printed_twice_is_the_summary_once() -> None:
    lost_space = FIRST.replace("old harbour", "oldharbour")
    page = page_of("Water in the harbour", "", FIRST, "", "Boats lost, nobody hurt", "", lost_space, "", SECOND)
    assert kinds_of(page) == [(1, "title"), (3, "summary"), (5, "deck"), (7, "paragraph"), (9, "paragraph")]


def test_a_lead_cut_short_is_the_summary_too() -> None:
    page = page_of("Water in the harbour", "", f"{FIRST[:60]}…", "", FIRST)
    assert kinds_of(page) == [(1, "title"), (3, "summary"), (5, "paragraph")]


def test_a_deck_is_short_and_unfinished_and_stands_above_the_first_paragraph_only() -> None:
    page = page_of("Water in the harbour", "", "Boats lost, nobody hurt", "", FIRST, "", "What comes next", "", SECOND)
    assert kinds_of(page) == [(1, "title"), (3, "deck"), (5, "paragraph"), (7, "paragraph"), (9, "paragraph")]


def test_a_byline_is_a_credit_and_a_date_line_is_left_out() -> None:
    page = page_of("Water in the harbour", "", "By Ann Roe", "Published: 3 May 2031", "", FIRST)
    assert kinds_of(page) == [(1, "title"), (3, "credit"), (4, "furniture"), (6, "paragraph")]


def test_all_below_the_reply_form_is_left_out_unless_prose_goes_on() -> None:
    below = page_of("Water", "", FIRST, "", "Leave a Reply", "", "Your name here", "", "Send")
    assert kinds_of(below)[2:] == [(5, "furniture"), (7, "furniture"), (9, "furniture")]
    above = page_of("Water", "", "Leave a comment", "", FIRST, "", "It rains still", "", SECOND)
    assert kinds_of(above)[1:] == [(3, "furniture"), (5, "paragraph"), (7, "paragraph"), (9, "paragraph")]


def test_short_lines_that_touch_are_one_paragraph_and_long_ones_each_their_own() -> None:
    wrapped = number_lines("The water came at noon.\nIt stood in every house\nby the evening.")
    assert [len(group) for group in group_lines(wrapped)] == [3]
    assert [len(group) for group in group_lines(number_lines(f"{FIRST}\n{SECOND}\nThe end."))] == [1, 1, 1]


def test_a_heading_that_says_whose_responses_they_are_opens_the_comments() -> None:
    page = page_of("Water", "", FIRST, "", "2 responses to “Water”", "", "  1. Wet.", "", "  2. Dry.")
    assert page.heading is not None
    assert (page.heading.number, page.stated, [line.number for line in page.comments]) == (5, 2, [7, 9])


def test_headings_of_comments_come_in_many_forms() -> None:
    for heading, stated in [
        ("One thought on “Water”", 1),
        ("1,204 comments on Water", 1204),
        ("Comments (2)", 2),
        ("2 Comments", 2),
        ("Comments", None),
    ]:
        page = page_of("Water", "", FIRST, "", heading, "", "  1. Wet.")
        assert page.heading is not None, heading
        assert (page.stated, page.numbered) == (stated, True), heading


def test_a_page_that_says_there_are_none_has_a_count_of_nought() -> None:
    for words in ("Be the first to comment on “Water”", "No comments yet", "0 responses"):
        page = page_of("Water", "", FIRST, "", words, "", "Leave a comment")
        assert (page.stated, page.comments) == (0, ()), words
        assert kinds_of(page) == [(1, "title"), (3, "paragraph"), (7, "furniture")]


def test_a_sentence_that_counts_responses_is_no_heading() -> None:
    page = page_of(
        "Water", "", "3 responses to the flood were weighed by the council.", "", "1. Walls. 2. Pumps.", "", FIRST
    )
    assert page.heading is None
    assert page.comments == ()


def test_a_count_under_the_headline_does_not_swallow_the_article() -> None:
    page = page_of("Water", "", "2 Comments", "", FIRST, "", "2 responses to “Water”", "", "  1. Wet.", "", "  2. Dry.")
    assert page.heading is not None
    assert page.heading.number == 7
    only = page_of("Water", "", "2 Comments", "", FIRST)
    assert (only.stated, kinds_of(only)) == (2, [(1, "title"), (5, "paragraph")])


def test_comments_begin_at_the_first_avatar_where_no_heading_stands() -> None:
    page = page_of("Water", "", FIRST, "", "  1. Ann Avatar", "", "    Wet.")
    assert page.heading is None
    assert [line.number for line in page.comments] == [5, 7]


def test_comments_without_numbers_are_not_taken_for_paragraphs() -> None:
    page = page_of("Water", "", FIRST, "", "2 responses to “Water”", "", "Ann", "It was wet here all day long.")
    assert (page.numbered, [line.number for line in page.comments]) == (False, [7, 8])


@settings(deadline=None)
@given(st.text(max_size=400))
def test_of_any_text_every_line_is_kept_once(content: str) -> None:
    page = read_page(Text("saved.txt", content))
    kept = [*page.article, *([page.heading] if page.heading else []), *page.comments]
    assert sorted(line.number for line in kept) == [line.number for line in number_lines(content)]


def test_a_line_knows_its_indentation() -> None:
    assert Line(1, "  \t x").indent == 4
    assert LineKind.COMMENT_MARKER == "comment-marker"
