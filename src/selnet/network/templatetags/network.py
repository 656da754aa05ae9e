"""`{% load network %}`: what the pages of the network say that no view hands them, for allauth owns those views."""

from django import template

from selnet.access.api import ROLES
from selnet.network import demo
from selnet.network.browsers import browser_words
from selnet.network.disciplines import discipline_names
from selnet.network.models import Person
from selnet.network.selectors import country_name

register = template.Library()

register.simple_tag(demo.demo_accounts)
register.filter(browser_words)


@register.simple_tag
def demo_password() -> str:
    return demo.DEMO_PASSWORD


@register.simple_tag
def demo_code(person: Person) -> str:
    return demo.present_code(person)


@register.filter
def role_name(slug: str) -> str:
    return str(ROLES[slug].label)


@register.filter
def country(code: str) -> str:
    return country_name(code)


@register.filter
def disciplines_named(slugs: list[str]) -> str:
    return ", ".join(discipline_names(slugs))
