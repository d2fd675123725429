"""Twenty questions a reader brings to the shipped archive, answered in two clicks or by one search, from the home page.

The words that answer stand on the page reached, and the sentence they rest on is one link away.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Question:
    """What is asked; the way, by links and folds or by what is typed and one hit; and the words that answer.

    `rests_on` is a place in a report or its comments, one link away, and what is read there.
    """

    asks: str
    words: tuple[str, ...]
    rests_on: tuple[str, str]
    clicks: tuple[str, ...] = ()
    search: str = ""
    hit: str = ""


QUESTIONS = (
    Question(
        "Who said the foreign fighters would leave?",
        clicks=("See them side by side",),
        words=("Omar Alloush", "The evacuation would include foreign fighters.", "Syrian Observatory for Human Rights"),
        rests_on=("c-alloush-foreigners-leave", "the foreigners were going too"),
    ),
    Question(
        "How many fighters were left in Raqqa?",
        clicks=("How many fighters were left in Raqqa?",),
        words=("300 to 400", "up to 400", "150", "probably the same figure again"),
        rests_on=("c-dillon-300-to-400", "300 to 400 fighters"),
    ),
    Question(
        "How much of the city was cleared, and when?",
        search="how much of Raqqa was cleared",
        hit="How much of Raqqa had been cleared?",
        words=("about 80%", "about 85%", "nearly 90%", "11 Oct 2017", "a rise cannot be read from them"),
        rests_on=("c-around-80", "the SDF controls around 80 per cent"),
    ),
    Question(
        "Was there a deal, and between whom?",
        clicks=("Did the SDF agree to let fighters leave Raqqa?",),
        words=("Raqqa24", "The SDF agreed to let Syrian fighters pass safely out of the city.", "Civilians only"),
        rests_on=("c-spokesman-withdrawal-agreed", "a withdrawal agreed with the US-backed Syrian militias"),
    ),
    Question(
        "What changed between the Wednesday and the Saturday?",
        clicks=("Sources", "US-led coalition"),
        words=(
            "The coalition would not accept a negotiated withdrawal from Raqqa.",
            "11 Oct 2017",
            "The arrangement is a civilian evacuation.",
            "14 Oct 2017",
        ),
        rests_on=("c-coalition-civilian-evacuation", "“a civilian evacuation”"),
    ),
    Question(
        "What did Colonel Dillon say, and to whom?",
        clicks=("Sources", "Col. Ryan Dillon"),
        words=(
            "20 claims, in 4 reports",
            "by Reuters 10, by AP 7, directly 3",
            "Fighters must surrender unconditionally.",
        ),
        rests_on=("c-dillon-not-party", "“would not be party” to any settlement"),
    ),
    Question(
        "Who said “surrender or die”?",
        search="surrender or die",
        hit="Whose words are “surrender or die”?",
        words=("Talal Silo’s", "No speaker given", "nobody in its article says them"),
        rests_on=("c-silo-surrender-or-die", "“to surrender or die”"),
    ),
    Question(
        "Which headlines say more than their reports?",
        search="headline",
        hit="Did the fighters in Raqqa mean to fight to the end?",
        words=("No vow is quoted from any fighter.", "One other headline", "whose words are “surrender or die”"),
        rests_on=("c-headline-vow", "vow to fight “till the end”"),
    ),
    Question(
        "How many civilians were trapped, and how many got out?",
        clicks=("How many civilians were still trapped in Raqqa?",),
        words=("about 8,000", "4,000", "at least 700", "some 400"),
        rests_on=("c-reach-8000", "about 8,000 civilians are still trapped"),
    ),
    Question(
        "Were the air strikes easing or heavy?",
        search="were air strikes easing",
        hit="Were air strikes on Raqqa easing?",
        words=("Coalition air strikes have died down to a slow pace.", "Heavy bombardment by the coalition continued."),
        rests_on=("c-strikes-slow", "slackened to a slow pace"),
    ),
    Question(
        "Was the front moving?",
        search="was the front moving",
        hit="Was the front in Raqqa moving?",
        words=("The SDF took 40 blocks of the city", "The SDF had made no serious advance", "Russia"),
        rests_on=("c-forty-blocks", "have won 40 blocks"),
    ),
    Question(
        "Where would the fighters go?",
        search="where would the fighters go",
        hit="Where would the fighters of Raqqa go?",
        words=(
            "ground the group holds in Deir ez-Zor",
            "territory that the group still holds",
            "were asked for at Baghouz",
        ),
        rests_on=("c-raqqa24-deir-ez-zor", "in the province of Deir ez-Zor"),
    ),
    Question(
        "When did Islamic State lose Raqqa?",
        search="when did Islamic State lose Raqqa",
        hit="When did Islamic State lose Raqqa?",
        words=("In the summer of 2017", "Not yet in October 2017"),
        rests_on=("c-raqqa-lost-in-summer", "in the summer of 2017 it was stripped of Raqqa"),
    ),
    Question(
        "Which claims have no source?",
        clicks=("Status", "The 22 that name nobody"),
        words=("of 177 claims in reports name nobody", "About 85 per cent of the city is clear.", "Its own voice"),
        rests_on=("c-about-85-clear", "About 85 per cent of the city"),
    ),
    Question(
        "Which sources are not named, and why?",
        clicks=("Sources",),
        words=("Not named", "a person familiar with the negotiations", "not authorised to speak", "Raqqa24’s source"),
        rests_on=("c-corridor-to-idlib", "ask for a corridor to Idlib"),
    ),
    Question(
        "Which agencies stand behind the reports?",
        clicks=("Questions", "Would the coalition accept a negotiated exit?"),
        words=("Dillon twice by way of AP", "coalition by way of AP", "Dillon twice by way of Reuters"),
        rests_on=("c-dillon-would-not-back", "it would back no negotiated withdrawal"),
    ),
    Question(
        "What did Islamic State get for the ten prisoners?",
        search="ten prisoners",
        hit="What was given for the ten prisoners?",
        words=("Nobody claims to know.", "DeirEzzor 24 does not say whether the food was given in return."),
        rests_on=("c-observatory-return-unknown", "what it would get in return, if anything, was not clear"),
    ),
    Question(
        "What sources did commenters give, and what is left of them?",
        search="printed reference",
        hit="Was the attack on Mosul planned at a meeting in Jordan?",
        words=("the only complete printed reference", "Where commenters gave links they are lost", "no source given"),
        rests_on=("c-k-printed-reference", "in the issue of 6 July 2014"),
    ),
    Question(
        "Is the commenters’ bus convoy in a report?",
        search="bus convoy",
        hit="With whom was the August evacuation at the Lebanese border agreed?",
        words=(
            "with whom it agreed the report does not say",
            "Commenters name Hezbollah and Syria",
            "The bus convoy was",
        ),
        rests_on=("c-august-evacuation", "had agreed to an evacuation"),
    ),
    Question(
        "How many comments are there, by whom, and what is missing?",
        clicks=("Fighters set to quit Raqqa, facing imminent defeat by US-backed militias",),
        words=("26 of 32 comments are in the saved copy", "Of 10 the name is not shown", "MekensehParty", "Hind Abyad"),
        rests_on=("k-2.1.2.1.6", "The text of this comment is missing from the copy."),
    ),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asks)
def test_a_reader_is_two_clicks_or_one_search_from_the_answer(page: Page, served: str, question: Question) -> None:
    page.goto(f"{served}index.html")
    for words in question.clicks:
        page.get_by_role("link", name=words, exact=True).or_(page.locator("summary", has_text=words)).first.click()
    if question.search:
        search_for(page, question.search, question.hit)
    for words in question.words:
        expect(seen(page.locator("main").get_by_text(words))).to_be_visible()
    place, sentence = question.rests_on
    seen(page.locator(f"main a[href$='#{place}']")).click()
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
    expect(page.locator(f"p:has([id='{place}']), h1:has([id='{place}']), [id='{place}']").first).to_contain_text(
        sentence
    )


def test_half_are_answered_by_clicks_and_half_by_a_search() -> None:
    assert max(len(question.clicks) for question in QUESTIONS) == 2
    assert [bool(question.clicks) for question in QUESTIONS].count(True) == len(QUESTIONS) / 2
    assert all(bool(question.clicks) != bool(question.search) for question in QUESTIONS)


def search_for(page: Page, words: str, hit: str) -> None:
    """Open the search where the reader is, type, and follow one hit."""
    page.get_by_role("link", name="Search", exact=True).click()
    box = page.locator("dialog.seek")
    box.get_by_role("combobox").fill(words)
    box.locator("a.hit", has_text=hit).first.click()


def seen(found: Locator) -> Locator:
    """The first of them that is shown."""
    return found.filter(visible=True).first
