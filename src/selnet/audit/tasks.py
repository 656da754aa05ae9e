"""What the trail does by itself."""

from procrastinate.contrib.django import app

from .anchors import anchor


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="audit-anchor", pass_context=False)
def anchor_daily(timestamp: int) -> None:
    """Writes the head of the chain outside the database, every night."""
    anchor()
