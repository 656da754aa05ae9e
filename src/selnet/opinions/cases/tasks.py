"""Jobs of the queue. Each may run twice, and be killed halfway."""

from procrastinate.contrib.django import app

from selnet.access.api import acting, system

from .services import watching


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.watch_clocks", queueing_lock="cases.watch_clocks", retry=3)
def watch_clocks(timestamp: int) -> None:
    """Every ten minutes: which clocks have run out, which experts should be reminded."""
    with acting(system("late clocks")):
        watching.watch_clocks()
