"""Bring an installation to this version: tables, guards, grants, the mirror of roles, static files."""

import argparse

ROLE = "owner"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true")


def run(args: argparse.Namespace) -> None:
    from django.core.management import call_command

    from selnet.config import grants
    from selnet.record.api import identities

    identities.make_keys()
    call_command("migrate", verbosity=0 if args.quiet else 1, interactive=False)
    call_command("createcachetable", verbosity=0)
    grants.apply()
    call_command("collectstatic", verbosity=0, interactive=False)
