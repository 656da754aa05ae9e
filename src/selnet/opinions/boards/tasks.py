"""Jobs of the queue. Each may run twice, and be killed halfway."""

from procrastinate.contrib.django import app

from selnet.access.api import acting, system

from .services import executions


@app.periodic(cron="17 5 * * *")
@app.task(name="boards.remind_of_executions", queueing_lock="boards.remind_of_executions", retry=3)
def remind_of_executions(timestamp: int) -> None:
    """Once a day: whose advice was signed two weeks ago, or asked about two weeks ago, and has no answer yet."""
    actor = system("execution reminder")
    with acting(actor):
        executions.remind(actor=actor)
