"""Addresses of imports, below ``/imports/``."""

from django.urls import path

from quanheng.apps.imports.views import deciding, mending, one, starting

app_name = "imports"
urlpatterns = [
    path("", starting.every, name="list"),
    path("new/<slug:register>/", starting.start, name="start"),
    path("new/<slug:register>/template.xlsx", starting.template, name="template"),
    path("<int:number>/", one.detail, name="detail"),
    path("<int:number>/progress/", one.progress, name="progress"),
    path("<int:number>/file/", one.file, name="file"),
    path("<int:number>/report.xlsx", one.report, name="report"),
    path("<int:number>/report.csv", one.csv_report, name="report-csv"),
    path("<int:number>/columns/", mending.columns, name="columns"),
    path("<int:number>/replace/", mending.replace, name="replace"),
    path("<int:number>/rows/<int:row>/", mending.row, name="row"),
    path("<int:number>/rows/<int:row>/skip/", mending.skip, name="skip"),
    path("<int:number>/confirm/", deciding.confirm, name="confirm"),
    path("<int:number>/undo/", deciding.undo, name="undo"),
    path("<int:number>/resume/", deciding.resume, name="resume"),
    path("<int:number>/abandon/", deciding.abandon, name="abandon"),
]
