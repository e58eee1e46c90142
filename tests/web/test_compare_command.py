"""``quanheng compare``, as it is typed."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from quanheng.core.metrology.comparison import degrees_of_equivalence, weighted_mean
from quanheng.web.metrology.compare import METHODS
from tests.core.metrology.validation import cases

RING = """\
实验室,测量值,U,k,日期,参与参考值
甲院,10.0002,0.0008,2,2026-01-05,是
乙中心,10.0007,0.0012,2,2026-02-10,
丙中心,9.9998,0.0014,2,2026-03-01,是
丁中心,10.0031,0.0018,3,2026-04-01,是
戊所,10.0003,0.0030,2,2026-04-20,否
"""


def run(path, *options):
    out = io.StringIO()
    call_command("compare", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def ring(tmp_path):
    path = tmp_path / "ring.csv"
    path.write_text(RING, encoding="utf-8")
    return path


def table(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_the_table_holds_degrees_of_equivalence_to_full_precision(ring):
    run(ring)
    rows = table(ring.parent / "ring-equivalence.csv")
    x, u = [10.0002, 10.0007, 9.9998, 10.0031], [0.0004, 0.0006, 0.0007, 0.0006]
    expected = degrees_of_equivalence(x, u, weighted_mean(x, u))
    assert [float(row["d_i"]) for row in rows[:4]] == pytest.approx(list(expected.d), rel=1e-9)
    assert [float(row["U_i"]) for row in rows[:4]] == pytest.approx(list(expected.expanded), rel=1e-9)
    assert rows[4]["in_reference"] == "no"
    assert float(rows[4]["weight"]) == 0


@pytest.mark.parametrize("method", [*METHODS, "lead"])
def test_every_method_says_its_reference_and_decisions(ring, method):
    text = run(ring, "--method", method, *(["--lead", "甲院"] if method == "lead" else []))
    assert "参考值 " in text
    assert "  · " in text
    decisions = [line for line in text.splitlines() if line.startswith("  · ")]
    assert not [line for line in decisions if "participant" in line]


def test_what_was_left_out_is_named_with_the_reason(ring):
    text = run(ring, "--method", "lcs")
    assert "剔除 丁中心：不在最大一致子集内（已搜索全部子集）" in text
    assert "戊所 不参加参考值计算" in text
    assert "|E_n| > 1：丁中心" in text


def test_the_lead_is_not_compared_with_itself(ring):
    found = json.loads(run(ring, "--method", "lead", "--lead", "甲院", "--json"))
    assert found["participants"][0]["En"] is None
    assert found["participants"][1]["d"] == pytest.approx(0.0005)
    assert found["participants"][1]["U"] == pytest.approx(2 * (0.0004**2 + 0.0006**2) ** 0.5)


def test_pairs_are_given_on_request(ring):
    assert "双边等效度" not in run(ring)
    assert "双边等效度" in run(ring, "--pairs")
    assert len(table(ring.parent / "ring-pairs.csv")) == 10


def test_the_picture_has_a_bar_for_each_and_a_band(ring):
    run(ring, "--method", "lcs")
    root = ET.fromstring((ring.parent / "ring.svg").read_text(encoding="utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    dots = root.findall(f"{space}circle")
    assert len(dots) == 5
    assert [dot.get("fill") for dot in dots].count("#ffffff") == 2
    assert len(root.findall(f"{space}rect")) == 2
    assert "比对结果" in root.find(f"{space}title").text


def test_lead_in_wine_from_an_excel_file(tmp_path, shared_data):
    case = cases(shared_data, "consensus_estimators")["CCQM-K30-Pb-wine"]
    book = openpyxl.Workbook()
    book.active.append(["laboratory", "value", "u"])
    for i, (x, u) in enumerate(zip(case["inputs"]["x"], case["inputs"]["u"], strict=True)):
        book.active.append([f"Lab {i}", x, u])
    path = tmp_path / "k30.xlsx"
    book.save(path)
    found = json.loads(run(path, "--json"))
    expected = case["expected"]
    assert found["reference"]["value"] == pytest.approx(expected["weighted_mean"]["value"], rel=1e-6)
    assert found["reference"]["chi2"] == pytest.approx(expected["chi2_obs"]["value"], rel=1e-5)


def test_a_guessed_encoding_is_said(ring):
    ring.write_bytes(RING.encode("gb18030"))
    text = run(ring)
    assert "GB 18030" in text
    assert "甲院" in text
    assert "GB 18030" not in run(_saved(ring, RING.encode()))


def _saved(path, data):
    path.write_bytes(data)
    return path


def test_a_name_that_looks_like_a_formula_is_disarmed(ring):
    ring.write_text(RING.replace("甲院", "=cmd"), encoding="utf-8")
    run(ring)
    assert table(ring.parent / "ring-equivalence.csv")[0]["laboratory"] == "'=cmd"


BAD = {
    "cell": (RING.replace("10.0007", "10.0007x"), "ring.csv 单元格 B3 value：“10.0007x”不只是一个数"),
    "negative": (RING.replace("0.0012", "-0.0012"), "ring.csv 单元格 C3 U：必须大于零，而不是 -0.0012"),
    "twice": (RING.replace("乙中心", "甲院"), "甲院 已在第 2 行出现"),
    "column": (RING.replace("测量值", "值值"), "没有这一列"),
    "only one": ("实验室,测量值,u,参与参考值\n甲,1,1,是\n乙,1,1,否\n", "少于两个"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_said_with_its_cell_and_nothing_is_written(ring, name):
    text, sentence = BAD[name]
    ring.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        run(ring)
    assert sentence in str(refusal.value)
    assert [path.name for path in ring.parent.iterdir()] == ["ring.csv"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--method", "lead"], "没有名为“”的实验室。可选：甲院、乙中心"),
        (["--method", "lead", "--lead", "己"], "没有名为“己”的实验室"),
        (["--k", "0"], "k：必须大于零"),
        (["--method", "lcs", "--significance", "2"], "significance：必须在 0 与 1 之间"),
        (["--method", "median", "--seed", "-1"], "seed：必须是不小于 0 的整数"),
    ],
)
def test_a_wrong_option_is_said(ring, options, sentence):
    with pytest.raises(CommandError) as refusal:
        run(ring, *options)
    assert sentence in str(refusal.value)
