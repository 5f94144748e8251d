"""The demo's one address; it exists in demo mode only."""

from django.urls import path

from demo.views import sign_in

app_name = "demo"
urlpatterns = [path("demo/sign-in/", sign_in, name="sign_in")]
