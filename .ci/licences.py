"""In: the locked dependencies, and what their packages say of themselves. Out: docs/licences.md.

python .ci/licences.py            writes it
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements/lock.txt"
PAGE = ROOT / "docs/licences.md"
ALLOWED = frozenset(
    (
        *(
            "0BSD",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSD",
            "CNRI-Python",
            "ISC",
            "MIT",
            "PSF-2.0",
            "Unlicense",
        ),
        *("LGPL-2.1-or-later", "MPL-1.1", "MPL-2.0"),  # they bind changes to the library, not what uses it
    )
)
SAID = {  # by those who give no SPDX expression
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
ELSEWHERE = {"tzdata": "Apache-2.0", "colorama": "BSD-3-Clause"}  # installed on Windows only
HEAD = """\
# Licences of what Whence is built with

Every package that an installed Whence may load (`requirements/lock.txt`: with `serve` and `import`), and the licence
that it states, as an SPDX expression where it gives one. None of their code is in this repository. Written by
`python .ci/licences.py`; a test compares it with the lock.

| package | licence |
|---|---|
"""


def read_lock() -> dict[str, str]:
    """The version of every locked package, by name."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK.read_text(encoding="utf-8"), re.M))


def find_licence(package: str) -> str:
    """What a package says of its licence; '' where it is not installed here."""
    try:
        about = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return ELSEWHERE.get(package, "")
    classes = [
        each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License ::")
    ]
    words = about.get("License") or ""
    if expression := about.get("License-Expression") or "":
        return str(expression)
    if words in SAID or words in ALLOWED:
        return SAID.get(words, words)
    return " OR ".join(SAID.get(each, each) for each in classes) or words.partition("\n")[0]


def is_allowed(licence: str) -> bool:
    """Whether one of the alternatives of an SPDX expression asks for nothing that we cannot give."""
    return any(all(each.strip(" ()") in ALLOWED for each in choice.split(" AND ")) for choice in licence.split(" OR "))


def write_page() -> str:
    """The page, one row a package in order of name."""
    return HEAD + "".join(f"| {package} | {find_licence(package)} |\n" for package in sorted(read_lock()))


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
