"""The command line: `selnet COMMAND`. One module a command in config/commands; each says which database role it takes."""

import argparse
import importlib
import os
import pkgutil
import sys

from . import commands


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selnet.config.settings")
    parser = argparse.ArgumentParser(prog="selnet", description="The SELNET platform.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        name = getattr(module, "NAME", found.name)  # for words that Python keeps to itself
        sub = subparsers.add_parser(name, help=(module.__doc__ or "").splitlines()[0])
        module.configure(sub)
        sub.set_defaults(run=module.run, role=getattr(module, "ROLE", None))
    args = parser.parse_args()
    if args.role:
        _prepare(args.role)
    sys.exit(args.run(args) or 0)


def _prepare(role: str) -> None:
    """Starts the database and Django in the role that the command takes."""
    import django

    from . import embedded

    os.environ["SELNET_DATABASE_ROLE"] = role
    embedded.ensure_running()
    django.setup()
