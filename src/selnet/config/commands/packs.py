"""Check a pack: `selnet packs check PATH` names file and line of every fault."""

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["check"])
    parser.add_argument("path", type=Path)


def run(args: argparse.Namespace) -> int:
    from selnet.packs.api import check, format_fault

    faults = check(args.path)
    for fault in faults:
        print(format_fault(fault))
    print(f"{args.path}: {len(faults)} faults" if faults else f"{args.path}: no fault found")
    return 1 if faults else 0
