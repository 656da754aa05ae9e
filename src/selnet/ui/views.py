"""The gallery: every component with invented values, the page where the look is judged."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from selnet.ui import gallery_data as data
from selnet.ui import words
from selnet.ui.form_view import FormError
from selnet.ui.lanes.figure import draw_lanes


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Public: it holds no datum of anyone."""
    context = {
        "nav": data.NAV,
        "viewer": data.VIEWER,
        "notices": data.NOTICES,
        "clocks": data.CLOCKS,
        "icons": words.ICONS,
        "filters": data.FILTERS,
        "steps": data.STEPS,
        "sites": data.SITES,
        "margins": data.MARGINS,
        "consents": data.CONSENTS,
        "moment": data.MOMENT,
        "page": Paginator(range(140), 25).page(2),
        "asked": data.ASKED,
        "branch": data.BRANCH,
        "crumbs": [("Worklist", "#worklist"), ("SN-7K3F-92QD", "#patient")],
        "known": [("Radiotherapy", "50 Gy, ended 28 Aug"), ("Histology", "Spindle cell tumour"), ("Report", "4 Nov 2026")],
        "errors": [FormError("g-margin", "Closest margin: enter millimetres")],
        "lanes": draw_lanes(data.LANES, data.EVENTS, data.TODAY, get_language() or "en"),
        "clean_form": data.SampleForm(prefix="clean"),
        "wrong_form": data.wrong_form(),
        "colours": data.COLOURS,
        "type_sizes": [7, 6, 5, 4, 3, 2, 1, 0],
    }
    return render(request, "ui/gallery.html", context)
