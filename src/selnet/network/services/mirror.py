"""The mirror of roles that the database's own rules read."""

from collections.abc import Mapping, Sequence

from selnet.network.models import RolePermission


def mirror_role_permissions(roles: Mapping[str, Sequence[str]]) -> None:
    """Writes what each role may do where the database's own rules read it. Run by the owner of the tables only."""
    wanted = {(role, permission) for role, permissions in roles.items() for permission in permissions}
    known = {(row.role, row.permission): row for row in RolePermission.objects.all()}
    RolePermission.objects.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
    RolePermission.objects.bulk_create(
        RolePermission(role=role, permission=permission) for role, permission in sorted(wanted - known.keys())
    )
