"""Who may be asked: experts of the centre and of the other reference centres, by discipline and by group of entities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.utils import timezone

from selnet.access.api import ROLES, Permission, roles_with
from selnet.logic.api import Facts
from selnet.network.api import Institution, Membership, Person, zone_of
from selnet.opinions.cases.models import Case
from selnet.packs.api import Pack


@dataclass(frozen=True)
class Expert:
    """Somebody who may be asked. `knows` is true when their expertise holds the patient's group of entities."""

    person: Person
    institution: Institution
    discipline: str
    here: bool
    knows: bool
    asked: bool = False
    load: int = 0

    @property
    def expertise(self) -> str:
        """The groups of tumours that they know, as the pack calls them."""
        return ", ".join(group.replace("_", " ") for group in self.person.expertise)

    @property
    def local_time(self) -> datetime:
        """What their clock shows now."""
        return timezone.now().astimezone(zone_of(self.person.time_zone))


def entity_groups(pack: Pack, facts: Facts) -> frozenset[str]:
    """The groups of the tumours that the record names, whatever the forms that name them are called."""
    codes = (
        facts.value(field.name, field.form, instance)
        for field in pack.fields.values()
        if field.terms == "entities" and pack.forms[field.form].written_by != "case"
        for instance in facts.instances(field.form)
    )
    terms = (pack.entities.get(code) for code in codes if isinstance(code, str))
    return frozenset(term["group"] for term in terms if term is not None and term["group"])


def experts_for(case: Case, groups: frozenset[str]) -> list[Expert]:
    """Everybody who may be asked, those who know this tumour first, then those of the centre, then by load."""
    asked = set(case.assignments.values_list("person_id", flat=True))
    found = [replace(expert, asked=expert.person.pk in asked) for expert in _people(case.to_institution_id, groups)]
    loads = open_assignments(expert.person.pk for expert in found)
    found = [replace(expert, load=loads.get(expert.person.pk, 0)) for expert in found]
    return sorted(found, key=lambda e: (not e.knows, not e.here, e.load, e.person.name))


def _people(centre_id: int | None, groups: frozenset[str]) -> Iterable[Expert]:
    """One row a person and discipline; the membership at the centre wins over one elsewhere."""
    memberships = Membership.objects.filter(
        ended_at=None,
        role__in=roles_with(Permission.CASE_ANSWER),
        person__is_active=True,
        institution__kind=Institution.Kind.REFERENCE_CENTRE,
        institution__closed_on=None,
    ).select_related("person", "institution__country")
    seen: dict[tuple[int, str], Expert] = {}
    for held in sorted(memberships, key=lambda m: m.institution_id != centre_id):
        for discipline in held.person.disciplines or [ROLES[held.role].discipline]:
            knows = bool(groups & set(held.person.expertise))
            expert = Expert(held.person, held.institution, discipline, held.institution_id == centre_id, knows)
            seen.setdefault((held.person_id, discipline), expert)
    return [expert for expert in seen.values() if expert.discipline]


def by_discipline(experts: Iterable[Expert], pack: Pack) -> Mapping[str, list[Expert]]:
    """In the order in which the pack names the disciplines; others last."""
    groups: dict[str, list[Expert]] = defaultdict(list)
    for expert in experts:
        groups[expert.discipline].append(expert)
    order = {each.id: place for place, each in enumerate(pack.board.disciplines)}
    return dict(sorted(groups.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def open_assignments(people: Iterable[int]) -> dict[int, int]:
    """How many opinions each still owes, over the whole network: counts only, so it needs no right to see the cases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, owed FROM case_open_assignments(%s)", [list(set(people))])
        return {person: owed for person, owed in cursor.fetchall()}
