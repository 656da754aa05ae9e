"""Forms with one row for every modality of the pack: the decision, and whether it was carried out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from selnet.packs.api import Pack, titles
from selnet.ui.api import DayField, active_language

from .limits import PAGE, PARAGRAPH
from .quorum import Quorum
from .selectors.decisions import ModalityLine
from .services.decisions import MOST_VOTERS, Row
from .services.executions import Answer


@dataclass(frozen=True)
class FormRow:
    """One modality with its fields as bound to the form."""

    line: ModalityLine
    fields: dict[str, BoundField]
    needs_eye: bool = False

    @property
    def has_more(self) -> bool:
        """Whether dissent or guidelines are filled in or wrong, so that the fold stays open."""
        return any(self.fields[name].value() or self.fields[name].errors for name in ("dissent", "guidelines"))

    @property
    def errors(self) -> list[str]:
        return [str(error) for field in self.fields.values() for error in field.errors]


def _labelled(field: forms.Field, label: str, css: str, **attrs: str) -> forms.Field:
    field.widget.attrs |= {"aria-label": label, "class": css, **attrs}
    field.label = label
    return field


class DecisionForm(forms.Form):
    """Summary and one row of fields for every modality of the pack."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    mark_optional = False
    NAMES = ("recommendation", "detail", "agreed", "voters", "dissent", "guidelines")

    def __init__(self, *args: Any, pack: Pack, lines: Sequence[ModalityLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        self.fields["summary"] = forms.CharField(
            label=_("Summary"),
            help_text=_("What everybody should have in mind. It is read from the screen and printed in the letter. No name."),
            max_length=PAGE,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6}),
        )
        advice = [("", _("Not said yet")), *titles(pack.board.recommendations, active_language()).items()]
        for line in self.lines:
            self._add_row(line, advice)

    def _add_row(self, line: ModalityLine, advice: Sequence[tuple[str, str]]) -> None:
        name, title = line.modality, line.title
        made = {
            "recommendation": _labelled(
                forms.ChoiceField(choices=advice, required=False), f"{title}: {_('recommendation')}", "nhsuk-select"
            ),
            "detail": _labelled(
                _short_text(),
                f"{title}: {_('detail')}",
                "nhsuk-textarea short",
            ),
            "agreed": _labelled(_votes(), f"{title}: {_('how many agreed')}", "nhsuk-input votes"),
            "voters": _labelled(_votes(), f"{title}: {_('how many voted')}", "nhsuk-input votes"),
            "dissent": _labelled(
                _short_text(),
                f"{title}: {_('dissent')}",
                "nhsuk-textarea short",
            ),
            "guidelines": _labelled(
                forms.CharField(required=False, max_length=200),
                f"{title}: {_('guidelines')}",
                "nhsuk-input",
                list="guideline-ids",
            ),
        }
        for field, control in made.items():
            self.fields[f"{name}-{field}"] = control
            self.initial.setdefault(f"{name}-{field}", getattr(line.row, field, "") if line.row else "")

    def rows(self) -> Iterator[FormRow]:
        """In the pack's order; the first that the board has not settled yet asks for an eye."""
        unsettled = next((line.modality for line in self.lines if not _is_settled(line)), "")
        for line in self.lines:
            fields = {name: self[f"{line.modality}-{name}"] for name in self.NAMES}
            yield FormRow(line, fields, line.modality == unsettled)

    def typed_rows(self, quorum: Quorum | None = None) -> list[Row]:
        """The rows as typed. With a quorum, everybody present has agreed wherever no vote was written down."""
        return [self._row(line.modality, quorum) for line in self.lines]

    def _row(self, modality: str, quorum: Quorum | None) -> Row:
        typed = {name: self.cleaned_data.get(f"{modality}-{name}") for name in self.NAMES}
        agreed, voters = typed["agreed"], typed["voters"]
        if quorum and quorum.present and typed["recommendation"] and agreed is None and voters is None:
            agreed = voters = quorum.present
        return Row(
            modality=modality,
            recommendation=typed["recommendation"] or "",
            detail=typed["detail"] or "",
            agreed=agreed,
            voters=voters,
            dissent=typed["dissent"] or "",
            guidelines=typed["guidelines"] or "",
        )


def _short_text() -> forms.CharField:
    return forms.CharField(required=False, max_length=PARAGRAPH, widget=forms.Textarea(attrs={"rows": "1"}))


def _votes() -> forms.IntegerField:
    return forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_VOTERS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _is_settled(line: ModalityLine) -> bool:
    return line.row is not None and bool(line.row.recommendation) and line.row.agreed is not None


class ExecutionForm(forms.Form):
    """One row for every recommendation: carried out, when, or why not."""

    mark_optional = False
    NAMES = ("outcome", "done_on", "why")

    def __init__(self, *args: Any, pack: Pack, lines: Sequence[ModalityLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if line.row is not None]
        outcomes = [("", _("No answer yet")), *titles(pack.board.execution, active_language()).items()]
        for line in self.lines:
            self._add_row(line, outcomes)

    def _add_row(self, line: ModalityLine, outcomes: Sequence[tuple[str, str]]) -> None:
        made = {
            "outcome": _labelled(
                forms.ChoiceField(choices=outcomes, required=False), f"{line.title}: {_('carried out?')}", "nhsuk-select"
            ),
            "done_on": _labelled(DayField(required=False), f"{line.title}: {_('on which day')}", "nhsuk-input width-8"),
            "why": _labelled(
                _short_text(),
                f"{line.title}: {_('why not, or a remark')}",
                "nhsuk-textarea short",
            ),
        }
        for field, control in made.items():
            self.fields[f"{line.modality}-{field}"] = control
            self.initial.setdefault(f"{line.modality}-{field}", getattr(line.execution, field, "") or "")

    def rows(self) -> Iterator[FormRow]:
        first = next((line.modality for line in self.lines if not line.is_answered), "")
        for line in self.lines:
            yield FormRow(line, {name: self[f"{line.modality}-{name}"] for name in self.NAMES}, line.modality == first)

    def answers(self) -> dict[str, Answer]:
        data = self.cleaned_data
        return {
            line.modality: Answer(
                outcome=data[f"{line.modality}-outcome"],
                why=data[f"{line.modality}-why"] or "",
                done_on=data[f"{line.modality}-done_on"],
            )
            for line in self.lines
        }
