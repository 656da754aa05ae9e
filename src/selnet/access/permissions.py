"""Every permission of the platform. A permission says what may be done; where it may be done comes from the membership."""

from enum import StrEnum


class Permission(StrEnum):
    PATIENT_VIEW = "patient.view"
    PATIENT_CREATE = "patient.create"
    PATIENT_BREAK_GLASS = "patient.break_glass"
    IDENTITY_OPEN = "identity.open"
    CONSENT_RECORD = "consent.record"
    ENTRY_EDIT = "entry.edit"
    ENTRY_VERIFY = "entry.verify"
    ENTRY_IMPORT = "entry.import"
    STUDY_READ = "study.read"
    CASE_OPEN = "case.open"
    CASE_TRIAGE = "case.triage"
    CASE_ANSWER = "case.answer"
    BOARD_PREPARE = "board.prepare"
    BOARD_TAKE_PART = "board.take_part"
    BOARD_SIGN = "board.sign"
    EXECUTION_RECORD = "execution.record"
    MEMBER_INVITE = "member.invite"
    NETWORK_MANAGE = "network.manage"
    AUDIT_REVIEW = "audit.review"
