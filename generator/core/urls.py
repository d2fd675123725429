"""In: who something is. Out: where it stands on the site.

Must not see content: an address is a function of identity alone, so links are final before anything is joined.
"""

from __future__ import annotations

COMMENTS_A_PAGE = 1000  # a longer thread goes on on pages of its own; fixed, since addresses follow from it


def article_url(article: str) -> str:
    return f"article/{article}.html"


def thread_part_url(article: str, part: int) -> str:
    """A further page of a very long thread, counted from 2."""
    return f"article/{article}.comments-{part}.html"


def comment_page_url(article: str, number: int) -> str:
    """The page that holds the comment of this number in reading order, counted from 1."""
    part = (max(1, number) - 1) // COMMENTS_A_PAGE + 1
    return thread_part_url(article, part) if part > 1 else article_url(article)


def cite_url(article: str, number: int = 1) -> str:
    """How to cite what stands on one of an article's pages: the one that holds the comment of this number."""
    return f"{comment_page_url(article, number).removesuffix('.html')}.cite.html"


def source_url(source: str) -> str:
    return f"source/{source}.html"


def question_url(question: str) -> str:
    return f"question/{question}.html"


def source_feed_url(source: str) -> str:
    return f"feed/source-{source}.xml"


def question_feed_url(question: str) -> str:
    return f"feed/question-{question}.xml"


def page_url(name: str) -> str:
    return f"pages/{name}.html"


def year_url(year: int) -> str:
    return f"years/{year}.html"


def tag_url(tag: str) -> str:
    """Tags are ids: lower-case ASCII letters, digits and hyphens."""
    return f"tags/{tag}.html"


def tag_fragment(tag: str) -> str:
    """A tag's place on the cover of an archive too small for pages of tags."""
    return f"tag-{tag}"


def claim_fragment(claim: str) -> str:
    """The mark of a claim in its text; the claim's own address."""
    return f"c-{claim}"


def note_fragment(claim: str) -> str:
    return f"n-{claim}"


def ref_fragment(claim: str) -> str:
    """The number after a mark, from which its note opens and to which it leads back."""
    return f"r-{claim}"


def comment_fragment(comment: str) -> str:
    return f"k-{comment}"


def claim_url(article: str, claim: str, number: int = 1) -> str:
    """The address of a claim; `number` is that of the comment it stands in."""
    return f"{comment_page_url(article, number)}#{claim_fragment(claim)}"


def comment_url(article: str, comment: str, number: int = 1) -> str:
    """The address of a comment, by its id and its number in reading order."""
    return f"{comment_page_url(article, number)}#{comment_fragment(comment)}"


def block_url(article: str, block: str) -> str:
    return f"{article_url(article)}#{block}"


def media_url(article: str, name: str) -> str:
    """A file of an article's folder; a saved page is published as text, so that it cannot run as a page."""
    return f"media/{article}/{name}{'.txt' if name.endswith(('.html', '.json')) else ''}"


def version_file(number: int, name: str) -> str:
    """A file of an earlier version, or of the present one, number 0, as a path in the article's folder."""
    return f"versions/{number}/{name}" if number else name


def depth(url: str) -> int:
    """How many folders below the site's root a page stands."""
    return url.partition("#")[0].count("/")


def to_root(url: str) -> str:
    """The relative prefix that leads from a page to the site's root: '' or '../'."""
    return "../" * depth(url)
