"""Places of columns and cells in the charts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel.ui.charts.bars import HEIGHT, LEFT, WIDTH, bars
from quanheng.kernel.ui.charts.heatmap import heatmap

WORDS = {"title": "题", "description": "说明", "unit": "项", "first": "年份"}
SERIES = [("a", "甲"), ("b", "乙")]


@given(st.dictionaries(st.tuples(st.sampled_from("wxyz"), st.sampled_from("ab")), st.integers(0, 10**6)))
def test_layers_fill_their_column_and_stay_inside(values):
    drawn = bars(list("wxyz"), SERIES, values, **WORDS)
    for column in drawn.columns:
        assert column.total == sum(values.get((column.label, key), 0) for key, _ in SERIES)
        assert LEFT <= column.x < column.x + column.width <= WIDTH
        for layer in column.layers:
            assert layer.y >= 0
            assert layer.y + layer.height <= HEIGHT
    lines = [value for value, _y in drawn.grid]
    assert lines[0] == 0
    assert lines[-1] >= max(column.total for column in drawn.columns)
    assert len(lines) <= 6


def test_no_labels_give_an_empty_picture():
    assert bars([], SERIES, {}, **WORDS).columns == ()


def test_of_many_labels_some_are_named_the_last_one_always():
    columns = bars([str(year) for year in range(1973, 2026)], SERIES, {}, **WORDS).columns
    assert columns[-1].named
    assert 8 <= sum(column.named for column in columns) <= 12


@pytest.mark.parametrize(("value", "opacity"), [(0, ""), (1, "0.12"), (100, "1"), (50, "0.28"), (75, "0.5")])
def test_a_cell_is_filled_by_its_share_of_the_largest(value, opacity):
    drawn = heatmap([("r", "行")], [("c", "列"), ("d", "列二")], {("r", "c"): value, ("r", "d"): 100}, **WORDS)
    assert drawn.rows[0].cells[0].opacity == opacity


def test_an_empty_row_is_marked_as_a_gap_and_its_cells_lead_nowhere():
    drawn = heatmap([("r", "行")], [("c", "列")], {}, hrefs={("r", "c"): "/x/"}, **WORDS)
    assert drawn.rows[0].blank
    assert drawn.rows[0].cells[0].href == ""
