"""In: site.toml. Out: the settings of the archive.

Must not look for the folders or questions it names: the edge and the archive do.
"""

from __future__ import annotations

from generator.core.diagnostics import Checked
from generator.core.fields import read_record
from generator.core.model import Limits, Settings
from generator.core.records import SiteRecord
from generator.core.text import Text


def read_settings(text: Text) -> Checked[Settings]:
    """The settings; `base_url` is '' or ends in '/'. What is absent has the value that Settings gives it."""
    read = read_record(text, SiteRecord)
    site = read.value
    if site is None:
        return Checked(None, read.diagnostics)
    return Checked(
        Settings(
            title=site.title,
            description=site.description,
            language=site.language,
            interface=site.interface or site.language,
            base_url=site.base_url if not site.base_url or site.base_url.endswith("/") else f"{site.base_url}/",
            editor=site.editor,
            footer=site.footer,
            lead=site.lead,
            theme=site.theme,
            publish_captures=site.publish_captures,
            text_fragments=site.text_fragments,
            strict=site.strict,
            limits=Limits(**site.limits.model_dump()),
        )
    )
