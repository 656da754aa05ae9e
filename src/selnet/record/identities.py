"""Who a patient is: read and written only at the treating centre, with a reason, on the trail."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.audit.api import record

from . import vault
from .models import Identity, Patient

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
def write(*, actor: Actor, patient: Patient, identity: Mapping[str, str]) -> None:
    """Seals the identity. Blank fields are not kept."""
    actor.require(Permission.IDENTITY_OPEN, patient.institution_id)
    unknown = set(identity) - set(FIELDS)
    assert not unknown, f"no such identity field: {unknown}"
    keys = keyring()
    values = {field: text.strip() for field, text in identity.items() if text.strip()}
    sealed = {f: vault.seal(keys, text, table=TABLE, record=patient.pk, field=f) for f, text in values.items()}
    found = Identity.objects.filter(patient=patient).first() or Identity(patient=patient)
    found.sealed = sealed
    found.number_index = vault.index(keys, values["local_number"]) if "local_number" in values else ""
    found.changed_at = timezone.now()
    found.save()
    record(
        actor, "record.identity.written", kind="patient", id=patient.pk, patient_id=patient.pk,
        institution_id=patient.institution_id, fields=sorted(sealed),
    )  # fmt: skip


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
        identity.sealed = {
            field: vault.rewrap(keys, value, table=TABLE, record=identity.pk, field=field)
            for field, value in identity.sealed.items()
        }
        identity.save(update_fields=["sealed"])
        count += 1
    record(actor, "record.vault.rotated", kind="vault", id=keys.current, count=count)
    return count
