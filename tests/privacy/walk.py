"""A patient with values that stand nowhere else, led over HTTP from the first visit to the answer whether the advice was carried
out, with everything written down that leaves the pages: logs, mails, addresses, headers, notices, jobs, calendar, error pages.
"""

import io
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from re import findall
from typing import Any
from uuid import uuid4

import structlog
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from cast import Cast, give_second_factor
from roles import as_role
from selnet.audit.api import AuditEvent
from selnet.network import tasks
from selnet.network.api import Notice, Person
from selnet.opinions.boards.models import AgendaItem, Board, Decision, Meeting
from selnet.opinions.cases.models import Assignment, Case
from selnet.record.api import Patient, pack_of

IDENTITY = {
    "family_name": "Zyxwvutson",
    "given_names": "Qorlando",
    "birth_date": "17/4/1961",
    "local_number": "HV900817K",
    "phone": "+51984555017",
}
NAMES = [value for name, value in IDENTITY.items() if name != "birth_date"] + ["17/4/1961", "1961-04-17", "17 Apr 1961"]
TUMOUR = "Quaggasarkom"  # stands in every text that is typed about the patient
IMAGING = {"imaging_date": "2/6/2026", "modality": "mri", "region": "primary", "imaging_result": "suspicious"}
OPINION = {"opinion_agrees": "partly", "opinion_certainty": "high", "opinion_board_needed": "1",
           "opinion_recommendation": f"{TUMOUR}: review the slides."}  # fmt: skip
MODALITIES = [modality.id for modality in pack_of("sarcoma").board.modalities]
URGENCY = pack_of("sarcoma").cases.urgencies[0].id


@dataclass
class Written:
    """What was written where. `pages` may say everything; all else may say nothing of the patient."""

    pages: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)  # asked for, redirected to, linked to
    headers: list[str] = field(default_factory=list)
    error_pages: list[str] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    calendar: list[str] = field(default_factory=list)


class Browser(Client):
    """Writes down what it asks for and what it gets."""

    def __init__(self, person: Person, written: Written) -> None:
        super().__init__(raise_request_exception=False)
        self.written = written
        give_second_factor(person)
        self.force_login(person)

    def request(self, **asked: Any) -> Any:
        answer = super().request(**asked)
        self.written.addresses.append(f"{asked['PATH_INFO']}?{asked.get('QUERY_STRING', '')}")
        self.written.addresses.append(answer.headers.get("Location", ""))
        self.written.headers += [f"{name}: {value}" for name, value in answer.headers.items()]
        self.written.statuses.append(answer.status_code)
        if not answer.streaming:
            self._read(answer)
        return answer

    def _read(self, answer: HttpResponseBase) -> None:
        page = answer.content.decode()  # type: ignore[attr-defined]
        self.written.pages.append(page)
        if answer.status_code in (400, 403, 404, 405, 500):
            self.written.error_pages.append(page)
        self.written.addresses += [unescape(found) for found in findall(r'(?:href|src|action|hx-\w+)="([^"]*)"', page)]

    def tries(self, address: str, /, *keys: object, **data: Any) -> Any:
        return self.post(reverse(address, args=keys), data)

    def sends(self, address: str, /, *keys: object, **data: Any) -> None:
        answer = self.tries(address, *keys, **data)
        assert answer.status_code == 302, (address, answer.status_code)

    def opens(self, address: str, /, *keys: object) -> Any:
        answer = self.get(reverse(address, args=keys))
        assert answer.status_code == 200, (address, answer.status_code)
        return answer


@dataclass
class Walk:
    cast: Cast
    written: Written
    fault: Callable[[], Any]  # a context in which the patient's page breaks with the patient's values at hand
    patient: Patient = field(init=False)

    def browser(self, name: str) -> Browser:
        return Browser(self.cast.people[name], self.written)

    def only(self, model: Any) -> Any:
        """The one there is of a kind, seen as the platform sees it."""
        with as_role("selnet_worker"):
            return model.objects.get()


def walk(cast: Cast, fault: Callable[[], Any]) -> Walk:
    found = Walk(cast, Written(), fault)
    with as_role("selnet_worker"):
        Person.objects.update(language="en")
        for person in cast.people.values():
            person.language = "en"
    log = _listen(found.written)
    _the_patient(found)
    case = _the_case(found)
    decision = _the_board(found, case)
    _the_answer(found, decision)
    _what_goes_wrong(found, case)
    _what_is_sent(found)
    log()
    return found


def _listen(written: Written) -> Callable[[], None]:
    """Logs as the platform writes them, down to the statements of the database."""
    root = logging.getLogger()
    ours = next(each.formatter for each in root.handlers if isinstance(each.formatter, structlog.stdlib.ProcessorFormatter))
    stream = io.StringIO()
    handler, levels = logging.StreamHandler(stream), {logger: logger.level for logger in (root, logging.getLogger("django"))}
    handler.setFormatter(ours)
    root.addHandler(handler)
    for logger in levels:
        logger.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True

    def end() -> None:
        connection.force_debug_cursor = False
        root.removeHandler(handler)
        for logger, level in levels.items():
            logger.setLevel(level)
        written.logs = stream.getvalue().splitlines()

    return end


def _the_patient(walk: Walk) -> None:
    ana = walk.browser("ana")
    ana.opens("record:new")
    ana.sends("record:new", institution=walk.cast.hospital.pk, new_id=uuid4(), **IDENTITY)
    patient = walk.patient = walk.only(Patient)
    ana.opens("record:patient", patient.pk)
    ana.tries("record:identity", patient.pk, reason="Phone call about the appointment")
    ana.sends("record:find", wanted=IDENTITY["local_number"])
    ana.sends("record:find", wanted=patient.pseudonym)
    ana.tries("record:find", wanted=f"{IDENTITY['local_number']}-unknown")
    ana.tries("record:new", institution=walk.cast.hospital.pk, new_id=uuid4(), **IDENTITY)  # known already
    new = reverse("record:new_entry", args=[patient.pk, "imaging"])
    ana.get(new)
    ana.post(new, {"new_id": uuid4(), "img_conclusion": f"Looks like a {TUMOUR}", **IMAGING})
    ana.post(new, {"new_id": uuid4(), "img_conclusion": TUMOUR, **IMAGING, "imaging_date": f"31/31/{TUMOUR}"})  # nonsense
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 20, 20)).save(out, "PNG")
    file = SimpleUploadedFile(f"{IDENTITY['family_name']}_{TUMOUR}.png", out.getvalue())
    ana.sends("record:add_attachment", patient.pk, file=file, kind="image", title=f"{TUMOUR} of the thigh")
    wrong = SimpleUploadedFile(f"{IDENTITY['family_name']}.pdf", b"MZ\x90\0" + b"\0" * 200)
    ana.tries("record:add_attachment", patient.pk, file=wrong, kind="image", title=TUMOUR)


def _the_case(walk: Walk) -> Case:
    ana, boris, paula = walk.browser("ana"), walk.browser("boris"), walk.browser("paula")
    key = uuid4()
    asked = {"key": key, "version": 0, "reason": "recurrence", "urgency": URGENCY, "question": f"{TUMOUR}: re-excision?",
             "to_institution": walk.cast.centre.pk, "request_summary": f"{TUMOUR} since May"}  # fmt: skip
    ana.sends("cases:new", walk.patient.pk, **asked)
    ana.sends("cases:send", key, version=1, incomplete_reason=f"No MRI of the {TUMOUR}.")
    ana.sends("cases:message", key, key=uuid4(), text=f"The {TUMOUR} grows.")
    boris.get("/")
    boris.sends("cases:accept", key, version=_version(walk))
    boris.opens("cases:assign", key)
    boris.sends("cases:assign", key, version=_version(walk), people=[walk.cast.paula.pk])
    assignment = walk.only(Assignment)
    paula.opens("cases:answer", assignment.pk)
    paula.tries("cases:answer", assignment.pk, **(OPINION | {"opinion_certainty": ""}))
    paula.sends("cases:answer", assignment.pk, **OPINION)
    boris.opens("cases:case", key)
    boris.opens("cases:cases")
    case = walk.only(Case)
    assert case.pk == key
    return case  # type: ignore[no-any-return]


def _version(walk: Walk) -> int:
    return int(walk.only(Case).version)


def _the_board(walk: Walk, case: Case) -> Decision:
    boris, chema = walk.browser("boris"), walk.browser("chema")
    boris.sends("boards:new", institution=walk.cast.centre.pk, name="Thursday board", pack="sarcoma",
                time_zone="Europe/Madrid", minutes_per_case=15)  # fmt: skip
    board = walk.only(Board)
    boris.sends("boards:add_member", board.pk, person=walk.cast.chema.pk, discipline="surgery", is_chair="on")
    day = (timezone.now() + timedelta(days=7)).strftime("%d/%m/%Y")
    boris.sends("boards:schedule", board.pk, day=day, time="16:30", minutes=90, place="Room 4")
    meeting = walk.only(Meeting)
    boris.sends("boards:add_case", meeting.pk, case=case.pk)
    item = walk.only(AgendaItem)
    _calendar(walk, chema)
    chema.sends("boards:open", meeting.pk)
    chema.sends("boards:attendance", meeting.pk, present=[walk.cast.chema.pk])
    chema.opens("boards:meeting", meeting.pk)
    chema.sends("boards:start", item.pk)
    chema.opens("boards:present", item.pk)
    rows = {f"{name}-recommendation": "do" for name in MODALITIES} | {f"{name}-detail": TUMOUR for name in MODALITIES}
    chema.sends("boards:present", item.pk, version=0, summary=f"{TUMOUR} of the thigh", votes="unanimous", **rows)
    _proven(chema)
    chema.sends("boards:sign", item.pk, version=1, reason=f"The pathologist knows the {TUMOUR}.")
    decision = walk.only(Decision)
    assert decision.signed_at
    chema.sends("boards:addendum", decision.pk, key=uuid4(), text=f"The {TUMOUR} was seen again.")
    return decision  # type: ignore[no-any-return]


def _calendar(walk: Walk, chema: Browser) -> None:
    chema.sends("boards:calendar")
    page = chema.opens("boards:calendar").content.decode()
    address = findall(r"/boards/calendar/[\w-]+\.ics", page)[0]
    walk.written.calendar.append(Client().get(address).content.decode())


def _proven(browser: Browser) -> None:
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def _the_answer(walk: Walk, decision: Decision) -> None:
    ana = walk.browser("ana")
    ana.opens("boards:decision", decision.pk)
    ana.opens("boards:executions")
    answers = {f"{name}-outcome": "no_patient" for name in MODALITIES} | {f"{name}-why": TUMOUR for name in MODALITIES}
    ana.sends("boards:answer_executions", decision.pk, **answers)
    with as_role("selnet_worker"):
        letters = [letter.pk for letter in decision.letters.all()]
    for letter in letters:
        assert b"".join(ana.opens("boards:letter", letter).streaming_content).startswith(b"%PDF-")


def _what_goes_wrong(walk: Walk, case: Case) -> None:
    chiara, ana, boris = walk.browser("chiara"), walk.browser("ana"), walk.browser("boris")
    meeting = walk.only(Meeting)
    chiara.get(reverse("record:patient", args=[walk.patient.pk]))
    chiara.tries("cases:message", case.pk, key=uuid4(), text=TUMOUR)
    chiara.sends("record:emergency", pseudonym=walk.patient.pseudonym, reason="Bleeding in our emergency room tonight")
    boris.tries("boards:open", meeting.pk)
    boris.tries("boards:move", meeting.pk, item=walk.only(AgendaItem).pk, to=TUMOUR)
    boris.tries("boards:cancel", meeting.pk, reason=TUMOUR * 40)
    ana.put(reverse("cases:accept", args=[case.pk]), TUMOUR)
    with walk.fault():
        ana.get(reverse("record:patient", args=[walk.patient.pk]))


def _what_is_sent(walk: Walk) -> None:
    """Mails as the worker sends them, and everything that waits in the database to be sent or followed."""
    with as_role("selnet_worker"):
        jobs = list(ProcrastinateJob.objects.all())
        for job in jobs:
            if job.task_name == "network.mail_notice":
                tasks.mail_notice(**job.args)
        tasks.mail_digests(timestamp=0)
        walk.written.jobs = [f"{job.task_name} {job.args} {job.lock} {job.queueing_lock}" for job in jobs]
        walk.written.notices = [f"{notice.kind} {notice.link} {notice.about}" for notice in Notice.objects.all()]
        walk.written.trail = [f"{event.action} {event.object_kind} {event.object_id} {event.details}"
                              for event in AuditEvent.objects.all()]  # fmt: skip
    walk.written.mails = [str(message.message()) + message.subject + str(message.body) for message in mail.outbox]
