"""Addresses of labels. Codes hold capitals only, so ``/V/`` and ``/v/`` lead to the same."""

from django.urls import path, re_path

from quanheng.apps.evidence.views import label_check, label_issuers, label_sheets, label_work, labels

CODE = r"(?P<token>[A-Za-z2-7]{1,4096})"

label_patterns = [
    path("labels/", labels.labels, name="labels"),
    path("labels/issue/", label_work.issue, name="issue-label"),
    path("labels/print/", label_sheets.choose, name="print-labels"),
    path("labels/sheet.pdf", label_sheets.sheet, name="label-sheet"),
    path("labels/issuers/", label_issuers.issuers, name="label-issuers"),
    path("labels/issuers.json", label_issuers.issuers_file, name="label-issuers-file"),
    path("labels/issuers/open/", label_issuers.open_key, name="open-label-key"),
    path("labels/issuers/<slug:key_id>/end/", label_issuers.end_key, name="end-label-key"),
    path("labels/<str:number>/", labels.label, name="label"),
    path("labels/<str:number>/code.svg", labels.code, name="label-code"),
    path("labels/<str:number>/revoke/", label_work.revoke, name="revoke-label"),
    path("labels/<str:number>/replace/", label_work.replace, name="replace-label"),
    re_path(r"^[vV]/$", label_check.start, name="check-label"),
    path("v/worker.js", label_check.worker, name="label-worker"),
    re_path(rf"^[vV]/{CODE}/?$", label_check.result, name="label-check"),
    re_path(rf"^[vV]/{CODE}/seen$", label_check.seen, name="label-seen"),
]
