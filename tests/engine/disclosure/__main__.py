"""Thousands of random tables against the attacker.

python -m tests.engine.disclosure [--tables 1000]
"""

import argparse
from random import Random

from tests.engine.disclosure.attacker import learned
from tests.engine.disclosure.samples import KINDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=1000, help="of each kind")
    tables = parser.parse_args().tables
    for kind, make in KINDS.items():
        for seed in range(tables):
            if found := learned(make(Random(seed))):
                raise SystemExit(f"{kind}, table {seed}: {sorted(found)}")
        print(f"{kind}: {tables} tables, nothing was learned")


if __name__ == "__main__":
    main()
