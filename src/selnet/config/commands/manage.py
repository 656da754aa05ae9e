"""Django's own commands, e.g. `selnet manage makemigrations`."""

import argparse

ROLE = "owner"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(args: argparse.Namespace) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["selnet manage", *args.arguments])
