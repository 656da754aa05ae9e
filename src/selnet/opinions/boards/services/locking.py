"""Waiting in turn for a meeting."""

from uuid import UUID

from selnet.access.api import Refused
from selnet.opinions.boards.models import Meeting


def locked_meeting(meeting_id: UUID) -> Meeting:
    """The meeting for changing: whatever touches its agenda waits here."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board__institution").filter(pk=meeting_id).first()
    if meeting is None:
        raise Refused("meeting")
    return meeting
