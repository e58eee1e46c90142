"""Addresses of people, from the root of the site."""

from django.urls import path

from quanheng.apps.people.views import organisations, persons, signing_in

app_name = "people"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/provinces/", organisations.provinces, name="provinces"),
    path("organisations/register/", organisations.register, name="register-organisation"),
    path("organisations/<str:key>/", organisations.organisation, name="organisation"),
    path("organisations/<str:key>/correct/", organisations.correct, name="correct-organisation"),
    path("organisations/<str:key>/parent/", organisations.parent, name="set-parent"),
    path("people/", persons.persons, name="persons"),
    path("people/offices/", persons.office_holders, name="office-holders"),
    path("people/register/", persons.register, name="register-person"),
    path("people/appointments/<int:number>/end/", persons.ending, name="end-appointment"),
    path("people/<str:key>/", persons.person, name="person"),
    path("people/<str:key>/appoint/", persons.appointment, name="appoint"),
    path("people/<str:key>/account/", persons.account, name="open-account"),
    path("people/<str:key>/reset-password/", persons.reset, name="reset-password"),
    path("sign-in/", signing_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign-out"),
    path("password/", signing_in.own_password, name="change-password"),
]
