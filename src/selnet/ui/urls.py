"""`/ui/…`: the gallery of components, where looks are judged and tests look at every one."""

from django.urls import path

from selnet.ui import views

app_name = "ui"
urlpatterns = [path("gallery/", views.gallery, name="gallery")]
