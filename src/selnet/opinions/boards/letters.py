"""The letter of a decision: its data, and the PDF that typst draws from it. Reads only; services keep what is made."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from babel.dates import format_date
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from selnet.network.api import zone_of
from selnet.packs.api import Pack, titles

from .letter_text import printable
from .models import Addendum, Decision, ModalityDecision
from .quorum import quorum_as_signed

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "letter.typ"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]  # accessible, and still readable in fifty years
LANGUAGES = ("en", "es", "pt")


@dataclass(frozen=True)
class LetterContent:
    """What a letter is made of. `decision` comes with item.meeting.board.institution, patient and signed_by."""

    decision: Decision
    modalities: Sequence[ModalityDecision]
    addenda: Sequence[Addendum]
    question: str
    pack: Pack


def make_letter(content: LetterContent, language: str) -> bytes:
    """The PDF. Text that people typed is data of the template, never a part of it."""
    data, unshown = printable(letter_data(content, language))
    data["has_unshown"] = unshown
    made = typst.compile(
        str(TEMPLATE),
        sys_inputs={"letter": json.dumps(data)},
        pdf_standards=[*STANDARDS],
        ignore_system_fonts=True,
        timestamp=_as_of(content).replace(microsecond=0),
    )
    assert isinstance(made, bytes)
    return made


def _as_of(content: LetterContent) -> datetime:
    """When what the letter says was last added to: the same content makes the same file."""
    return max([content.decision.signed_at or content.decision.saved_at, *(a.added_at for a in content.addenda)])


@cache
def words_in(language: str) -> Mapping[str, str]:
    words: dict[str, dict[str, str]] = json.loads((FOLDER / "letter_words.json").read_text())
    return words[language]


def letter_data(content: LetterContent, language: str) -> dict[str, Any]:
    words, decision = words_in(language), content.decision
    meeting = decision.item.meeting
    signer = decision.signed_by.name if decision.signed_by else ""
    signed_at = decision.signed_at or decision.saved_at
    return {
        "lang": language,
        "words": dict(words),
        "title": words["title"],
        "board": meeting.board.name,
        "centre": f"{meeting.board.institution.name}, {meeting.board.institution.city}",
        "day": f"{words['sitting']} {_day(meeting.starts_at, meeting.board.time_zone, language)}",
        "pseudonym": decision.patient.pseudonym,
        "question": content.question,
        "summary": decision.summary,
        "rows": _rows(content, language),
        "dissent": _dissent(content, language),
        "seats": _seats(content, language),
        "below_quorum_reason": decision.below_quorum_reason,
        "addenda": [
            {"by": _said(words, a.added_by.name, a.added_at, meeting.board.time_zone, language), "text": a.text}
            for a in content.addenda
        ],
        "sources": _sources(content),
        "signed": words["signed"].format(who=signer, when=_moment(signed_at, meeting.board.time_zone, language)),
        "hash": words["hash"].format(hash=decision.content_hash),
        "verify": settings.BASE_URL + reverse("boards:decision", args=[decision.pk]),
    }


def _rows(content: LetterContent, language: str) -> list[dict[str, str]]:
    words, by_modality = words_in(language), {row.modality: row for row in content.modalities}
    advice = titles(content.pack.board.recommendations, language)
    return [
        {
            "modality": modality.title.in_(language),
            "advice": advice.get(row.recommendation, row.recommendation),
            "detail": row.detail,
            "votes": "" if row.agreed is None else words["votes"].format(agreed=row.agreed, voters=row.voters),
            "guidelines": row.guidelines,
        }
        for modality in content.pack.board.modalities
        if (row := by_modality.get(modality.id))
    ]


def _dissent(content: LetterContent, language: str) -> list[dict[str, str]]:
    modalities = titles(content.pack.board.modalities, language)
    return [
        {"modality": modalities.get(row.modality, row.modality), "text": row.dissent}
        for row in content.modalities
        if row.dissent.strip()
    ]


def _seats(content: LetterContent, language: str) -> list[dict[str, str]]:
    words = words_in(language)
    disciplines = titles(content.pack.board.disciplines, language)
    with override(language):
        seats = quorum_as_signed(content.pack, content.decision.quorum).seats
    return [
        {"title": disciplines.get(seat.discipline, seat.title), "present": str(seat.present) if seat.present else words["nobody"]}
        for seat in seats
        if seat.present or seat.required
    ]


def _sources(content: LetterContent) -> list[dict[str, str]]:
    """Every guideline named by a recommendation, and what the quorum rests on, once, with its citation when the pack has it."""
    named = [name for row in content.modalities for name in split_ids(row.guidelines)]
    named += [seat.source for seat in content.pack.board.quorum if seat.source]
    known = content.pack.sources
    return [{"id": name, "citation": known[name].citation if name in known else ""} for name in dict.fromkeys(named)]


def split_ids(text: str) -> list[str]:
    return [part for part in text.replace(",", " ").split() if part]


def _said(words: Mapping[str, str], who: str, when: datetime, zone: str, language: str) -> str:
    return words["addendum_by"].format(who=who, when=_moment(when, zone, language))


def _day(moment: datetime, zone: str, language: str) -> str:
    return format_date(moment.astimezone(zone_of(zone)), "long", locale=language)


def _moment(moment: datetime, zone: str, language: str) -> str:
    local = moment.astimezone(zone_of(zone))
    offset = f"{local:%z}"
    return f"{format_date(local, 'long', locale=language)}, {local:%H:%M} (UTC{offset[:3]}:{offset[3:]})"


def letter_title(content: LetterContent, language: str) -> str:
    """Under which the letter stands among the patient's files."""
    meeting = content.decision.item.meeting
    title = f"{words_in(language)['title']}, {_day(meeting.starts_at, meeting.board.time_zone, language)}"
    return title[:120]
