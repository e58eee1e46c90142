"""Addresses of draws and name lists."""

from django.urls import path

from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.apps.evidence.views import draw_method, draw_parties, draw_work, draws, name_lists

OBJECTS, INSPECTORS = {"kind": NameList.Kind.OBJECTS.value}, {"kind": NameList.Kind.INSPECTORS.value}

draw_patterns = [
    path("draws/", draws.draws, name="draws"),
    path("draws/lists/", name_lists.name_lists, name="name-lists"),
    path("draws/lists/freeze-objects/", name_lists.freeze, OBJECTS, name="freeze-objects"),
    path(
        "draws/lists/freeze-inspectors/",
        name_lists.freeze,
        INSPECTORS,
        name="freeze-inspectors",
    ),
    path("draws/lists/<str:key>/", name_lists.name_list, name="name-list"),
    path("draws/lists/<str:key>/list.json", name_lists.name_list_file, name="name-list-file"),
    path("draws/method/", draw_method.method, name="draw-method"),
    path("draws/compose/", draw_work.choose, name="choose-lists"),
    path("draws/compose/<str:key>/", draw_work.compose, name="compose-draw"),
    path("draws/<str:draw_id>/", draws.draw, name="draw"),
    path("draws/<str:draw_id>/steps/", draw_method.steps, name="draw-steps"),
    path("draws/<str:draw_id>/plan.json", draws.plan_file, name="draw-plan"),
    path("draws/<str:draw_id>/bundle.zip", draws.bundle, name="draw-bundle"),
    path("draws/<str:draw_id>/revise/", draw_work.revise, name="revise-draw"),
    path("draws/<str:draw_id>/abandon/", draw_work.abandon, name="abandon-draw"),
    path("draws/<str:draw_id>/publish/", draw_work.publish, name="publish-plan"),
    path("draws/<str:draw_id>/numbers/", draw_work.numbers, name="enter-numbers"),
    path("draws/<str:draw_id>/run/", draw_work.run, name="run-draw"),
    path("draws/<str:draw_id>/void/", draw_work.void, name="void-draw"),
    path("draws/<str:draw_id>/substitute/", draw_work.substitution, name="substitute"),
    path("draws/<str:draw_id>/commit/<str:slug>/", draw_parties.commit, name="commit-to-draw"),
    path("draws/<str:draw_id>/reveal/<str:slug>/", draw_parties.reveal, name="reveal-secret"),
]
