"""T, stage group and risk, asked from the pack's own tables, so that they always agree with size, grade and site."""

from functools import cache

from django.conf import settings

from selnet.packs.api import Table, load

from .model import Tumour


@cache
def _tables() -> dict[str, Table]:
    return dict(load(settings.SELNET_PACKS / settings.SELNET_PACK).tables)


def ask(table: str, wanted: str, **inputs: str | int | float | None) -> str:
    """The table's answer; '' when it gives none."""
    return str(_tables()[table].lookup(inputs).values.get(wanted, ""))


def staged(tumour: Tumour) -> Tumour:
    """The tumour with its T, stage group and class of risk."""
    rules = tumour.family.staging_at(tumour.site)
    if rules is None:
        return tumour
    tumour.t = ask(rules.t, "t", size_mm=tumour.size_mm, **rules.t_inputs) or "tx"
    if rules.group:
        m = rules.metastasis if tumour.metastatic else "m0"
        given: dict[str, str | int | float | None] = {"t": tumour.t, "n": "n0", "m": m}
        if rules.by_mitoses:
            given["mitotic_rate"] = "high" if tumour.mitoses > 5 else "low"
        else:
            given["path_grade"] = tumour.grade or "gx"
        names = {item.name for item in _tables()[rules.group].spec.inputs}
        if "edition" in names:
            given["edition"] = "ajcc8"
        tumour.group = ask(rules.group, "stage_group", **given)
    if tumour.family.risk_table and not tumour.metastatic:
        site = tumour.family.site_answers.get(tumour.site, {})
        tumour.risk = ask(
            tumour.family.risk_table, "risk", path_rupture="none", path_size_mm=tumour.size_mm,
            **{tumour.family.mitoses_field: tumour.mitoses}, **site,
        )  # fmt: skip
    return tumour
