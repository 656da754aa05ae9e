"""The list of patients, finding one, opening a new one."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Max, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from selnet.access.api import Actor, ActorRequest, Permission, Refused, UserError, requires, show_at_field
from selnet.record import identities, patients, pseudonyms
from selnet.record.forms.patients import FindForm, NewPatientForm
from selnet.record.headlines import headlines
from selnet.record.knowledge import pack_of
from selnet.record.models import Patient
from selnet.record.selectors import patients_visible_to

PAGE = 25


def patient_list(request: ActorRequest) -> HttpResponse:
    """Patients whom the actor sees, those with the newest entry first."""
    _check_can_look(request.actor)
    return _list(request, FindForm())


@require_POST
def find(request: ActorRequest) -> HttpResponse:
    """By pseudonym or local record number, sent as POST so that neither stands in an address or a log."""
    _check_can_look(request.actor)
    form = FindForm(request.POST)
    if form.is_valid():
        found = _found(request.actor, form.cleaned_data["wanted"])
        if found is not None:
            return redirect("record:patient", found.pk)
        form.add_error("wanted", _("No patient whom you may see has this pseudonym or number. Check each letter and digit."))
    return _list(request, form, status=422)


def _check_can_look(actor: Actor) -> None:
    """Whose role sees patients. Reviewers of the trail do not: they see what was done with a pseudonym, never a record."""
    if not (actor.can(Permission.PATIENT_VIEW) or actor.can(Permission.STUDY_READ)):
        raise Refused("patients")


def _found(actor: Actor, wanted: str) -> Patient | None:
    pseudonym = pseudonyms.read(wanted, pack_of(settings.SELNET_PACK).prefix)
    seen = patients_visible_to(actor).filter(pseudonym=pseudonym).first() if pseudonym else None
    return seen or identities.patient_with_local_number(actor, wanted)


def _list(request: ActorRequest, form: FindForm, status: int = 200) -> HttpResponse:
    actor = request.actor
    own = Q(institution_id__in=actor.institutions_with(Permission.PATIENT_VIEW))
    seen = patients_visible_to(actor)
    where = request.GET.get("where", "")
    page = Paginator(_sorted(_where(seen, own, where)), PAGE).get_page(request.GET.get("page"))
    lines = headlines(page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": [(patient, lines[patient.pk]) for patient in page.object_list],
        "filters": _filters(where, seen.filter(own).count(), seen.exclude(own).count()),
        "may_open": actor.can(Permission.PATIENT_CREATE),
        "may_break_glass": actor.can(Permission.PATIENT_BREAK_GLASS),
    }
    return render(request, "record/patients.html", context, status=status)


def _where(seen: QuerySet[Patient], own: Q, where: str) -> QuerySet[Patient]:
    return {"own": seen.filter(own), "shared": seen.exclude(own)}.get(where, seen)


def _sorted(found: QuerySet[Patient]) -> QuerySet[Patient]:
    newest = found.annotate(last_saved=Max("entries__saved_at")).select_related("institution")
    return newest.order_by(F("last_saved").desc(nulls_last=True), "-created_at", "pk")


def _filters(where: str, own: int, shared: int) -> list[dict[str, object]]:
    kinds = [("", _("All"), own + shared), ("own", _("My institution"), own), ("shared", _("Shared with me"), shared)]
    return [
        {"label": label, "url": f"?where={key}" if key else "?", "current": where == key, "count": count}
        for key, label, count in kinds
    ]


@requires(Permission.PATIENT_CREATE)
def new_patient(request: ActorRequest) -> HttpResponse:
    """Opens a patient; warns when the local record number is known already."""
    places = request.actor.institutions_with(Permission.PATIENT_CREATE)
    names = bool(request.actor.institutions_with(Permission.IDENTITY_OPEN))
    form = NewPatientForm(request.POST or None, places=places, names=names, initial={"new_id": uuid4()})
    same = None
    if request.method == "POST" and form.is_valid():
        same = _same_number(request.actor, form)
        if same is None:
            try:
                patient = patients.open(
                    actor=request.actor,
                    institution_id=form.cleaned_data["institution"].pk,
                    identity=form.identity(),
                    new_id=form.cleaned_data["new_id"],
                )
            except UserError as error:
                show_at_field(form, error)
            else:
                messages.success(request, _("The patient is open. The pseudonym is %(code)s.") % {"code": patient.pseudonym})
                return redirect("record:new_entry", patient.pk, _first_form(patient))
    context = {"form": form, "same": same, "crumbs": [(_("Patients"), reverse("record:patients"))]}
    return render(request, "record/new_patient.html", context, status=422 if form.is_bound else 200)


def _same_number(actor: Actor, form: NewPatientForm) -> Patient | None:
    """The patient who has this local record number already, unless the person says that it is somebody else."""
    number = form.cleaned_data.get("local_number", "")
    if form.cleaned_data["same_number"]:
        return None
    found = identities.patient_with_local_number(actor, number)
    return None if found is None or found.pk == form.cleaned_data["new_id"] else found


def _first_form(patient: Patient) -> str:
    return next(form.id for form in pack_of(patient).forms.values() if form.written_by == "person")
