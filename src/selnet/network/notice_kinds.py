"""The kinds of notice, each registered by the package that tells it.

A kind's words are fixed and translated; they say what sort of thing happened, never to whom. The value is behind the link.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

EACH, DIGEST, NONE = "each", "digest", "none"
SETTINGS = (EACH, DIGEST, NONE)


@dataclass(frozen=True, slots=True)
class NoticeKind:
    kind: str
    title: str | Promise
    sentence: str | Promise
    urgent: bool

    @property
    def usual_setting(self) -> str:
        """How it is mailed to somebody who has not said otherwise."""
        return EACH if self.urgent else DIGEST


NOTICE_KINDS: dict[str, NoticeKind] = {}


def register_notice(kind: str, title: str | Promise, sentence: str | Promise, urgent: bool) -> None:
    """Called in AppConfig.ready of the package that owns the kind, e.g. `cases.sent`."""
    if kind in NOTICE_KINDS:
        raise ValueError(f"notice kind registered twice: {kind}")
    NOTICE_KINDS[kind] = NoticeKind(kind, title, sentence, urgent)


def setting_of(settings: dict[str, str], kind: str) -> str:
    """each, digest or none: how a person with these settings gets this kind by mail. In the platform all are shown."""
    chosen = settings.get(kind, "")
    return chosen if chosen in SETTINGS else NOTICE_KINDS[kind].usual_setting
