"""The door of network."""

from .demo import DEMO_DOMAIN, DEMO_PASSWORD, DemoAccount, demo_accounts, provide_totp
from .disciplines import discipline_names, disciplines
from .handover import register_handover
from .models import Country, Institution, Membership, Notice, Person
from .notice_kinds import NOTICE_KINDS, register_notice
from .seal import hash_of_secret
from .selectors import actor_for, country_name, is_country, people_anywhere_with, people_everywhere_with, people_with, zone_of
from .services.beginning import FirstAdministrator, begin_network
from .services.institutions import InstitutionData, add_country, add_institution
from .services.memberships import give_role
from .services.mirror import mirror_role_permissions
from .services.notices import tell

__all__ = [
    "DEMO_DOMAIN",
    "DEMO_PASSWORD",
    "NOTICE_KINDS",
    "Country",
    "DemoAccount",
    "FirstAdministrator",
    "Institution",
    "InstitutionData",
    "Membership",
    "Notice",
    "Person",
    "actor_for",
    "add_country",
    "add_institution",
    "begin_network",
    "country_name",
    "demo_accounts",
    "discipline_names",
    "disciplines",
    "give_role",
    "hash_of_secret",
    "is_country",
    "mirror_role_permissions",
    "people_anywhere_with",
    "people_everywhere_with",
    "people_with",
    "provide_totp",
    "register_handover",
    "register_notice",
    "tell",
    "zone_of",
]
