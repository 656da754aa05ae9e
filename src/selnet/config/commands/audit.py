"""Check the audit trail, or write its head outside the database: `selnet audit verify`, `selnet audit anchor`."""

import argparse

ROLE = "worker"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["verify", "anchor"])


def run(args: argparse.Namespace) -> int:
    return {"verify": _verify, "anchor": _anchor}[args.action]()


def _verify() -> int:
    from selnet.audit.api import AnchorError, verify

    try:
        count, findings = verify()
    except AnchorError as error:
        print(error)
        return 1
    for finding in findings:
        place = f"position {finding.position}" if finding.position is not None else "no position"
        print(f"{place}: {finding.kind}: {finding.reason}")
    print(f"{count} events read, {len(findings)} faults found" if findings else f"{count} events read, no fault found")
    return 1 if findings else 0


def _anchor() -> int:
    from django.conf import settings

    from selnet.audit.api import anchor

    made = anchor()
    print(f"position {made.position} anchored in {settings.AUDIT_ANCHORS}")
    return 0
