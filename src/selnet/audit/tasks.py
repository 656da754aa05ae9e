"""What the trail does by itself."""

from procrastinate.contrib.django import app

from .anchors import anchor


@app.periodic(cron="17 2 * * *")
@app.task(name="audit.anchor_daily", queueing_lock="audit.anchor_daily")
def anchor_daily(timestamp: int) -> None:
    """Writes the head of the chain outside the database, every night."""
    anchor()
