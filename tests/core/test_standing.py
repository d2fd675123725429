"""What the claims on one question amount to, each word as a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

from hypothesis import given, settings, strategies as st

from generator.core.amounts import Interval, figures_agree, interval_of
from generator.core.answers import Differences, Telling, find_agreement, find_differences, find_superseded
from generator.core.catalogue import Catalogue, catalogue
from generator.core.model import (
    Amount,
    Answer,
    Archive,
    Article,
    Basis,
    Block,
    BlockKind,
    Claim,
    ClaimAddress,
    Mark,
    Question,
    Quote,
    Relation,
    RelationType,
    Rendition,
    Settings,
    Source,
    SourceKind,
    Stance,
    When,
)
from generator.core.origins import counted_as, find_origins
from generator.core.pages.wording import describe_origin, name_origin, say_counts, say_standing
from generator.core.standing import Standing, Word, assess, assess_all
from tests.words import ENGLISH

SOURCES = (
    Source("herald", "The Herald", SourceKind.OUTLET),
    Source("gazette", "The Gazette", SourceKind.OUTLET),
    Source("courier", "The Courier", SourceKind.OUTLET),
    Source("wire", "The Wire", SourceKind.AGENCY),
    Source("council", "Town Council", SourceKind.ORGANISATION, role="council of the town"),
    Source("clerk", "Bob Clerk", SourceKind.PERSON, role="clerk", speaks_for="council"),
    Source("ann", "Ann Miller", SourceKind.PERSON, role="miller"),
    Source("guild", "Millers’ Guild", SourceKind.ORGANISATION),
)
CLOSED = Question(
    "closed",
    "Did the mill close?",
    (Answer("yes", "Yes", Mark.YES), Answer("no", "No", Mark.NO), Answer("unclear", "Unclear", Mark.UNCLEAR)),
)
WORKERS = Question("workers", "How many workers were left?", unit="workers")
PRINTED = {"herald": date(2020, 1, 2), "gazette": date(2020, 1, 3), "courier": date(2020, 1, 9)}


def day(number: int) -> When:
    return When(f"2020-01-{number:02}", date(2020, 1, number), date(2020, 1, number))


def claim(name: str, speaker: str = "", answer: str = "", **given: object) -> Claim:
    """A claim on whether the mill closed; with an amount, on how many workers were left."""
    basis = Basis.NAMED if speaker else Basis.UNNAMED if "unnamed" in given else Basis.UNATTRIBUTED
    asked = "workers" if given.get("amount") else "closed"
    whole = {"question": asked, "basis": basis, "stance": Stance.ASSERTS, "answer": answer, "speaker": speaker, **given}
    return Claim(id=name, index=0, number=1, quote=Quote(name), block="p1", spans=(), says=name, **whole)  # type: ignore[arg-type]


def amount(low: int | None, high: int | None = None, qualifier: str = "", predicate: str = "") -> Amount:
    upper = low if high is None and qualifier not in ("at least", "more than") else high
    return Amount(_decimal(low), _decimal(upper), qualifier, predicate)


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def archive(relations: tuple[tuple[str, str, str], ...] = (), **articles: tuple[Claim, ...]) -> Catalogue:
    """A catalogue with one article an outlet, named after it."""
    return catalogue(
        Archive(
            Settings("Two mills"),
            tuple(_article(outlet, claims) for outlet, claims in articles.items()),
            SOURCES,
            (CLOSED, WORKERS),
            tuple(_relation(*each) for each in relations),
            (),
        )
    )


def _article(outlet: str, claims: tuple[Claim, ...]) -> Article:
    title = Block("title", BlockKind.TITLE, outlet, ())
    numbered = tuple(replace(each, number=at + 1) for at, each in enumerate(claims))
    printed = When(PRINTED[outlet].isoformat(), PRINTED[outlet], PRINTED[outlet])
    return Article(outlet, title, outlet, Rendition.FULL, "en", (), numbered, published=printed)


def _relation(source: str, kind: str, target: str) -> Relation:
    ends = [ClaimAddress(*each.split("#")) for each in (source, target)]
    return Relation(ends[0], ends[1], RelationType(kind), "because")


def closed(relations: tuple[tuple[str, str, str], ...] = (), **articles: tuple[Claim, ...]) -> Standing:
    return assess(archive(relations, **articles), "closed")


def workers(**articles: tuple[Claim, ...]) -> Standing:
    return assess(archive(**articles), "workers")


# -- Who counts as one


def test_two_outlets_with_one_agency_quote_are_one_origin_repeated() -> None:
    found = closed(
        herald=(claim("a", "ann", "yes", via=("wire",)),), gazette=(claim("b", "ann", "yes", via=("wire",)),)
    )
    assert (found.word, say_counts(found, ENGLISH)) == (Word.REPEATED, "2 reports, 1 origin")


def test_a_spokesman_is_counted_as_whom_he_speaks_for() -> None:
    found = closed(herald=(claim("a", "clerk", "yes"), claim("b", "council", "yes")))
    assert (found.word, say_counts(found, ENGLISH)) == (Word.SINGLE_SOURCE, "1 report, 1 origin")
    assert [(group.key, group.name, describe_origin(group, ENGLISH)) for group in found.groups] == [
        ("council", "Town Council", "Bob Clerk")
    ]


def test_a_group_that_only_a_spokesman_speaks_for_says_who_he_is() -> None:
    assert describe_origin(closed(herald=(claim("a", "clerk", "yes"),)).groups[0], ENGLISH) == "Bob Clerk, clerk"


def test_speaking_for_is_followed_to_its_end_and_never_in_circles() -> None:
    sources = {
        each.id: each
        for each in (
            Source("a", "A", SourceKind.PERSON, speaks_for="b"),
            Source("b", "B", SourceKind.OFFICE, speaks_for="c"),
            Source("c", "C", SourceKind.ORGANISATION),
            Source("x", "X", SourceKind.PERSON, speaks_for="y"),
            Source("y", "Y", SourceKind.PERSON, speaks_for="x"),
            Source("z", "Z", SourceKind.PERSON, speaks_for="y"),
        )
    }
    assert [counted_as(sources, each) for each in ("a", "b", "c", "x", "y", "z", "stranger")] == [
        "c", "c", "c", "x", "x", "x", "stranger",
    ]  # fmt: skip


def test_one_act_of_speaking_in_two_reports_counts_for_the_name_either_gives_it() -> None:
    told = {"herald": (claim("a", "ann", "yes"),), "gazette": (claim("b", unnamed="a miller", answer="yes"),)}
    assert closed(**told).word is Word.SINGLE_SOURCE
    joined = closed((("gazette#b", "same-utterance", "herald#a"),), **told)
    assert (joined.word, say_counts(joined, ENGLISH)) == (Word.REPEATED, "2 reports, 1 origin")


def test_two_names_for_one_act_of_speaking_are_one_origin() -> None:
    told = {"herald": (claim("a", "ann", "yes"),), "gazette": (claim("b", "guild", "yes"),)}
    assert closed(**told).word is Word.CORROBORATED
    assert closed((("gazette#b", "same-utterance", "herald#a"),), **told).word is Word.REPEATED


def test_the_unnamed_of_one_article_are_one_and_of_two_articles_two() -> None:
    one = closed(herald=(claim("a", unnamed="a miller", answer="yes"), claim("b", unnamed="a baker", answer="yes")))
    assert (one.word, say_counts(one, ENGLISH), name_origin(one.groups[0], ENGLISH)) == (
        Word.SINGLE_SOURCE, "1 report, 1 origin", "a miller; a baker",
    )  # fmt: skip
    two = closed(
        herald=(claim("a", unnamed="a miller", answer="yes"),), gazette=(claim("b", unnamed="a miller", answer="yes"),)
    )
    assert (two.word, say_counts(two, ENGLISH)) == (Word.UNATTRIBUTED, "2 reports, 2 origins")


def test_whoever_spoke_to_another_carrier_is_not_the_article_s_own_unnamed_source() -> None:
    found = closed(
        herald=(
            claim("a", unnamed="officials", answer="yes"),
            claim("b", unnamed="a source of the Wire", answer="no", via=("wire",)),
        )
    )
    assert (found.word, say_counts(found, ENGLISH)) == (Word.DISPUTED, "1 report, 2 origins")


# -- The words, in their order


def test_different_origins_that_answer_differently_dispute() -> None:
    found = closed(herald=(claim("a", "ann", "yes"), claim("b", "clerk", "no")))
    assert (found.word, say_standing(found, ENGLISH), say_counts(found, ENGLISH)) == (
        Word.DISPUTED,
        "Disputed",
        "1 report, 2 origins",
    )


def test_two_reports_that_name_nobody_can_dispute_too() -> None:
    found = closed(herald=(claim("a", answer="yes"),), gazette=(claim("b", answer="no"),))
    assert (found.word, say_counts(found, ENGLISH)) == (Word.DISPUTED, "2 reports, nobody named")


def test_silence_and_refusal_and_unclear_are_shown_and_dispute_nothing() -> None:
    found = closed(
        herald=(
            claim("a", "ann", "yes"),
            claim("b", "clerk", "unclear"),
            claim("c", "guild", "no", stance=Stance.DECLINES),
        )
    )
    assert (found.word, say_standing(found, ENGLISH), say_counts(found, ENGLISH)) == (
        Word.SINGLE_SOURCE,
        "One named source",
        "1 report, 3 origins",
    )
    assert [(group.answer, group.key) for group in found.groups] == [
        ("yes", "ann"), ("no", "guild"), ("unclear", "council"),
    ]  # fmt: skip


def test_silence_bears_nobody_out() -> None:
    found = closed(herald=(claim("a", "ann", "yes"), claim("b", "clerk", "yes", stance=Stance.SILENT)))
    assert found.word is Word.SINGLE_SOURCE


def test_one_origin_that_says_both_in_one_report_is_inconsistent() -> None:
    assert closed(herald=(claim("a", "ann", "yes"), claim("b", "ann", "no"))).word is Word.INCONSISTENT


def test_one_origin_that_says_both_and_nothing_tells_which_came_last_is_inconsistent() -> None:
    both = {
        "herald": (claim("a", "ann", "yes", date=day(1)),),
        "gazette": (claim("b", "ann", "no", date=day(1)),),
    }
    assert closed(**both).word is Word.INCONSISTENT


def test_one_origin_that_changes_its_answer_on_a_later_day_updates_it() -> None:
    found = closed(herald=(claim("a", "ann", "yes", date=day(1)), claim("b", "ann", "no", date=day(2))))
    assert (found.word, found.superseded) == (Word.UPDATED, ("herald#a",))


def test_without_dates_of_their_own_the_later_report_is_the_later_answer() -> None:
    assert closed(herald=(claim("a", "ann", "yes"),), courier=(claim("b", "ann", "no"),)).word is Word.UPDATED


def test_a_dispute_ends_where_the_later_answer_is_said_to_update_the_other() -> None:
    both = {"herald": (claim("a", "ann", "yes"),), "gazette": (claim("b", "clerk", "no"),)}
    assert closed((("gazette#b", "updates", "herald#a"),), **both).word is Word.UPDATED
    assert closed((("gazette#b", "corrects", "herald#a"),), **both).word is Word.UPDATED
    assert closed((("gazette#b", "contradicts", "herald#a"),), **both).word is Word.DISPUTED


def test_an_update_that_leaves_one_disagreement_open_is_still_disputed() -> None:
    found = closed(
        (("gazette#b", "updates", "herald#a"),),
        herald=(claim("a", "ann", "yes"), claim("c", "guild", "yes")),
        gazette=(claim("b", "clerk", "no"),),
    )
    assert found.word is Word.DISPUTED


def test_updates_in_a_circle_settle_nothing() -> None:
    circle = (("gazette#b", "updates", "herald#a"), ("herald#a", "updates", "gazette#b"))
    found = closed(circle, herald=(claim("a", "ann", "yes"),), gazette=(claim("b", "clerk", "no"),))
    assert (found.word, found.superseded) == (Word.DISPUTED, ())


def test_two_independent_named_origins_that_agree_corroborate() -> None:
    found = closed(herald=(claim("a", "ann", "yes"),), gazette=(claim("b", "clerk", "yes"),))
    assert (found.word, say_counts(found, ENGLISH)) == (Word.CORROBORATED, "2 reports, 2 origins")


def test_an_unnamed_origin_corroborates_nobody() -> None:
    found = closed(herald=(claim("a", "ann", "yes"), claim("b", unnamed="a baker", answer="yes")))
    assert (found.word, say_standing(found, ENGLISH)) == (Word.SINGLE_SOURCE, "One named source")


def test_a_headline_does_not_bear_out_the_man_it_is_about() -> None:
    found = closed(herald=(claim("h", answer="yes", basis=Basis.HEADLINE), claim("a", "ann", "yes")))
    assert (found.word, say_counts(found, ENGLISH)) == (Word.SINGLE_SOURCE, "1 report, 2 origins")


def test_a_report_that_speaks_for_itself_is_a_single_source() -> None:
    found = closed(herald=(claim("a", answer="yes", basis=Basis.OWN_VOICE),))
    assert (found.word, name_origin(found.groups[0], ENGLISH)) == (Word.SINGLE_SOURCE, "The Herald")


def test_reports_that_all_speak_for_themselves_name_nobody() -> None:
    found = closed(
        herald=(claim("a", answer="yes", basis=Basis.OWN_VOICE),),
        gazette=(claim("b", answer="yes", basis=Basis.OWN_VOICE),),
    )
    assert found.word is Word.UNATTRIBUTED


def test_where_nobody_is_named_it_is_unattributed() -> None:
    found = closed(herald=(claim("a", answer="yes"),))
    assert (found.word, say_counts(found, ENGLISH), name_origin(found.groups[0], ENGLISH)) == (
        Word.UNATTRIBUTED, "1 report, nobody named", "Nobody named",
    )  # fmt: skip


def test_where_nobody_claims_to_know_it_is_open() -> None:
    found = closed(herald=(claim("a", "ann", "unclear"), claim("b", "clerk", stance=Stance.UNKNOWN)))
    assert (found.word, say_counts(found, ENGLISH)) == (Word.OPEN, "1 report, 2 origins")


def test_a_question_that_only_comments_answer_is_not_assessed() -> None:
    found = closed(herald=(claim("a", answer="yes", comment="1", basis=Basis.COMMENTER),))
    assert (found.word, say_standing(found, ENGLISH), say_counts(found, ENGLISH)) == (
        Word.NOT_ASSESSED,
        "In comments only",
        "no report",
    )
    assert [entry.address for entry in found.comments] == ["herald#a"]
    assert assess(archive(), "").word is Word.NOT_ASSESSED


def test_every_question_of_the_register_has_a_standing_in_its_order() -> None:
    assert list(assess_all(archive())) == ["closed", "workers"]


# -- Quantities


def test_words_set_the_bounds_of_a_figure() -> None:
    def bounds(*given: object) -> Interval | None:
        return interval_of(amount(*given))  # type: ignore[arg-type]

    assert bounds(40) == Interval(Decimal(40), Decimal(40))
    assert bounds(30, 40) == Interval(Decimal(30), Decimal(40))
    assert bounds(40, None, "about") == Interval(Decimal(36), Decimal(44))
    assert bounds(40, None, "at least") == Interval(Decimal(40), None)
    assert bounds(40, None, "more than") == Interval(Decimal(40), None, low_open=True)
    assert bounds(None, 40, "up to") == bounds(40, None, "up to") == Interval(None, Decimal(40))
    assert bounds(40, None, "under") == Interval(None, Decimal(40), high_open=True)
    assert bounds(40, None, "nearly") == Interval(Decimal(36), Decimal(40), high_open=True)
    assert bounds(40, None, "forecast") is None
    assert bounds(None) is None


def test_an_open_end_does_not_touch_its_bound() -> None:
    more, exact = interval_of(amount(40, None, "more than")), interval_of(amount(40))
    least = interval_of(amount(40, None, "at least"))
    assert more and exact and least
    assert (more.meets(exact), exact.meets(more), least.meets(exact), exact.meets(least)) == (False, False, True, True)


def test_ranges_that_cannot_both_be_true_of_one_day_dispute() -> None:
    found = workers(herald=(claim("a", "ann", amount=amount(300, 400)), claim("b", "clerk", amount=amount(150))))
    assert found.word is Word.DISPUTED


def test_ranges_that_leave_each_other_room_neither_dispute_nor_bear_each_other_out() -> None:
    found = workers(
        herald=(claim("a", "ann", amount=amount(400, None, "up to")), claim("b", "clerk", amount=amount(150)))
    )
    assert (found.word, say_standing(found, ENGLISH)) == (Word.SINGLE_SOURCE, "One source each")


def test_the_same_figure_from_two_named_origins_corroborates() -> None:
    found = workers(herald=(claim("a", "ann", amount=amount(10)), claim("b", "clerk", amount=amount(10))))
    assert found.word is Word.CORROBORATED


def test_figures_of_different_days_do_not_dispute() -> None:
    found = workers(
        herald=(
            claim("a", "ann", amount=amount(40), date=day(1)),
            claim("b", "clerk", amount=amount(60), date=day(2)),
        )
    )
    assert (found.word, say_standing(found, ENGLISH)) == (Word.SINGLE_SOURCE, "One source each")


def test_the_day_a_figure_is_about_comes_before_the_day_it_was_said() -> None:
    older = replace(amount(40), as_of=day(1))
    found = workers(
        herald=(claim("a", "ann", amount=older, date=day(2)), claim("b", "clerk", amount=amount(60), date=day(2)))
    )
    assert found.word is not Word.DISPUTED


def test_undated_figures_of_one_year_are_rivals_unless_the_printing_proves_them_apart() -> None:
    undated = workers(herald=(claim("a", "ann", amount=amount(40)),), courier=(claim("b", "clerk", amount=amount(60)),))
    assert undated.word is Word.DISPUTED
    after = workers(
        herald=(claim("a", "ann", amount=amount(40)),),
        courier=(claim("b", "clerk", amount=amount(60), date=day(9)),),
    )
    assert after.word is not Word.DISPUTED


def test_figures_of_different_predicates_are_not_compared() -> None:
    found = workers(
        herald=(
            claim("a", "ann", amount=amount(40, predicate="present")),
            claim("b", "clerk", amount=amount(60, predicate="on the books")),
        )
    )
    assert found.word is Word.SINGLE_SOURCE


def test_a_figure_that_words_no_predicate_is_compared_with_any() -> None:
    found = workers(
        herald=(
            claim("a", "ann", amount=amount(40, predicate="present")),
            claim("b", "clerk", amount=amount(60)),
        )
    )
    assert found.word is Word.DISPUTED


def test_a_forecast_disputes_nothing() -> None:
    found = workers(
        herald=(claim("a", "ann", amount=amount(40)), claim("b", "clerk", amount=amount(0, None, "forecast")))
    )
    assert found.word is Word.SINGLE_SOURCE


def test_one_report_that_gives_two_figures_and_no_source_is_inconsistent() -> None:
    found = workers(herald=(claim("a", amount=amount(100, 900)), claim("b", amount=amount(1000, None, "more than"))))
    assert found.word is Word.INCONSISTENT


def test_a_later_figure_of_the_same_origin_updates_the_earlier() -> None:
    found = workers(
        herald=(
            claim("a", "ann", amount=amount(40), date=day(1)),
            claim("b", "clerk", amount=amount(40), date=day(1)),
            claim("c", "ann", amount=amount(20), date=day(2)),
        )
    )
    assert found.word is Word.UPDATED


# -- Laws

SPEAKERS = ("ann", "clerk", "council", "guild", "herald", "")


@st.composite
def told(draw: st.DrawFn) -> dict[str, tuple[Claim, ...]]:
    """Up to three reports with claims of any speaker, answer, stance and day."""
    found: dict[str, tuple[Claim, ...]] = {}
    for outlet in PRINTED:
        claims = []
        for at in range(draw(st.integers(0, 3))):
            speaker = draw(st.sampled_from(SPEAKERS))
            extra: dict[str, object] = {"unnamed": "a baker"} if not speaker and draw(st.booleans()) else {}
            if not speaker and not extra and draw(st.booleans()):
                extra["basis"] = Basis.OWN_VOICE
            extra["date"] = draw(st.sampled_from((None, day(1), day(2))))
            extra["stance"] = draw(st.sampled_from((Stance.ASSERTS, Stance.DENIES, Stance.DECLINES)))
            claims.append(claim(f"c{at}", speaker, draw(st.sampled_from(("yes", "no", "unclear"))), **extra))
        found[outlet] = tuple(claims)
    return found


@given(told(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_claims_does_not_matter(given: dict[str, tuple[Claim, ...]], random: object) -> None:
    whole = archive(**given)
    entries = list(whole.by_question.get("closed", ()))
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert assess(replace(whole, by_question={"closed": tuple(entries)}), "closed") == assess(whole, "closed")


@given(told(), st.sampled_from(("yes", "no", "unclear")), st.sampled_from(("", "ann", "guild")))
@settings(max_examples=150, deadline=None)
def test_a_comment_never_changes_the_standing(given: dict[str, tuple[Claim, ...]], answer: str, speaker: str) -> None:
    before = closed(**given)
    said = claim("k", speaker, answer, comment="1", basis=Basis.COMMENTER)
    relations = tuple(("gazette#k", kind, "herald#c0") for kind in ("updates", "same-utterance") if given["herald"])
    after = closed(relations, **{**given, "gazette": (*given["gazette"], said)})
    assert (after.word, say_counts(after, ENGLISH), after.groups) == (
        before.word,
        say_counts(before, ENGLISH),
        after.groups,
    )
    assert [group.answer for group in after.groups] == [group.answer for group in before.groups]


@given(told(), st.data())
@settings(max_examples=150, deadline=None)
def test_saying_it_again_never_corroborates(given: dict[str, tuple[Claim, ...]], data: st.DataObject) -> None:
    said = [each for claims in given.values() for each in claims if each.speaker]
    before = closed(**given)
    if not said or before.word is Word.CORROBORATED:
        return
    again = replace(data.draw(st.sampled_from(said)), id="again")
    after = closed(**{**given, "courier": (*given["courier"], again)})
    assert after.word is not Word.CORROBORATED


@given(told())
@settings(max_examples=100, deadline=None)
def test_every_claim_stands_in_exactly_one_group(given: dict[str, tuple[Claim, ...]]) -> None:
    found = closed(**given)
    listed = [entry.address for group in found.groups for entry in group.entries]
    assert len(listed) == len(set(listed)) == found.claims == sum(len(claims) for claims in given.values())


@st.composite
def counted(draw: st.DrawFn) -> list[Claim]:
    """Figures of three speakers, for two things and none, on three days."""
    figures = st.builds(
        amount,
        st.integers(1, 6),
        st.sampled_from((None, 7, 9)),
        st.sampled_from(("", "about", "at least", "up to", "under", "nearly", "forecast")),
        st.sampled_from(("", "", "inside", "outside")),
    )
    return [
        claim(
            f"c{at}",
            draw(st.sampled_from(("ann", "guild", "council"))),
            amount=draw(figures),
            date=day(draw(st.integers(1, 3))),
        )
        for at in range(draw(st.integers(0, 7)))
    ]


@given(counted())
@settings(max_examples=400, deadline=None)
def test_what_figures_amount_to_is_what_comparing_every_pair_finds(claims: list[Claim]) -> None:
    whole = archive(herald=tuple(claims))
    entries = whole.by_question.get("workers", ())
    origins = find_origins(whole, entries)
    telling = [Telling(entry, origins[entry.address]) for entry in entries]
    rivals, likes, replaced = set(), False, set()
    for one, other in permutations(telling, 2):
        mine, theirs = one.entry.claim.amount, other.entry.claim.amount
        assert mine and theirs
        first, second = interval_of(mine), interval_of(theirs)
        if not first or not second or (mine.predicate != theirs.predicate and mine.predicate and theirs.predicate):
            continue
        same = one.origin.key == other.origin.key
        if one.entry.claim.date == other.entry.claim.date:
            rivals |= {same} if not first.meets(second) else set()
            likes |= not same and figures_agree(first, second)
        elif same and one.entry.claim.date.earliest > other.entry.claim.date.earliest and not first.meets(second):
            replaced.add(other.entry.address)
    assert find_differences(telling) == Differences(False in rivals, bool(rivals))
    assert find_agreement(telling, {"ann", "guild", "council"}) == likes
    assert find_superseded(whole, telling) == replaced
