"""Put the vault under a new key: `selnet vault rotate`. Old keys stay in the key file until a backup no longer needs them."""

import argparse

ROLE = "worker"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["rotate"])


def run(args: argparse.Namespace) -> int:
    from selnet.access.api import acting, system
    from selnet.record.api import identities

    actor = system("selnet vault rotate")
    with acting(actor):
        count = identities.rotate(actor=actor)
    print(f"{count} identities sealed under a new key. Back up the key file now.")
    return 0
