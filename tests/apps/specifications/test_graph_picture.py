"""Where the boxes and arrows of the replacement graph stand, and the marks of the line of dates."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.specifications.graph import HEIGHT, WIDTH, picture, words_of
from quanheng.apps.specifications.lifeline import BAND_Y, lifeline
from quanheng.apps.specifications.lifeline import WIDTH as LINE
from quanheng.apps.specifications.queries import Graph, GraphEdge, GraphNode, StatusView

VIEW = StatusView("in_force", "现行", presumed=False, start=None, end=None)


def node(number: str) -> GraphNode:
    return GraphNode(number.replace(" ", "-"), number, "名称", int(number[-4:]), VIEW, 0)


def edge(successor: str, predecessor: str, **marks: bool) -> GraphEdge:
    plain = {"partial": False, "doubtful": False, "presumed": False, **marks}
    return GraphEdge(successor.replace(" ", "-"), predecessor.replace(" ", "-"), note="", **plain)


SPLIT = Graph(
    "JJG-543-1996",
    (node("JJG 543-1996"), node("JJG 543-2008"), node("JJG 1043-2008")),
    (edge("JJG 543-2008", "JJG 543-1996", partial=True), edge("JJG 1043-2008", "JJG 543-1996", partial=True)),
    complete=True,
)


def test_time_runs_from_left_to_right_and_a_work_keeps_its_lane():
    boxes = {box.node.number: box for box in picture(SPLIT).boxes}
    assert boxes["JJG 543-1996"].x < boxes["JJG 543-2008"].x == boxes["JJG 1043-2008"].x
    assert boxes["JJG 543-1996"].y == boxes["JJG 543-2008"].y < boxes["JJG 1043-2008"].y
    assert boxes["JJG 543-1996"].here


@pytest.mark.parametrize(
    ("marks", "look"),
    [({}, "whole"), ({"partial": True}, "partial"), ({"presumed": True}, "presumed"),
     ({"partial": True, "doubtful": True}, "doubtful")],
)  # fmt: skip
def test_an_edge_looks_as_it_is_known(marks, look):
    graph = Graph(
        "JJF-2-2001",
        (node("JJF 1-2000"), node("JJF 2-2001")),
        (edge("JJF 2-2001", "JJF 1-2000", **marks),),
        complete=True,
    )
    assert picture(graph).arrows[0].look == look
    assert words_of(graph)[0]["look"] == look


def test_an_edge_over_a_box_of_its_lane_goes_under_it():
    nodes = (node("JJF 1-2000"), node("JJF 1-2005"), node("JJF 1-2010"))
    graph = Graph("JJF-1-2010", nodes, (edge("JJF 1-2010", "JJF 1-2000"),), complete=True)
    [arrow] = picture(graph).arrows
    low = max(float(part) for part in arrow.path.replace("C", " ").replace("L", " ").replace("M", " ").split()[1::2])
    assert low > picture(graph).boxes[0].y + HEIGHT


numbers = st.builds(lambda n, y: f"JJF {n}-{y}", st.integers(1, 12), st.integers(1990, 2005))


@given(st.sets(numbers, min_size=1, max_size=20), st.data())
def test_no_two_boxes_overlap_and_all_lie_in_the_picture(found, data):
    chosen = sorted(found)
    pairs = st.tuples(st.sampled_from(chosen), st.sampled_from(chosen)).filter(lambda pair: pair[0] != pair[1])
    edges = data.draw(st.lists(pairs, max_size=15)) if len(chosen) > 1 else []
    graph = Graph(
        node(chosen[0]).key, tuple(node(n) for n in chosen), tuple(edge(a, b) for a, b in edges), complete=True
    )
    drawn = picture(graph)
    places = {(box.x, box.y) for box in drawn.boxes}
    assert len(places) == len(chosen)
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.width - WIDTH
        assert 0 <= box.y <= drawn.height - HEIGHT
    assert len(drawn.arrows) == len(edges)


days = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(st.lists(st.tuples(days, st.sampled_from(["发布", "实施", "修改单发布", "被代替"])), max_size=6), days)
def test_every_date_and_the_day_asked_for_stand_on_the_line(found, day):
    milestones = [SimpleNamespace(day=when, label=label) for when, label in sorted(found)]
    spans = [StatusView("in_force", "现行", presumed=False, start=None, end=None)]
    drawn = lifeline(milestones, spans, day)
    if not milestones:
        assert drawn is None
        return
    assert 0 < drawn.today_x < LINE
    assert len(drawn.marks) == len(set(found))
    assert all(0 < mark.x < LINE and mark.label_y < BAND_Y for mark in drawn.marks)
    assert [mark.x for mark in drawn.marks] == sorted(mark.x for mark in drawn.marks)
    assert len(drawn.years) <= 11
    assert drawn.height > 0
