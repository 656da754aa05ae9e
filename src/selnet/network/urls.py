"""`/network/…`: institutions, people, roles, one's own pages."""

from django.urls import path

from .views import institutions, invitations, me, people, roles

app_name = "network"
urlpatterns = [
    path("", institutions.institution_list, name="institutions"),
    path("institutions/new/", institutions.institution_new, name="institution_new"),
    path("institutions/<int:institution_id>/", institutions.institution_page, name="institution"),
    path("institutions/<int:institution_id>/edit/", institutions.institution_edit, name="institution_edit"),
    path("countries/new/", institutions.country_new, name="country_new"),
    path("people/", people.people_list, name="people"),
    path("people/<int:person_id>/", people.person_page, name="person"),
    path("people/<int:person_id>/roles/new/", people.role_new, name="role_new"),
    path("people/<int:person_id>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<int:person_id>/activate/", people.person_activate, name="person_activate"),
    path("people/<int:person_id>/hand-over/", people.person_hand_over, name="person_hand_over"),
    path("memberships/<int:membership_id>/end/", people.role_end, name="role_end"),
    path("invitations/new/", invitations.invitation_new, name="invitation_new"),
    path("invitations/<int:invitation_id>/withdraw/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("invitations/<int:invitation_id>/again/", invitations.invitation_again, name="invitation_again"),
    path("roles/", roles.roles_page, name="roles"),
    path("me/", me.me, name="me"),
    path("me/edit/", me.profile_edit, name="profile_edit"),
    path("me/notices/", me.notice_settings, name="notice_settings"),
    path("me/sessions/<int:session_id>/end/", me.session_end, name="session_end"),
    path("welcome/", me.welcome, name="welcome"),
]
