"""Who a patient is: read and written only at the treating centre, with a reason, on the trail."""

from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.audit.api import record

from . import vault
from .models import FormerIdentity, Identity, Patient

TABLE = "record_identity"
FIELDS = ("family_name", "given_names", "birth_date", "local_number", "phone")


@lru_cache(maxsize=2)
def _loaded(changed: float) -> vault.Keyring:
    return vault.Keyring.load(settings.VAULT_KEYS)


def keyring() -> vault.Keyring:
    path = settings.VAULT_KEYS
    return _loaded(path.stat().st_mtime if path.exists() else 0.0)


def make_keys() -> None:
    """The key file of a new installation. One that lost its file must restore it: identities without keys are refused."""
    vault.make_keys(settings.VAULT_KEYS)


@transaction.atomic
def write(*, actor: Actor, patient: Patient, identity: Mapping[str, str], as_of: str | None = None) -> None:
    """Seals the identity; blank fields are not kept. What it was is kept, sealed, by the database.

    `as_of`: what the page was opened on (`opened_on`), so that a stale tab changes nothing. Raises UserError.
    """
    actor.require(Permission.IDENTITY_OPEN, patient.institution_id)
    unknown = set(identity) - set(FIELDS)
    assert not unknown, f"no such identity field: {unknown}"
    keys = keyring()
    values = {field: text.strip() for field, text in identity.items() if text.strip()}
    sealed = {f: vault.seal(keys, text, table=TABLE, record=patient.pk, field=f) for f, text in values.items()}
    found = Identity.objects.select_for_update().filter(patient=patient).first()
    if as_of is not None and as_of != opened_on(found):
        raise UserError(_("Somebody else changed the identity meanwhile. Nothing was saved: open it again, then change it."))
    if not sealed:
        raise UserError(_("Write at least one of them. What was recorded stays."))
    found = found or Identity(patient=patient)
    found.sealed = sealed
    found.number_index = vault.index(keys, values["local_number"]) if "local_number" in values else ""
    found.changed_at = timezone.now()
    found.save()
    record(
        actor, "record.identity.written", kind="patient", id=patient.pk, patient_id=patient.pk,
        institution_id=patient.institution_id, fields=sorted(sealed),
    )  # fmt: skip


def opened_on(identity: Identity | None) -> str:
    """The state of an identity that a page was opened on, without anything of its content."""
    return identity.changed_at.isoformat() if identity else ""


def state_of(patient: Patient) -> str:
    return opened_on(Identity.objects.filter(patient=patient).first())


@transaction.atomic
def read(*, actor: Actor, patient: Patient, reason: str) -> dict[str, str]:
    """Opens the identity; the reason is on the trail. Raises vault.VaultError when a value does not open."""
    actor.require(Permission.IDENTITY_OPEN, patient.institution_id)
    if len(reason.strip()) < 5:
        raise UserError(_("Say in a few words why you open the name, for example: phone call to the patient."), field="reason")
    found = Identity.objects.filter(patient=patient).first()
    record(
        actor, "record.identity.read", kind="patient", id=patient.pk, patient_id=patient.pk,
        institution_id=patient.institution_id, reason=reason.strip()[:200],
    )  # fmt: skip
    if found is None:
        return {}
    keys = keyring()
    return {
        field: vault.open_sealed(keys, value, table=TABLE, record=patient.pk, field=field)
        for field, value in found.sealed.items()
    }


def keyed_hash(value: str) -> str:
    """A hash by which this installation knows the value again, and nobody without its key guesses it."""
    return vault.index(keyring(), value)


def patient_with_local_number(actor: Actor, number: str) -> Patient | None:
    """The actor's own patient with this local record number, found by its keyed hash."""
    if not actor.institutions_with(Permission.IDENTITY_OPEN) or not number.strip():
        return None
    places = actor.institutions_with(Permission.IDENTITY_OPEN)
    found = Identity.objects.filter(
        number_index=vault.index(keyring(), number), patient__institution_id__in=places
    ).select_related("patient")
    first = found.first()
    return first.patient if first else None


@transaction.atomic
def rotate(*, actor: Actor) -> int:
    """Makes a new key and seals every data key under it. Returns how many identities were sealed anew. The new key is on disk
    before the first value uses it; when anything fails, the old keys still open everything."""
    if actor.kind != "system":
        raise Refused("only the operator rotates keys")
    keys = keyring().with_new_key()
    keys.save(settings.VAULT_KEYS)
    count = 0
    for identity in Identity.objects.select_for_update().order_by("pk").iterator(chunk_size=200):
        identity.sealed = _under(keys, identity.pk, identity.sealed)
        identity.save(update_fields=["sealed"])
        count += 1
    for former in FormerIdentity.objects.select_for_update().order_by("pk").iterator(chunk_size=200):
        former.sealed = _under(keys, former.patient_id, former.sealed)
        former.save(update_fields=["sealed"])
    record(actor, "record.vault.rotated", kind="vault", id=keys.current, count=count)
    return count


def _under(keys: vault.Keyring, patient_id: UUID, sealed: dict[str, vault.Sealed]) -> dict[str, vault.Sealed]:
    """The same sealed values with their data keys under the current key."""
    return {field: vault.rewrap(keys, value, table=TABLE, record=patient_id, field=field) for field, value in sealed.items()}
