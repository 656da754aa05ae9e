"""Institutions: added and corrected by whoever manages the network. Closed, never removed: records keep their institution."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Refused, UserError
from selnet.audit.api import record
from selnet.network.models import Country, Institution
from selnet.network.rules import can_manage_network


@dataclass(frozen=True, slots=True)
class InstitutionData:
    name: str
    kind: str
    country_id: str
    city: str
    latitude: float
    longitude: float
    time_zone: str
    beds: int | None = None
    closed_on: date | None = None


@transaction.atomic
def add_institution(*, actor: Actor, data: InstitutionData) -> Institution:
    institution = Institution()
    _save(actor, institution, data)
    record(actor, "network.institution.added", kind="institution", id=institution.pk, institution_id=institution.pk,
           name=data.name, place=f"{data.city}, {data.country_id}")  # fmt: skip
    return institution


@transaction.atomic
def change_institution(*, actor: Actor, institution: Institution, data: InstitutionData) -> Institution:
    before = {name: getattr(institution, name) for name in asdict(data)}
    _save(actor, institution, data)
    changed = sorted(name for name, value in asdict(data).items() if before[name] != value)
    if changed:
        record(actor, "network.institution.changed", kind="institution", id=institution.pk,
               institution_id=institution.pk, fields=changed)  # fmt: skip
    return institution


def _save(actor: Actor, institution: Institution, data: InstitutionData) -> None:
    if not can_manage_network(actor):
        raise Refused("manage institutions")
    if not Country.objects.filter(pk=data.country_id).exists():
        raise UserError(_("This country is not in the network yet. Choose another."), field="country_id")
    was_office = institution.pk is not None and institution.kind == Institution.Kind.NETWORK_OFFICE
    if institution.pk and was_office != (data.kind == Institution.Kind.NETWORK_OFFICE):
        # roles held there would suddenly reach, or no longer reach, the whole network
        raise UserError(_("The network's office cannot become another kind, nor another kind the office."), field="kind")
    for name, value in asdict(data).items():
        setattr(institution, name, value)
    try:
        with transaction.atomic():
            institution.save()
    except IntegrityError as error:
        if "institution_named_once_a_country" not in str(error):
            raise
        message = _("This country already has an institution of that name. Open it, or add the city to the name.")
        raise UserError(message, field="name") from None


@transaction.atomic
def add_country(*, actor: Actor, code: str, region: str) -> Country:
    """A country joins the network. Adding it again changes nothing."""
    if not can_manage_network(actor):
        raise Refused("manage countries")
    country, is_new = Country.objects.get_or_create(code=code, defaults={"region": region})
    if is_new:
        record(actor, "network.country.added", kind="country", id=code)
    return country
