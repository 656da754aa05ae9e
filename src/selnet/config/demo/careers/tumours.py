"""data/tumours.yaml, read and checked against its own shape."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).resolve().parents[1] / "data"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Staging(_Part):
    sites: list[str]
    t: str
    group: str = ""
    by_mitoses: bool = False
    t_inputs: dict[str, str] = {}
    metastasis: str = "m1"


class Test(_Part):
    term: str
    method: str
    alteration: str
    gene: str
    partner: str = ""
    hgvs: str = ""
    exon: str = ""


class Genotype(_Part):
    weight: float
    genotype: str
    gene: str = ""
    exon: str = ""
    hgvs: str = ""
    term: str = ""


class Regimen(BaseModel):
    """Answers of the form, beside how long it lasts and for which entity it is meant."""

    model_config = ConfigDict(extra="allow", frozen=True)
    weeks: int
    cycles: int | None = None
    only_for: str = Field("", alias="for")

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class Entity(_Part):
    code: str
    weight: float
    sites: dict[str, float]
    age: tuple[float, float]
    grades: dict[str, float] = {}
    fixed_grade: str = ""
    size: float | None = None
    female: bool = False
    superficial: bool = False
    curettage: bool = False
    chemo: bool = False
    dignity: str = "malignant"
    syndrome: str = ""
    positive: list[str] = []
    negative: list[str] = []
    test: Test | None = None
    genotypes: list[Genotype] = []

    @property
    def is_malignant(self) -> bool:
        return self.dignity == "malignant"


class Family(_Part):
    id: str
    share: float
    size_mean_mm: float
    symptom_weeks: float
    relapse: float
    metastatic: float
    entities: list[Entity]
    staging: list[Staging]
    deep: bool = False
    graded_by: str = ""
    scores: dict[str, list[dict[str, str]]] = {}
    risk_table: str = ""
    site_answers: dict[str, dict[str, str]] = {}
    mitoses_field: str = "mitoses"
    risk_answers: dict[str, str] = {}
    genotype_field: str = ""
    local_imaging: dict[str, str]
    plain_film: bool = False
    mimics: list[str] = []
    emergencies: list[str] = []
    perioperative: list[Regimen] = []
    targeted: list[Regimen] = []
    palliative: list[Regimen]

    def staging_at(self, site: str) -> Staging | None:
        return next((each for each in self.staging if site in each.sites), None)

    def modality_at(self, site: str) -> str:
        return self.local_imaging.get(site, self.local_imaging["other"])


def read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@cache
def families() -> dict[str, Family]:
    return {family.id: family for family in map(Family.model_validate, read("tumours.yaml")["families"])}


@cache
def texts() -> dict[str, Any]:
    found: dict[str, Any] = read("texts.yaml")
    return found
