from django.http import HttpResponse
from django.shortcuts import render

from selnet.access.api import ROLES, ActorRequest, Permission, sees_patients
from selnet.network.permission_words import PERMISSION_WORDS


def roles_page(request: ActorRequest) -> HttpResponse:
    """Who may do what: the roles as the code holds them, for a data-protection officer to read and sign."""
    groups = [(name, [(words, _holders(permission)) for permission, words in rows]) for name, rows in PERMISSION_WORDS]
    roles = [(role, sees_patients(slug)) for slug, role in ROLES.items()]
    return render(request, "network/roles.html", {"roles": roles, "groups": groups})


def _holders(permission: Permission) -> list[str]:
    return [str(role.label) for role in ROLES.values() if permission in role.permissions]
