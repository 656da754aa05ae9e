"""Addresses of the record. A patient is named by a key that means nothing, never by pseudonym or by what was searched."""

from django.urls import path

from .views import access, attachments, consents, emergency, entries, entry_acts, identity, patient, patients

app_name = "record"
urlpatterns = [
    path("", patients.patient_list, name="patients"),
    path("find/", patients.find, name="find"),
    path("new/", patients.new_patient, name="new"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/<uuid:grant_id>/end/", emergency.end, name="end_emergency"),
    path("files/<uuid:attachment_id>/", attachments.download, name="attachment"),
    path("files/<uuid:attachment_id>/preview/", attachments.preview, name="preview"),
    path("files/<uuid:attachment_id>/remove/", attachments.remove, name="remove_attachment"),
    path("<uuid:patient_id>/", patient.patient_page, name="patient"),
    path("<uuid:patient_id>/identity/", identity.identity, name="identity"),
    path("<uuid:patient_id>/consents/", consents.consents_page, name="consents"),
    path("<uuid:patient_id>/access/", access.access_page, name="access"),
    path("<uuid:patient_id>/files/", attachments.add, name="add_attachment"),
    path("<uuid:patient_id>/add/", entries.choose_form, name="choose_form"),
    path("<uuid:patient_id>/add/<slug:form>/", entries.new_entry, name="new_entry"),
    path("<uuid:patient_id>/entries/<uuid:entry_id>/", entries.entry_page, name="entry"),
    path("<uuid:patient_id>/entries/<uuid:entry_id>/history/", entry_acts.history, name="entry_history"),
    path("<uuid:patient_id>/entries/<uuid:entry_id>/status/", entry_acts.set_status, name="entry_status"),
    path("<uuid:patient_id>/entries/<uuid:entry_id>/remove/", entry_acts.remove, name="remove_entry"),
    path("<uuid:patient_id>/entries/<uuid:entry_id>/restore/", entry_acts.restore, name="restore_entry"),
]
