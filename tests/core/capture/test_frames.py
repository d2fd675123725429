"""What frames and shadow roots of a saved page hold is read in its place; what they do not hold is told as lost."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from html import escape
from pathlib import Path

import pytest

from generator.core.capture.frames import FRAME, Opened, list_frames, open_frames
from generator.core.capture.page_account import Fate
from generator.core.capture.page_draft import PageDraft, draft_html
from generator.core.text import Text

PAGES = Path(__file__).parent.parent.parent / "pages"
STORY = "<article><h1>Ferry aground</h1>{}</article>".format(
    "".join(
        f"<p>The ferry ran aground at {hour} o'clock, the harbour master said, and nobody was hurt.</p>"
        for hour in (6, 7, 8)
    )
)


def page(*more: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Ferry aground</title></head><body>{STORY}{''.join(more)}</body></html>"


def draft(html: str, **frames: str) -> PageDraft:
    held = {name.replace("__", "/") + ".html": content for name, content in frames.items()}
    made = draft_html(Text("page.html", html), frames=held)
    assert made.value is not None
    return made.value


def tree(made: PageDraft) -> list[tuple[str, str]]:
    comments = tomllib.loads(dict(made.files)["thread.toml"])["comment"]
    return [(each["id"], each.get("parent", "")) for each in comments]


def sample(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


DISQUS = [("3001", ""), ("3002", "3001"), ("3003", "")]


def test_comments_in_a_frame_of_a_single_file_are_read() -> None:
    made = draft(
        page(f'<div id="disqus_thread"><iframe title="Disqus" srcdoc="{escape(sample("disqus.html"))}"></iframe></div>')
    )
    assert tree(made) == DISQUS
    assert 'title = "Ferry aground"' in dict(made.files)["article.md"]
    assert not [each for each in made.fates if each.fate is Fate.LOST and each.became.startswith("frame")]


def test_comments_in_a_frame_within_a_frame_and_in_a_data_address_are_read() -> None:
    inner = f'<iframe srcdoc="{escape(sample("disqus.html"))}"></iframe>'
    assert tree(draft(page(f'<iframe srcdoc="{escape(inner)}"></iframe>'))) == DISQUS
    data = b64encode(sample("disqus.html").encode()).decode()
    assert tree(draft(page(f'<iframe src="data:text/html;charset=utf-8;base64,{data}"></iframe>'))) == DISQUS


def test_comments_in_a_frame_that_a_browser_saved_beside_the_page_are_read() -> None:
    html = page('<iframe src="./page_files/saved_resource.html"></iframe>')
    assert list_frames(html) == ("page_files/saved_resource.html",)
    assert tree(draft(html, page_files__saved_resource=sample("disqus.html"))) == DISQUS


def test_comments_in_a_shadow_root_are_read() -> None:
    inside = f'<div id="coral">{sample("coral.html")}</div>'
    made = draft(page(f'<coral-embed><template shadowrootmode="open">{inside}</template></coral-embed>'))
    assert [parent for _, parent in tree(made)] == ["", "0a1b2c3d-1111-4222-8333-444455556666"]


def test_an_article_in_a_shadow_root_is_read() -> None:
    html = (
        f'<!DOCTYPE html><body><x-page><template shadowrootmode="open"><main>{STORY}</main></template></x-page></body>'
    )
    assert "at 7 o'clock" in dict(draft(html).files)["article.md"]


def test_what_a_frame_says_of_itself_is_not_said_of_the_page() -> None:
    inner = '<html lang="fr"><meta property="og:title" content="Buy!"><link rel="canonical" href="https://ad.example/"><h1>Buy!</h1><p>Ad.</p>'
    made = draft(page(f'<iframe srcdoc="{escape(inner)}"></iframe>'))
    article = dict(made.files)["article.md"]
    assert "Buy" not in article
    assert "ad.example" not in article
    assert [(each.fate, each.became) for each in made.fates if each.words in ("Buy!", "Ad.")] == [
        (Fate.FURNITURE, "in a frame"),
        (Fate.FURNITURE, "in a frame"),
    ]


@pytest.mark.parametrize(
    ("frame", "lost"),
    [
        ('<iframe title="Comments" src="https://disqus.com/embed/?x=1"></iframe>', ["Comments (disqus.com)"]),
        ('<iframe src="https://talk.example/stream"></iframe>', ["(talk.example)"]),
        ('<iframe srcdoc=""></iframe>', ["(no title)"]),
        ('<iframe width="1" height="1" src="https://pixel.example/"></iframe>', []),
        ('<iframe style="display: none" src="https://pixel.example/"></iframe>', []),
        ("<script>x = '<iframe title=no src=y>'</script>", []),
    ],
)
def test_a_frame_whose_content_is_not_there_is_told_as_lost(frame: str, lost: list[str]) -> None:
    fates = draft(page(frame)).fates
    assert [each.words for each in fates if each.became == "frame, not in the capture"] == lost


def test_what_is_open_in_a_frame_ends_with_it() -> None:
    opened = open_frames('<iframe srcdoc="&lt;div>&lt;b>in"></iframe><p>out</p>', {})
    assert opened == Opened(f'<div class="{FRAME}"><div><b>in</b></div></div><p>out</p>', 1)


def test_frames_nested_without_end_are_given_up() -> None:
    html = "in the innermost"
    for _ in range(14):
        html = f"<iframe srcdoc='{html.replace('&', '&amp;').replace(chr(39), '&#39;')}'></iframe>"
    assert open_frames(html, {}).lost == ("(no title)",)


def test_shadow_roots_that_never_end_are_given_up() -> None:
    assert open_frames('<b><template shadowrootmode="open">' * 5_000, {}).lost == ("a shadow root",)


def test_a_page_without_frames_stays_as_it_is() -> None:
    html = page("<template><p>unused</p></template>")
    assert open_frames(html, {}) == Opened(html)
