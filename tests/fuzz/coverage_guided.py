"""Fuzzing led by coverage, for as long as one likes: python -m tests.fuzz.coverage_guided [target] [atheris options].

Needs the package atheris, which no test does. Inputs that crash are written to the current folder by libFuzzer.
"""

from __future__ import annotations

import sys

try:
    import atheris
except ImportError:
    sys.exit("this needs the package atheris: pip install atheris")

with atheris.instrument_imports(include=["generator"]):
    from tests.fuzz.targets import TARGETS, try_bytes


def main() -> None:
    target = TARGETS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    options = [sys.argv[0], *sys.argv[2 if target else 1 :]]

    def run(data: bytes) -> None:
        if target is None:
            try_bytes(data)
        else:
            provider = atheris.FuzzedDataProvider(data)
            text = provider.ConsumeUnicodeNoSurrogates(len(data))
            target("".join(each for each in text if each in "\t\n" or ord(each) >= 32))

    atheris.Setup(options, run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
