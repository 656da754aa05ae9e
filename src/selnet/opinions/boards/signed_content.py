"""What a signature covers, as canonical JSON, and its hash. Only what the database keeps unchanged after signing."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from .models import Decision, ModalityDecision

FORMAT = 1  # raised when what is covered changes, so that older signatures stay checkable


def content_of(decision: Decision, modalities: Iterable[ModalityDecision]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "decision": str(decision.pk),
        "case": str(decision.case_id),
        "patient": str(decision.patient_id),
        "item": str(decision.item_id),
        "summary": decision.summary,
        "modalities": [_row(row) for row in sorted(modalities, key=lambda row: row.modality)],
        "quorum": dict(decision.quorum),
        "below_quorum_reason": decision.below_quorum_reason,
        "signed_at": _utc(decision.signed_at),
        "signed_by": decision.signed_by_id,
    }


def _row(row: ModalityDecision) -> dict[str, Any]:
    return {
        "modality": row.modality,
        "recommendation": row.recommendation,
        "detail": row.detail,
        "agreed": row.agreed,
        "voters": row.voters,
        "dissent": row.dissent,
        "guidelines": row.guidelines,
    }


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def hash_of(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_intact(decision: Decision, modalities: Iterable[ModalityDecision]) -> bool:
    """Whether what stands now is what was signed."""
    return bool(decision.signed_at) and hash_of(content_of(decision, modalities)) == decision.content_hash
