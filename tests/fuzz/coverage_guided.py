"""Fuzzing led by coverage, for as long as one likes: python -m tests.fuzz.coverage_guided TARGET FOLDER [options].

Needs the package atheris, which no test does. The folder keeps what was found to matter from run to run; the options
are libFuzzer's. Inputs that crash are written to the current folder.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("this needs the package atheris: pip install atheris")

with atheris.instrument_imports(include=["generator", "markdown_it", "mdit_py_plugins", "warcio"]):
    from tests.fuzz.beginnings import begin
    from tests.fuzz.imported import IMPORTS
    from tests.fuzz.targets import TARGETS, try_bytes


def main() -> None:
    names = ("bytes", *TARGETS, *IMPORTS)
    if len(sys.argv) < 3 or sys.argv[1] not in names:
        sys.exit(f"which target, and a folder: {', '.join(names)}")
    target, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for data in begin(target):
        (folder / sha256(data).hexdigest()[:16]).write_bytes(data)

    def run(data: bytes) -> None:
        if target in TARGETS:
            text = data.decode("utf-8", "ignore")
            TARGETS[target]("".join(each for each in text if each in "\t\n" or ord(each) >= 32))
        else:
            IMPORTS.get(target, try_bytes)(data)

    atheris.Setup([sys.argv[0], str(folder), *sys.argv[3:]], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
