"""Addresses of cases. The worklist is the home page."""

from django.urls import path

from .views import acts, answers, assigning, browsing, centres, opening, page, requests, worklist

app_name = "cases"
urlpatterns = [
    path("", worklist.worklist_page, name="worklist"),
    path("cases/", browsing.case_list, name="cases"),
    path("cases/centres/", centres.centre_clocks, name="centre_clocks"),
    path("cases/new/", opening.choose_patient, name="choose_patient"),
    path("cases/new/<uuid:patient_id>/", requests.new_case, name="new"),
    path("cases/<uuid:case_id>/", page.case_page, name="case"),
    path("cases/<uuid:case_id>/edit/", requests.edit_draft, name="edit"),
    path("cases/<uuid:case_id>/send/", opening.send_case, name="send"),
    path("cases/<uuid:case_id>/messages/", page.add_message, name="message"),
    path("cases/<uuid:case_id>/accept/", acts.accept_case, name="accept"),
    path("cases/<uuid:case_id>/ask-more/", acts.ask_more, name="ask_more"),
    path("cases/<uuid:case_id>/supply/", acts.supply, name="supply"),
    path("cases/<uuid:case_id>/redirect/", acts.redirect_case, name="redirect"),
    path("cases/<uuid:case_id>/decline/", acts.decline, name="decline"),
    path("cases/<uuid:case_id>/conclude/", acts.conclude, name="conclude"),
    path("cases/<uuid:case_id>/close/", acts.close, name="close"),
    path("cases/<uuid:case_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("cases/<uuid:case_id>/assign/", assigning.assign_page, name="assign"),
    path("opinions/<uuid:assignment_id>/", answers.answer_page, name="answer"),
    path("opinions/<uuid:assignment_id>/decline/", answers.decline_page, name="decline_assignment"),
    path("opinions/<uuid:assignment_id>/remind/", answers.remind, name="remind"),
]
