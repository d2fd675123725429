"""In: nothing. Out: the files of a new archive and of a new article, which teach by their comments.

Must not hold anything that `check` would find fault with: a test builds it.
"""

from __future__ import annotations

from collections.abc import Mapping

ARTICLE = """\
+++
title = TITLE
# outlet = "courier"              # who published it: the id of a source in content/sources.toml
# url = "https://example.org/…"   # where the original stands
# published = 2021-03-04          # or "2021-03", "2021-03-04~", "[2021-03-04,2021-03-05]"; left out where not known
# published_basis = "…"           # how that is known, where the text does not say it
rendition = "full"                # or "excerpt"; or "precis": told in the archive's own words
# summary = "…"
# tags = ["floods"]
+++

The text of the report goes here.
"""

ARTICLE_CLAIMS = """\
# Who says what in this article. A quote is copied from the text, letter by letter, and must fit exactly once.
#
# [[claim]]
# id = "fell-tuesday"
# quote = "fell into the river on Tuesday night"
# says = "The bridge fell on Tuesday night."
# speaker = "holm"                # the id of a source in content/sources.toml
# basis = "named"                 # or spokesperson, statement, document, post, unnamed, own-voice, …
# stance = "asserts"              # or reports, denies, expects, estimates, …
# question = "when-fell"          # a question in content/questions.toml
# answer = "tuesday"              # one of its answers
"""

SITE_FILES: Mapping[str, str] = {
    ".gitignore": "dist/\n.cache/\n",
    "site.toml": """\
# The archive as a whole. Every file here is plain text; `python -m generator check` tells what is wrong with any.
title = "The clock of Elm Street"
description = "One report on a stopped clock, and who said what about it."
language = "en"
# editor = "Your name"
# base_url = "https://you.github.io/archive/"     # where it will be published
# lead = "when-stopped"                            # the question that the home page opens with
""",
    "content/sources.toml": """\
# Who speaks, or carries what others say: one table a source. The id in brackets is permanent; it becomes an address.

[gazette]
name = "The Elm Street Gazette"
kind = "outlet"                       # person, office, organisation, armed-group, agency, outlet, monitor, document

[rosa-lind]
name = "Rosa Lind"
kind = "person"
role = "baker, opposite the tower"
also = ["Mrs Lind"]                   # other forms of the name; the search finds her by them

[town-hall]
name = "The town hall"
kind = "office"

[tom-ash]
name = "Tom Ash"
kind = "person"
role = "spokesman"
speaks_for = "town-hall"              # so the two count as one origin, not as two witnesses
short = "Ash"
""",
    "content/questions.toml": """\
# What several claims answer. How a question stands (disputed, one origin, …) is computed from them, never typed.

[when-stopped]
question = "When did the clock stop?"
answers = { saturday = { label = "On Saturday", mark = "yes" }, sunday = { label = "On Sunday", mark = "no" } }
about = "Elm Street, May 2021"

[repair-cost]
question = "What will the repair cost?"
unit = "pounds"                       # a quantity: its claims give value, or low and high
""",
    "content/relations.toml": """\
# Links between two claims, each written article#claim, each with its reason.

[[relation]]
from = "2021-05-11-clock-stops#stopped-sunday"
to = "2021-05-11-clock-stops#stopped-saturday"
type = "contradicts"                  # or repeats, supports, qualifies, updates, corrects, same-utterance, …
why = "They name different days."
""",
    "content/articles/2021-05-11-clock-stops/article.md": """\
+++
# The name of this folder is the article's id and its address. `new article` makes another, `import` one of a page.
title = "Tower clock stops; nobody agrees when"
outlet = "gazette"                    # a source
published = 2021-05-11                # left out where it is not known: nothing is ever guessed
published_basis = "printed at the head of the page"
rendition = "full"
summary = "A baker and the town hall differ by a day."
+++

The clock of Elm Street stopped on Saturday at noon, said Rosa Lind, who bakes opposite the tower.

The clock ran until Sunday evening, says Tom Ash for the town hall, and the repair would cost about 900 pounds.

{.caption}
The tower as seen from the bakery. Photograph: The Elm Street Gazette
""",
    "content/articles/2021-05-11-clock-stops/thread.toml": """\
# The readers' comments. Their words are kept exactly as they were; what the copy lost is said in gaps.
stated = 3                            # the page's own count; those present are counted

[[comment]]
id = "1"                              # permanent; the page's own number where it has one
author = "Pim"                        # left out where the page shows no name
text = '''
It was Saturday.
I missed my bus because of it.'''

[[comment]]
id = "1.1"
parent = "1"
text = '''
You miss your bus every day.'''
""",
    "content/articles/2021-05-11-clock-stops/claims.toml": """\
# Who says what. A quote is copied from the text, letter by letter, and must fit exactly once.

[[claim]]
id = "stopped-saturday"               # permanent within the article
quote = "The clock of Elm Street stopped on Saturday at noon"
says = "The clock stopped on Saturday."    # one plain sentence, in your own words
speaker = "rosa-lind"
basis = "named"                       # on what footing: named, spokesperson, statement, unnamed, own-voice, …
stance = "asserts"
said = "Saturday"
date = 2021-05-08
date_basis = "the Saturday before publication on a Tuesday"
question = "when-stopped"
answer = "saturday"

[[claim]]
id = "stopped-sunday"
quote = "The clock ran until Sunday evening"
says = "The clock stopped on Sunday."
speaker = "tom-ash"
basis = "spokesperson"
stance = "asserts"
question = "when-stopped"
answer = "sunday"

[[claim]]
id = "nine-hundred"
quote = "the repair would cost about 900 pounds"
says = "The repair will cost about nine hundred pounds."
speaker = "tom-ash"
basis = "spokesperson"
stance = "estimates"
question = "repair-cost"
value = 900
qualifier = "about"                   # at least, more than, up to, nearly, under, forecast

[[claim]]
id = "missed-bus"
in = "comment 1"                      # a claim in a comment always says in which
quote = "It was Saturday"
says = "It stopped on Saturday."
basis = "commenter"
stance = "asserts"
cites = "none"                        # what source the commenter gives
question = "when-stopped"
answer = "saturday"
""",
    "content/pages/about.md": """\
+++
title = "About this archive"
order = 1                             # pages with an order are listed at the foot of every page
+++

This small archive is there to be taken apart. Its one [report](article:2021-05-11-clock-stops) answers the question
[when the clock stopped](question:when-stopped) in two ways.

Change a quoted word in the report and run `python -m generator check`: it says which claim has lost its place.
""",
}
