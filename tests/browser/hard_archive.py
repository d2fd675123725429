"""Test support: an archive that is hard on its pages, made of files as a person or an importer would have written them.

More reports than one list holds, words as long as strangers write them, two directions of script, a crowd of claims,
a claim that lost its place, and a thread that needs pages of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.archives import SmallArchive

CROWDED = "2020-02-01-crowded"
TRYING = "2020-02-02-trying"
ARABIC = "2020-02-03-arabic"
LONG_THREAD = "2020-02-04-long-thread"
CLAIMS = 30
NOISE = 28  # reports that only make the archive large

_LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
_ADDRESS = "https://example.org/" + "a-very-long-address-without-a-break" * 6
_HOSTILE = '<script>alert("1")</script> & </title> “quoted” \u202eright to left\u202c ' + _LONG_WORD
_SENTENCE = "He repeated it at length to everybody who would listen, and to several who would not, over many days. "


def write_hard_archive(root: Path, comments: int = 1_004) -> SmallArchive:
    """All of it, ready to be built; `comments` is how many the long thread has, a thousand of them to a page."""
    return SmallArchive.write(root, dict(_files(comments)))


def _files(comments: int) -> Iterator[tuple[str, str]]:
    yield "site.toml", f"title = {_quoted('Hard on pages ' + _LONG_WORD)}\nstrict = false\nlanguage = 'en'\n"
    yield "content/sources.toml", _SOURCES
    yield "content/questions.toml", _QUESTIONS
    yield "content/pages/about.md", f"+++\ntitle = 'About'\norder = 1\n+++\n\n{_MARKDOWN}"
    yield from _article(CROWDED, "Crowded", _crowded_body(), _crowded_claims(), _THREAD)
    yield from _article(TRYING, _HOSTILE, f"{_LONG_WORD} {_ADDRESS}\n\n{_MARKDOWN}", _TRYING_CLAIMS, "")
    yield from _article(
        ARABIC, "اتفاق على إجلاء المدنيين", _ARABIC_BODY, _ARABIC_CLAIMS, _ARABIC_THREAD, "lang = 'ar'\n"
    )
    yield from _article(
        LONG_THREAD, "Long thread", "Nothing happened.\n", _long_claims(comments), "\n".join(_long_thread(comments))
    )
    for number in range(NOISE):
        yield from _article(f"20{10 + number % 12}-03-{number + 1:02}-noise", f"Noise {number}", "Nothing happened.\n")


def _article(
    id: str, title: str, body: str, claims: str = "", thread: str = "", more: str = ""
) -> Iterator[tuple[str, str]]:
    folder = f"content/articles/{id}"
    front = f"title = {_quoted(title)}\noutlet = 'paper'\npublished = {id[:10]}\ntags = ['noise', 'y{id[:4]}']\n{more}"
    yield f"{folder}/article.md", f"+++\n{front}+++\n\n{body}"
    if claims:
        yield f"{folder}/claims.toml", claims
    if thread:
        yield f"{folder}/thread.toml", thread


def _quoted(words: str) -> str:
    escaped = "".join(f"\\u{ord(each):04x}" if each in '"\\\u202e\u202c' else each for each in words)
    return f'"{escaped}"'


def _crowded_body() -> str:
    """Thirty claims in one paragraph, between two that have none."""
    said = "; ".join(f"voice{n} spoke of matter{n:02}" for n in range(CLAIMS))
    return f"Before.\n\n{said}.\n\nAfter.\n"


def _crowded_claims() -> str:
    return "\n".join(
        f"""[[claim]]
id = "c{n}"
quote = "spoke of matter{n:02}"
says = "{_SENTENCE}"
speaker = "{("person", "office")[n % 2]}"
via = ["wire"]
basis = "named"
stance = "asserts"
hedge = "purportedly"
said = "on the third day"
question = "{("agreed", "which")[n % 2]}"
answer = "{("yes", "third")[n % 2]}"
note = "{_SENTENCE * 3}"
"""
        for n in range(CLAIMS)
    )


def _long_thread(comments: int) -> Iterator[str]:
    """Threads of ten: an opening, and replies that step in and out."""
    parents = (0, 0, 1, 2, 3, 1, 5, 0, 7, 8)
    yield f"stated = {comments}\nmax_depth = 3"
    for number in range(1, comments + 1):
        at = (number - 1) % 10
        parent = f'parent = "n{number - at + parents[at]}"\n' if at else ""
        author = "" if number % 7 == 0 else f'author = "Voice {number % 40}"\n'
        cover = 'cover = "insults"\n' if number % 50 == 0 else ""
        yield f"""[[comment]]
id = "n{number}"
{parent}{author}{cover}text = "Words of comment {number}. {_SENTENCE * (1 + number % 3)}"
"""


def _long_claims(comments: int) -> str:
    """One among the first comments, one among the last."""
    return "\n".join(
        f"""[[claim]]
id = "{id}"
in = "comment n{number}"
quote = "Words of comment {number}"
says = "A comment says so, {id}."
basis = "commenter"
stance = "asserts"
question = "agreed"
answer = "yes"
"""
        for id, number in (("early", 3), ("late", comments - 3))
    )


_SOURCES = """
[paper]
name = "The Paper"
kind = "outlet"
[wire]
name = "The Long-Established International Wire Agency of the Northern Provinces"
kind = "agency"
[person]
name = "Dr. Maximiliane Freifrau von und zu Hohenstein-Wolkenbruck"
kind = "person"
role = "deputy under-secretary for the coordination of inter-departmental affairs"
[office]
name = "مكتب الأمم المتحدة لتنسيق الشؤون الإنسانية"
kind = "office"
"""

_QUESTIONS = """
[agreed]
question = "Was it agreed, and if it was, between whom, when, and on what terms that either of them has ever confirmed?"
answers = { yes = "Yes", no = "No", unclear = "Unclear" }
[which]
question = "Which of them?"
[which.answers]
first = "The first"
second = "The second"
third = "The third, of which it was said that it was not there"
fourth = "The fourth"
[how-many]
question = "How many were there?"
unit = "people"
[nobody]
question = "Who knows?"
answers = { yes = "Yes", no = "No" }
"""

_MARKDOWN = f"""
## A heading {_LONG_WORD}

> Quoted, with `code` and a [link]({_ADDRESS}).

- one
- two
    1. nested
    2. again

| a | b | c | d | e | f | g | h |
|---|---|---|---|---|---|---|---|
| {_LONG_WORD} | 2 | 3 | 4 | 5 | 6 | 7 | {_LONG_WORD} |

```python
def {_LONG_WORD.lower().encode("ascii", "ignore").decode()}(): return "{"x" * 200}"
```

Nodded.[^1]

[^1]: A footnote of the archive.
"""

_TRYING_CLAIMS = """
[[claim]]
id = "lost"
quote = "words that are nowhere"
says = "It was there once."
speaker = "person"
basis = "named"
stance = "asserts"
[[claim]]
id = "nodded"
quote = "Nodded"
says = "They nodded."
basis = "own-voice"
stance = "reports"
question = "how-many"
low = 3
high = 1200000
"""

_ARABIC_BODY = """
اتفق الطرفان يوم السبت على إجلاء المدنيين، بحسب ما قاله المتحدث John Smith لوكالة Reuters.

وقال مسؤول آخر إن 300 مقاتل ما زالوا في المدينة.
"""

_ARABIC_CLAIMS = """
[[claim]]
id = "evacuation"
quote = "اتفق الطرفان يوم السبت على إجلاء المدنيين"
says = "اتفق الطرفان على إجلاء المدنيين."
speaker = "office"
via = ["wire"]
basis = "named"
stance = "asserts"
question = "agreed"
answer = "yes"
[[claim]]
id = "three-hundred"
quote = "300 مقاتل"
says = "Three hundred fighters were left."
basis = "own-voice"
stance = "estimates"
question = "how-many"
value = 300
[[claim]]
id = "reader"
in = "comment 1.1"
quote = "لم يتفق أحد"
says = "Nobody agreed."
basis = "commenter"
stance = "denies"
question = "agreed"
answer = "no"
"""

_ARABIC_THREAD = """
[[comment]]
id = "1"
author = "سارة"
text = "هل هذا صحيح؟ I doubt it."
[[comment]]
id = "1.1"
parent = "1"
author = "Anna"
text = "لم يتفق أحد."
[[comment]]
id = "1.2"
parent = "1"
text = "English under Arabic, (in brackets)."
cover = "insults"
"""

_THREAD = """
stated = 99
max_depth = 3
""" + "".join(
    f"""[[comment]]
id = "1{".1" * depth}"
author = "{_LONG_WORD}"
{f'parent = "1{".1" * (depth - 1)}"' if depth else ""}
text = "{_LONG_WORD} {_ADDRESS}"
{'cover = "a slur against a people"' if depth == 4 else ""}
[[comment]]
id = "2{".1" * depth}"
{f'parent = "2{".1" * (depth - 1)}"' if depth else ""}
text = "Short {depth}."
[[comment]]
id = "2{".1" * depth}.2"
parent = "2{".1" * depth}"
text = "Aside {depth}."
"""
    for depth in range(30)
)
