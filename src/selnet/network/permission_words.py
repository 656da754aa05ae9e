"""Every permission in words that somebody outside can read, in groups. A test holds it complete."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from selnet.access.api import Permission as P

PERMISSION_WORDS: tuple[tuple[str | Promise, tuple[tuple[P, str | Promise], ...]], ...] = (
    (
        _("Patients"),
        (
            (P.PATIENT_VIEW, _("See the patients of the institution, under their pseudonym")),
            (P.PATIENT_CREATE, _("Open a patient")),
            (P.IDENTITY_OPEN, _("Open who the patient is, with a reason")),
            (P.CONSENT_RECORD, _("Record the patient's consent")),
            (P.PATIENT_BREAK_GLASS, _("See another patient in an emergency, for a short time and announced")),
            (P.STUDY_READ, _("Read, under pseudonym, the records of those who agreed to the registry")),
        ),
    ),
    (
        _("Records"),
        (
            (P.ENTRY_EDIT, _("Write entries")),
            (P.ENTRY_VERIFY, _("Verify and lock entries")),
            (P.ENTRY_IMPORT, _("Import entries from files")),
        ),
    ),
    (
        _("Opinions"),
        (
            (P.CASE_OPEN, _("Ask for an opinion")),
            (P.CASE_TRIAGE, _("Receive the cases sent to the institution and assign experts")),
            (P.CASE_ANSWER, _("Answer a case when asked")),
            (P.BOARD_PREPARE, _("Prepare a board")),
            (P.BOARD_TAKE_PART, _("Take part in a board")),
            (P.BOARD_SIGN, _("Sign a board's decision")),
            (P.EXECUTION_RECORD, _("Record whether a decision was carried out")),
        ),
    ),
    (
        _("Network"),
        (
            (P.MEMBER_INVITE, _("Invite people and end their roles")),
            (P.NETWORK_MANAGE, _("Manage countries, institutions, people and roles")),
            (P.AUDIT_REVIEW, _("Review the audit trail")),
        ),
    ),
)
