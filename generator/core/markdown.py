"""In: Markdown, as an author or a stranger wrote it. Out: blocks of words and finished HTML, footnotes, links, pictures.

Must not let a word go without a sound, and must not make HTML: safe_html does. The only door to markdown_it and
mdit_py_plugins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from generator.core.blocks import Cut, Said, cut_blocks, finish_block, join_blocks
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, warning
from generator.core.highlight import find_language, highlight
from generator.core.html_tokens import find_depth, read_attributes, split_html, tame_html
from generator.core.links import is_link, resolve_link
from generator.core.model import Block, BlockKind, Footnote, Limits, Link
from generator.core.safe_html import DEEPEST, SEAL, Html, clean, escape, is_remote_link, picture_name
from generator.core.text import Place, Text
