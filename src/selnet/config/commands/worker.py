"""Run the jobs of the platform: mails, reminders, late clocks, digests."""

import argparse

ROLE = "worker"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what waits, then stop")


def run(args: argparse.Namespace) -> None:
    from django.core.management import call_command

    call_command("procrastinate", "worker", *(["--one-shot"] if args.once else []))
