"""Every address of the platform, by package."""

from django.urls import include, path

urlpatterns = [
    path("", include("selnet.opinions.cases.urls")),
    path("account/", include("selnet.network.account_urls")),
    path("", include("selnet.network.public_urls")),
    path("patients/", include("selnet.record.urls")),
    path("boards/", include("selnet.opinions.boards.urls")),
    path("audit/", include("selnet.audit.urls")),
    path("network/", include("selnet.network.urls")),
    path("notices/", include("selnet.network.notice_urls")),
    path("ui/", include("selnet.ui.urls")),
]
