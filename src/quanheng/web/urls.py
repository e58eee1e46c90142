"""Every address of the platform."""

app_name = "web"
urlpatterns: list[object] = []
