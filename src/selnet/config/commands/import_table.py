"""Bring patients in from a table: `selnet import FILE --mapping MAP.yaml --as EMAIL --institution NAME`."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selnet.access.api import Actor
    from selnet.interop.api import Examination
    from selnet.network.api import Institution

NAME = "import"
ROLE = "app"  # under row-level security, as the person named


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV or TSV with a header, one row a patient")
    parser.add_argument(
        "--mapping", type=Path, required=True, help="YAML that says which column is which answer (docs/IMPORT.md)"
    )
    parser.add_argument("--as", dest="email", required=True, help="the person who imports; needs the right to import")
    parser.add_argument("--institution", required=True, help="name or number of the treating institution")
    parser.add_argument("--preview", action="store_true", help="show what would happen; write nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--leave-out-refused", action="store_true", help="import the other rows when some are refused")
    parser.add_argument("--report", type=Path, help="also write the whole report to this file")


def run(args: argparse.Namespace) -> int:
    from selnet.access.api import Refused, UserError
    from selnet.interop.api import ImportFaults
    from selnet.packs.api import PackError, format_fault

    try:
        return _run(args)
    except ImportFaults as error:
        _say(format_fault(fault) for fault in error.faults)
        print(f"{len(error.faults)} faults; nothing was imported")
    except (UserError, PackError) as error:
        print(error)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}")
    except KeyboardInterrupt:
        print("Stopped; nothing was imported")
        return 130
    except Refused:
        print(f"{args.email} may not import at {args.institution}. A data manager of that institution may.")
    return 1


def _run(args: argparse.Namespace) -> int:
    from selnet.access.api import acting
    from selnet.interop import api as interop

    actor, institution = _actor(args.email), _institution(args.institution)
    job = interop.prepare(table=args.file, mapping=args.mapping, institution_id=institution.pk)
    with acting(actor):
        seen = interop.examine(actor=actor, job=job, progress=_Progress("looked at"))
    _show(args, seen)
    if args.preview:
        print("Preview: nothing was imported")
        return 1 if seen.refused else 0
    if not _go_on(args, seen, actor, institution):
        return 1 if seen.refused else 0
    with acting(actor):
        count = interop.write(
            actor=actor, seen=seen, leave_out_refused=args.leave_out_refused, progress=_Progress("wrote", seen.tally.new)
        )
        print("Committing …", flush=True)
    print(f"{count} patients imported")
    return 0


def _actor(email: str) -> "Actor":
    from selnet.access.api import UserError
    from selnet.network.api import Person, actor_for

    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise UserError(f"Nobody signs in as {email}. Give the e-mail address of an active account.")
    return actor_for(person)


def _institution(wanted: str) -> "Institution":
    from selnet.access.api import UserError
    from selnet.network.api import Institution

    by = {"pk": int(wanted)} if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else {"name__iexact": wanted.strip()}
    found = list(Institution.objects.filter(**by)[:9])
    if not found:
        raise UserError(f"No institution '{wanted}'. Give its name as the network shows it, or its number.")
    if len(found) > 1:
        listed = "; ".join(f"{place.pk} in {place.city}, {place.country_id}" for place in found)
        raise UserError(f"Several institutions are called so. Give the number: {listed}.")
    return found[0]


def _show(args: argparse.Namespace, seen: "Examination") -> None:
    from selnet.interop import api as interop

    _say([*interop.summary(seen), *interop.first_rows(seen), "", *interop.losses(seen), *interop.faults(seen)])
    if args.report:
        _not_over(args.report, args.file, args.mapping)
        lines = [*interop.summary(seen), "", *interop.losses(seen), "", *interop.faults(seen, most=len(seen.faults))]
        with open(args.report, "w", encoding="utf-8", opener=_private) as file:
            file.write("\n".join(lines) + "\n")
        print(f"Report: {args.report}")


def _not_over(report: Path, *inputs: Path) -> None:
    from selnet.access.api import UserError

    if report.exists() and any(report.samefile(file) for file in inputs):
        raise UserError(f"The report would overwrite {report}. Give another name; nothing was imported.")


def _private(path: str, flags: int) -> int:
    """The report speaks about patients' data: only its owner reads it."""
    return os.open(path, flags, 0o600)


def _go_on(args: argparse.Namespace, seen: "Examination", actor: "Actor", institution: "Institution") -> bool:
    if seen.refused and not args.leave_out_refused:
        print(f"{len(seen.refused)} rows are refused: nothing was imported. Correct them, or say --leave-out-refused.")
        return False
    if not seen.tally.new:
        print("Nothing new: nothing was imported")
        return False
    if args.yes:
        return True
    if not sys.stdin.isatty():
        print("Nothing was imported: say --yes to import without being asked")
        return False
    answer = input(f"Import {seen.tally.new} patients at {institution.name} as {actor.name}? Type yes: ")
    if answer.strip().lower() != "yes":
        print("Nothing was imported")
        return False
    return True


class _Progress:
    """Counts on one line of a terminal; elsewhere a line every thousand rows."""

    def __init__(self, verb: str, total: int = 0) -> None:
        self._verb, self._of, self._next = verb, f" of {total}" if total else "", 1000

    def __call__(self, done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{self._verb} {done}{self._of} rows", end="", file=sys.stderr, flush=True)
        elif done >= self._next:
            print(f"{self._verb} {done}{self._of} rows", file=sys.stderr, flush=True)
            self._next += 1000


def _say(lines: Iterable[str]) -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for line in lines:
        print(line)
