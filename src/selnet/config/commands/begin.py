"""Begin a network: `selnet begin --email … --office …` makes its office and the account of the first administrator."""

import argparse

ROLE = "worker"
REGIONS = ("europe", "latin_america", "elsewhere")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="of the first administrator")
    parser.add_argument("--name", required=True, help="of the first administrator")
    parser.add_argument("--language", choices=["en", "es", "pt"], default="en")
    parser.add_argument("--office", required=True, help="name of the network's office")
    parser.add_argument("--city", required=True)
    parser.add_argument("--country", required=True, help="two letters, such as ES")
    parser.add_argument("--region", required=True, choices=REGIONS)
    parser.add_argument("--latitude", type=float, required=True)
    parser.add_argument("--longitude", type=float, required=True)
    parser.add_argument("--time-zone", required=True, help="such as Europe/Madrid")


def run(args: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse

    from selnet.access.api import UserError, acting, system
    from selnet.network.api import FirstAdministrator, InstitutionData, begin_network

    office = InstitutionData(
        name=args.office, kind="network_office", country_id=args.country.upper(), city=args.city, latitude=args.latitude,
        longitude=args.longitude, time_zone=args.time_zone,
    )  # fmt: skip
    actor = system("selnet begin")
    try:
        validate_email(args.email)
        _check_place(args)
        with acting(actor):
            first = FirstAdministrator(args.email, args.name, args.language)
            begin_network(actor=actor, office=office, region=args.region, first=first)
    except (UserError, ValidationError) as error:
        print(f"{getattr(error, 'message', error)} Nothing was changed.")
        return 1
    page = settings.BASE_URL + reverse("account_reset_password")
    print(f"{args.name} administers the network now, and chooses a password by mail: {page}")
    return 0


def _check_place(args: argparse.Namespace) -> None:
    from zoneinfo import available_timezones

    from selnet.access.api import UserError
    from selnet.network.api import is_country

    if not is_country(args.country.upper()):
        raise UserError(f"--country {args.country}: no such country. Give two letters, such as ES.")
    if args.time_zone not in available_timezones():
        raise UserError(f"--time-zone {args.time_zone}: no such time zone. Give a name such as Europe/Madrid.")
    if not (-90 <= args.latitude <= 90 and -180 <= args.longitude <= 180):
        raise UserError("--latitude lies between -90 and 90, --longitude between -180 and 180.")
