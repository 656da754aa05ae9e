"""What was said and what was done in a case."""

from selnet.opinions.cases.models import Assignment, Case, CaseStep, Message


def messages_of(case: Case) -> list[Message]:
    return list(Message.objects.filter(case=case).select_related("author").order_by("at"))


def steps_of(case: Case) -> list[CaseStep]:
    return list(CaseStep.objects.filter(case=case).select_related("by").order_by("at"))


def assignments_of(case: Case) -> list[Assignment]:
    found = Assignment.objects.filter(case=case).select_related("person", "entry").order_by("discipline", "assigned_at")
    return list(found)
