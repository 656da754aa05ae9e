"""The people of the scene at their browsers, and what stands in the tables while they ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from addresses import Asked
from allauth.usersessions.models import UserSession
from cast_and_rules import EVERYBODY
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from scene import Scene

from cast import signed_in
from roles import as_role

Contents = dict[str, tuple[int, int]]  # rows of a table, and a sum over what stands in them


class Asking:
    """The people of the scene at their browsers, and nobody at one more."""

    def __init__(self, scene: Scene) -> None:
        assert set(scene.cast.people) == EVERYBODY
        self.scene = scene
        self.browsers = {name: signed_in(person) for name, person in scene.cast.people.items()}
        self.nobody = Client()
        for browser in self.browsers.values():
            browser.get(reverse("network:me"))  # from here on the session is listed
        elsewhere = signed_in(scene.cast.ana)  # a second browser, which she may sign out from the first
        elsewhere.get(reverse("network:me"))
        key = elsewhere.session.session_key
        scene.common["session_id"] = UserSession.objects.get(user=scene.cast.ana, session_key=key).pk
        assert self.standing  # read now, before anybody asks

    def ask(self, browser: Client, method: str, asked: Asked, address: str = "") -> HttpResponseBase:
        address = address or asked.address(self.scene)
        answer: HttpResponseBase = browser.get(address) if method == "GET" else browser.post(address, asked.body(self.scene))
        if answer.streaming:
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        return answer

    @cached_property
    def standing(self) -> Contents:
        """What stands in the tables before anybody asks."""
        return self.contents()

    @cached_property
    def own_tables(self) -> list[str]:
        ours = [app for app in apps.get_app_configs() if app.name.startswith("selnet.")]
        return sorted(model._meta.db_table for app in ours for model in app.get_models(include_auto_created=True))

    def contents(self) -> Contents:
        """Of every table of ours."""
        parts = [
            f"SELECT '{name}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {name} t" for name in self.own_tables
        ]
        with as_role("selnet_owner"), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts))
            return {name: (count, total) for name, count, total in cursor.fetchall()}


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
