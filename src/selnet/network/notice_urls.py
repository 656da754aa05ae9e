"""`/notices/…`: what I was told."""

from django.urls import path

from .views import notices

app_name = "notices"
urlpatterns = [
    path("", notices.notice_list, name="list"),
    path("read/", notices.notices_all_read, name="all_read"),
    path("<uuid:notice_id>/", notices.notice_open, name="open"),
]
