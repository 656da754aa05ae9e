"""Forms about people: search, invitation, acceptance, roles, hand-over, profile, notices."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from selnet.access.api import Actor, Role
from selnet.network.directory import colleagues, institutions_to_invite_to
from selnet.network.models import Institution, Language, Person
from selnet.network.notice_kinds import DIGEST, EACH, NONE, NOTICE_KINDS, setting_of
from selnet.network.rules import countries_coordinated, roles_to_give
from selnet.network.services.invitations import Newcomer

from .choices import discipline_choices, institutions, roles, time_zones, tumour_group_choices


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class SearchForm(forms.Form):
    mark_optional = False
    words = forms.CharField(label=_("Name of a person or an institution"), max_length=100, required=False)


class RoleForm(forms.Form):
    """A role at an institution, of those that the actor may give."""

    institution = forms.ChoiceField(label=_("Institution"), widget=forms.Select(attrs={"data-search": ""}))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in institutions_to_invite_to(actor)}
        countries = countries_coordinated(actor)
        self.given: dict[str, list[type[Role]]] = {
            pk: roles_to_give(actor, place, countries) for pk, place in self.places.items()
        }
        given = {role.slug: role for roles in self.given.values() for role in roles}
        _choices(self, "institution", institutions(list(self.places.values())))
        _choices(self, "role", [("", gettext("Choose a role")), *roles(list(given.values()))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        place, role = data.get("institution"), data.get("role")
        if place and role and role not in {given.slug for given in self.given[place]}:
            self.add_error("role", gettext("This role cannot be held at that institution. Choose another role."))
        return data

    @property
    def institution_given(self) -> Institution:
        return self.places[self.cleaned_data["institution"]]


class InvitationForm(RoleForm):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of the person alone, not of a department."))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=Language)
    field_order = ["email", "institution", "role", "language"]


class _AboutMe(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=160, help_text=_("As it should stand under what you sign."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=Language)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, widget=forms.Select(attrs={"data-search": ""}))
    disciplines = forms.MultipleChoiceField(
        label=_("Disciplines"), required=False, choices=discipline_choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Cases are sent to experts by discipline."),
    )  # fmt: skip

    def clean_name(self) -> str:
        """One line: it stands in letters, mails and lists."""
        return " ".join(self.cleaned_data["name"].split())


class ProfileForm(_AboutMe):
    expertise = forms.MultipleChoiceField(
        label=_("Tumours you know best"),
        required=False,
        choices=tumour_group_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever assigns cases sees it."),
    )


class AcceptanceForm(_AboutMe):
    """What a newcomer says on the page that the invitation opens."""

    password = forms.CharField(
        label=_("Password"), strip=False,
        help_text=_("At least 12 characters, not easy to guess. Several unrelated words are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if password := data.get("password"):
            try:
                validate_password(password, Person(email=self.email, name=data.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data

    def newcomer(self) -> Newcomer:
        return Newcomer(**self.cleaned_data)


class SuccessorForm(forms.Form):
    """Who takes the open work over."""

    to_person = forms.ChoiceField(label=_("Who takes the open work over?"), widget=forms.RadioSelect, required=True)
    NOBODY = "nobody"

    def __init__(self, *args: Any, person: Person, may_be_nobody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successors = {str(other.pk): other for other in colleagues(person)}
        choices = [(pk, other.name) for pk, other in self.successors.items()]
        if may_be_nobody:
            choices.append((self.NOBODY, gettext("Nobody: there is no open work, or it stays with the institution")))
        _choices(self, "to_person", choices)

    @property
    def successor(self) -> Person | None:
        return self.successors.get(self.cleaned_data["to_person"])


class NoticeSettingsForm(forms.Form):
    """One question a kind of notice."""

    mark_optional = False

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(EACH, _("At once")), (DIGEST, _("Once a day, at seven")), (NONE, _("Never"))]
        for kind in NOTICE_KINDS.values():
            self.fields[kind.kind] = forms.ChoiceField(
                label=str(kind.title), choices=ways, initial=setting_of(person.notice_settings, kind.kind)
            )
