"""Serve the demo network, made on the first start; with --check walk the main job in it and exit 0 or 1."""

import argparse
import os
import shutil
import socket
from pathlib import Path

PORT = 8000
PROJECT = Path(__file__).resolve().parents[4]


def configure(parser: argparse.ArgumentParser) -> None:
    from selnet.config.demo.numbers import SEED

    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--seed", type=int, default=SEED, help="another seed makes another network (with --reset)")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away and make the network anew")
    parser.add_argument("--check", action="store_true", help="in a folder of its own: walk the main job, exit 0 or 1")
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)  # what `demo` runs as the platform's worker


def run(args: argparse.Namespace) -> int:
    if args.make:
        return _make(args.seed)
    if args.check:
        return _check(args.seed)
    if not _is_free(args.port):
        print(f"Port {args.port} is in use, perhaps by a demo that runs already.")
        print(f"Stop it, or choose another: selnet demo --port {args.port + 1} (make demo PORT={args.port + 1})")
        return 2
    return _serve(args)


def _enter(name: str, port: int) -> int:
    """From here on this process, and those it starts, live in the demo's own folder: never in an installation's."""
    folder = Path(os.environ.get("SELNET_DEMO_HOME", PROJECT / "var")) / name
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {
        "SELNET_HOME": str(folder),
        "SELNET_DEMO": "1",
        "SELNET_BASE_URL": f"http://localhost:{port}",
        "SELNET_DATABASE_ROLE": "worker",
    }
    return port


def _serve(args: argparse.Namespace) -> int:
    from selnet.config import embedded
    from selnet.config.commands import serve
    from selnet.config.demo import preparing

    _enter("demo", args.port)
    if args.reset:
        throw_away()
    try:
        preparing.prepare(args.seed, print)
    except preparing.Unready as error:
        print(error)
        return 1
    except KeyboardInterrupt:  # the network is made whole or not at all
        print("\nStopped before the demo was ready. Start it again when you like.")
        embedded.stop()
        return 130
    _introduce(args.port)
    serve.run(argparse.Namespace(port=args.port, host="127.0.0.1", web_workers=2))
    embedded.stop()
    print("\nStopped. The demo's data is kept; `selnet demo --reset` makes it anew.")
    return 0


def _check(seed: int) -> int:
    """Always from nothing, so that what it finds does not depend on what an earlier check left."""
    port = _enter("check", _free_port())
    throw_away()
    from selnet.config.demo.checking import run as checking

    return checking.run(port, seed)


def throw_away() -> None:
    """Removes the folder of this demo, its database with it."""
    from selnet.config import embedded

    embedded.stop()
    shutil.rmtree(embedded.home())


def _make(seed: int) -> int:
    import django

    django.setup()
    from selnet.config.demo import seed as seeding

    if not seeding.is_empty():
        print("This database already holds a network; nothing was changed.")
        return 1
    try:
        made = seeding.make(seed)
    except KeyboardInterrupt:  # said by the process that started this one
        return 130
    print(f"  {made.patients} patients, {made.entries} entries, {made.cases} cases are in the database")
    return 0


def _introduce(port: int) -> None:
    """The address, and who can be entered as. Asked of the database once and kept, for a second start shall be quick."""
    from selnet.config import embedded

    kept = embedded.home() / "accounts.txt"
    if not kept.exists():
        kept.write_text(_accounts(), encoding="utf-8")
    print(f"\nSELNET demo: http://localhost:{port}\nEverybody in it is invented. Enter nothing real.\n")
    print(kept.read_text(encoding="utf-8"))
    print("Stop with Ctrl-C.\n", flush=True)


def _accounts() -> str:
    import django

    django.setup()
    from django.db import connection

    from selnet.network.api import DEMO_PASSWORD, demo_accounts

    leading, others = demo_accounts()
    rows = [(account.role, account.email, account.what_to_try) for account in leading + others]
    connection.close()
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"  {role.ljust(widths[0])}  {email.ljust(widths[1])}  {what}" for role, email, what in rows]
    way_in = f"Password of all: {DEMO_PASSWORD}    The code of the second factor is shown when you sign in."
    return "\n".join([*lines, "", way_in])


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
