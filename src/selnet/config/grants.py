"""What the two serving roles may do with the tables. Run by `selnet migrate` after every migration.

Tables of the platform: read, insert, update; never delete, for nothing is lost. Append-only tables: read and insert. Tables of
libraries (sessions, sign-in, jobs, cache) may be deleted from, for they hold no fact.
"""

from django.apps import apps
from django.db import connection

from selnet.access.api import ROLES
from selnet.network.api import mirror_role_permissions

SERVING = "selnet_app, selnet_worker"
WRITTEN_BY_DATABASE = ("audit_chainhead", "record_entryversion", "network_rolepermission", "django_migrations")
DRAFTS = ("boards_modalitydecision", "boards_attendance")  # rows of an unsigned decision; a trigger keeps signed ones


def apply() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {SERVING}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {SERVING}")
        # functions with their definer's rights are for the two roles, not for whoever else may reach the server; and neither
        # role needs temporary tables
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {SERVING}")
        cursor.execute("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC")
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {connection.ops.quote_name(connection.settings_dict['NAME'])} FROM PUBLIC")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'REVOKE ALL ON "{table}" FROM {SERVING}')
            cursor.execute(f'GRANT {", ".join(_verbs(table))} ON "{table}" TO {SERVING}')
    mirror_role_permissions({slug: sorted(role.permissions) for slug, role in ROLES.items()})


def _own_tables() -> frozenset[str]:
    return frozenset(
        model._meta.db_table for app in apps.get_app_configs() if app.name.startswith("selnet.") for model in app.get_models()
    )


def append_only() -> frozenset[str]:
    return frozenset(table for app in apps.get_app_configs() for table in getattr(app, "append_only", ()))


def _verbs(table: str) -> list[str]:
    if table in WRITTEN_BY_DATABASE:
        return ["SELECT"]
    if table in append_only():
        return ["SELECT", "INSERT"]
    if table in _own_tables() and table not in DRAFTS:
        return ["SELECT", "INSERT", "UPDATE"]
    return ["SELECT", "INSERT", "UPDATE", "DELETE"]
