"""When things happen: the boards sit on Tuesdays, the next time next week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .stories import Story

TUESDAY = 1
WEEKS_BEFORE = (0, 2, 3, 5)  # next week's meeting, and how many weeks before it the earlier ones sat
MINUTES = 120


@dataclass(frozen=True)
class BoardPlan:
    centre: str
    name: str
    zone: str
    clock: time
    place: str


BOARDS = (
    BoardPlan(
        "sevilla",
        "Comité de Tumores Torre de Poniente",
        "Europe/Madrid",
        time(16, 0),
        "Sala 3 · https://meet.example/torre-poniente",
    ),
    BoardPlan("mexico", "Comité de Tumores del Anáhuac", "America/Mexico_City", time(9, 0), "https://meet.example/anahuac"),
    BoardPlan("saopaulo", "Comitê Vale do Tietê", "America/Sao_Paulo", time(14, 0), "https://meet.example/tiete"),
)


@dataclass(frozen=True)
class Times:
    """The moment at which the network is made, and everything counted from it."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    def meeting(self, centre: str, number: int) -> datetime:
        plan = next(plan for plan in BOARDS if plan.centre == centre)
        next_week = self.today - timedelta(days=self.today.weekday()) + timedelta(days=7 + TUESDAY)
        day = next_week - timedelta(weeks=WEEKS_BEFORE[number])
        return datetime.combine(day, plan.clock, tzinfo=ZoneInfo(plan.zone))

    def opened(self, story: Story) -> datetime:
        """When the case was opened: counted from now, or from the meeting that decided it."""
        base = self.now if not story.meeting else self.meeting(story.centre, story.meeting)
        return base - timedelta(days=story.ago)

    def days_ago(self, story: Story) -> int:
        """Whole days between the opening and today, for the patient's story to end there."""
        return (self.today - self.opened(story).date()).days
