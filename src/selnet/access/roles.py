"""Roles are plain classes: a name, a paragraph that says what the person may do, and the permissions.

A role is held at an institution (network.Membership) and stored by its slug, never by its Python path, so that a class may be
renamed without touching data. A role held at the network's own office reaches every institution of the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from .permissions import Permission as P

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CARE = frozenset({P.PATIENT_VIEW, P.PATIENT_BREAK_GLASS, P.ENTRY_EDIT, P.EXECUTION_RECORD})
EXPERT = frozenset({P.CASE_ANSWER, P.BOARD_TAKE_PART})


class Role:
    slug: ClassVar[str]
    label: ClassVar[StrOrPromise]
    prose: ClassVar[StrOrPromise]
    permissions: ClassVar[frozenset[P]]
    discipline: ClassVar[str] = ""


class ReferringClinician(Role):
    slug = "referring_clinician"
    label = _("Referring clinician")
    prose = _(
        "Treats patients at their own institution: opens the patient, keeps the record, opens the identity with a reason, "
        "records consent, asks the network for an opinion and later says whether the advice was carried out."
    )
    permissions = CARE | {P.PATIENT_CREATE, P.IDENTITY_OPEN, P.CONSENT_RECORD, P.CASE_OPEN}


class CentreCoordinator(Role):
    slug = "centre_coordinator"
    label = _("Centre coordinator")
    prose = _(
        "Receives the cases sent to the reference centre: accepts, asks for more, redirects, assigns experts, prepares the "
        "board. Also works on the patients of the own centre and invites colleagues to it."
    )
    permissions = CARE | {
        P.PATIENT_CREATE, P.IDENTITY_OPEN, P.CONSENT_RECORD, P.CASE_OPEN, P.CASE_TRIAGE, P.CASE_ANSWER, P.BOARD_PREPARE,
        P.BOARD_TAKE_PART, P.MEMBER_INVITE,
    }  # fmt: skip


class Pathologist(Role):
    slug = "pathologist"
    label = _("Pathologist")
    prose = _("Answers cases and reads tissue, takes part in boards, and sees the patients of the own institution.")
    permissions = CARE | EXPERT
    discipline = "pathology"


class Radiologist(Role):
    slug = "radiologist"
    label = _("Radiologist")
    prose = _("Answers cases and reads images, takes part in boards, and sees the patients of the own institution.")
    permissions = CARE | EXPERT
    discipline = "radiology"


class Surgeon(Role):
    slug = "surgeon"
    label = _("Surgeon")
    prose = _("Answers cases, takes part in boards, treats and records patients of the own institution.")
    permissions = CARE | EXPERT | {P.PATIENT_CREATE, P.CASE_OPEN, P.IDENTITY_OPEN, P.CONSENT_RECORD}
    discipline = "surgery"


class MedicalOncologist(Role):
    slug = "medical_oncologist"
    label = _("Medical oncologist")
    prose = _("Answers cases, takes part in boards, treats and records patients of the own institution.")
    permissions = Surgeon.permissions
    discipline = "medical_oncology"


class RadiationOncologist(Role):
    slug = "radiation_oncologist"
    label = _("Radiation oncologist")
    prose = _("Answers cases, takes part in boards, treats and records patients of the own institution.")
    permissions = Surgeon.permissions
    discipline = "radiation_oncology"


class BoardChair(Role):
    slug = "board_chair"
    label = _("Board chair")
    prose = _("Leads a tumour board: prepares the agenda, records what was decided and signs it after proving who they are.")
    permissions = CARE | EXPERT | {P.BOARD_PREPARE, P.BOARD_SIGN}


class DataManager(Role):
    slug = "data_manager"
    label = _("Data manager")
    prose = _("Enters, imports and verifies the data of the own institution's patients. Does not see who they are.")
    permissions = frozenset({P.PATIENT_VIEW, P.PATIENT_CREATE, P.ENTRY_EDIT, P.ENTRY_VERIFY, P.ENTRY_IMPORT})


class Statistician(Role):
    slug = "statistician"
    label = _("Statistician")
    prose = _("At the network's office, reads the pseudonymous records of those who agreed to the registry. Changes nothing.")
    permissions = frozenset({P.STUDY_READ})


class BiobankManager(Role):
    slug = "biobank_manager"
    label = _("Biobank manager")
    prose = _("Keeps the samples of the own institution's patients.")
    permissions = frozenset({P.PATIENT_VIEW, P.ENTRY_EDIT})


class Educator(Role):
    slug = "educator"
    label = _("Educator")
    prose = _("Prepares teaching. Sees no patient.")
    permissions = frozenset()


class NationalCoordinator(Role):
    slug = "national_coordinator"
    label = _("National coordinator")
    prose = _("Keeps the institutions and people of the network in one country. Sees no patient.")
    permissions = frozenset({P.MEMBER_INVITE})


class NetworkAdministrator(Role):
    slug = "network_administrator"
    label = _("Network administrator")
    prose = _("Keeps countries, institutions, people and their roles. Sees no patient.")
    permissions = frozenset({P.NETWORK_MANAGE, P.MEMBER_INVITE})


class DataProtectionOfficer(Role):
    slug = "data_protection_officer"
    label = _("Data-protection officer")
    prose = _(
        "Reviews the audit trail of the own institution (at the network's office: of all), is told of every emergency access "
        "and ends it. Sees who looked at which pseudonym, never the record."
    )
    permissions = frozenset({P.AUDIT_REVIEW})


class PolicyReader(Role):
    slug = "policy_reader"
    label = _("Policy reader")
    prose = _("Reads published indicators. Sees no patient.")
    permissions = frozenset()


ROLES: dict[str, type[Role]] = {
    role.slug: role
    for role in (
        ReferringClinician, CentreCoordinator, Pathologist, Radiologist, Surgeon, MedicalOncologist, RadiationOncologist,
        BoardChair, DataManager, Statistician, BiobankManager, Educator, NationalCoordinator, NetworkAdministrator,
        DataProtectionOfficer, PolicyReader,
    )
}  # fmt: skip

# Whoever holds one of these sees patients, so a second factor is compulsory for them.
SEES_PATIENTS = frozenset({P.PATIENT_VIEW, P.STUDY_READ, P.AUDIT_REVIEW, P.CASE_ANSWER, P.CASE_TRIAGE})


def sees_patients(role: str) -> bool:
    return bool(ROLES[role].permissions & SEES_PATIENTS)


def roles_with(permission: P) -> list[str]:
    """The slugs of the roles that hold the permission."""
    return [slug for slug, role in ROLES.items() if permission in role.permissions]
