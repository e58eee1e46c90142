"""``quanheng budget``, as it is typed."""

import io
import json
import xml.etree.ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from quanheng.core.metrology.plots.svg import columns
from quanheng.core.metrology.uncertainty import read_budget, stack

H1 = """\
name: 端度标准
version: "1"
unit: nm
model: ls + d - ls * (dalpha * (thetabar + delta) + alphas * dtheta)
coverage_probability: 0.99
truncate_nu: true
inputs:
  ls: {id: "urn:ls", label: 标准量块长度, value: 50000623, distribution: normal, u: 25, nu: 18, unit: nm}
  d: {id: "urn:d", label: 长度差, value: 215, distribution: normal, u: 9.7, nu: 25.6, unit: nm}
  alphas: {id: "urn:as", label: 膨胀系数, value: 11.5e-6, distribution: rectangular, half_width: 2e-6, unit: 1/℃}
  dalpha: {id: "urn:da", label: 膨胀系数差, value: 0, distribution: rectangular, half_width: 1e-6, nu: 50}
  dtheta: {id: "urn:dt", label: 温度差, value: 0, distribution: rectangular, half_width: 0.05, nu: 2}
  thetabar: {id: "urn:tb", label: 平均温度, value: -0.1, distribution: normal, u: 0.2}
  delta: {id: "urn:de", label: 温度周期变化, value: 0, distribution: arcsine, half_width: 0.5}
"""


def run(path, *options):
    out, err = io.StringIO(), io.StringIO()
    call_command("budget", str(path), *options, stdout=out, stderr=err)
    return out.getvalue()


@pytest.fixture
def h1(tmp_path):
    path = tmp_path / "h1.yaml"
    path.write_text(H1, encoding="utf-8")
    return path


def test_the_end_gauge_is_printed_and_kept(h1):
    text = run(h1)
    assert "u = 31.66" in text
    assert "报告：y = (50000838 ± 9" in text
    assert "主导分量：ls 占方差的 62" in text
    stored = read_budget((h1.parent / "h1.json").read_text(encoding="utf-8"))
    assert stored.result.u[0] == pytest.approx(31.66, abs=0.01)
    assert stored.expressions[0].startswith("ls + d")


def test_the_table_is_aligned_with_chinese_in_it(h1):
    lines = run(h1).splitlines()
    rule = next(i for i, line in enumerate(lines) if line.startswith("──"))
    heading, rows = lines[rule - 1], lines[rule + 1 : rule + 8]
    at = columns(heading[: heading.index("估计值")] + "估计值")
    assert len(rows) == 7
    for row, value in zip(rows, ("50000623", "215", "1.15e-05", "0", "0", "-0.1", "0"), strict=True):
        ends = [columns(row[: i + len(value)]) for i in range(len(row)) if row.startswith(value, i)]
        assert at in ends, row


def test_the_picture_is_proper_svg_with_title_and_bars(h1):
    run(h1)
    root = ET.fromstring((h1.parent / "h1.svg").read_text(encoding="utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    assert "端度标准" in root.find(f"{space}title").text
    assert root.find(f"{space}desc").text
    assert len(root.findall(f"{space}rect")) == 1 + 7
    widths = [float(bar.get("width")) for bar in root.findall(f"{space}rect")[1:]]
    assert widths == sorted(widths, reverse=True)


def test_the_same_file_gives_the_same_bytes(h1):
    h1.write_text(H1 + "monte_carlo: {trials: 20000, seed: 4}\n", encoding="utf-8")
    run(h1)
    first = [(h1.parent / name).read_bytes() for name in ("h1.json", "h1.svg")]
    run(h1)
    assert [(h1.parent / name).read_bytes() for name in ("h1.json", "h1.svg")] == first


def test_monte_carlo_refuses_the_first_order_result_where_it_must(h1):
    h1.write_text(H1 + "monte_carlo: {trials: 200000, seed: 4}\n", encoding="utf-8")
    text = run(h1)
    assert "一阶结果未通过验证" in text
    record = json.loads((h1.parent / "h1.json").read_text(encoding="utf-8"))["monte_carlo"]
    assert (record["seed"], record["trials"], record["generator"]) == (4, 200_000, "SFC64")
    assert record["outputs"][0]["first_order"]["validated"] is False


def test_a_linear_normal_budget_is_validated_adaptively(tmp_path):
    path = tmp_path / "sum.yaml"
    path.write_text(
        "name: s\nversion: 1\nmodel: a + b\nmonte_carlo: {adaptive: true, seed: 2, digits: 1}\ninputs:\n"
        "  a: {id: a, value: 1, distribution: normal, u: 1}\n  b: {id: b, value: 2, distribution: normal, u: 1}\n",
        encoding="utf-8",
    )
    text = run(path)
    assert "自适应：已稳定" in text
    assert "一阶结果通过验证" in text


def test_two_files_that_share_a_standard_stay_correlated(tmp_path):
    for name, factor in (("a", 1), ("b", 2)):
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name}\nversion: 1\nmodel: {factor} * s + e\ninputs:\n"
            f"  s: {{id: 'urn:s', value: 100, distribution: normal, u: 1}}\n"
            f"  e: {{id: 'urn:{name}', value: 0, distribution: normal, u: {0.1 if name == 'a' else 1e-9}}}\n",
            encoding="utf-8",
        )
        run(tmp_path / f"{name}.yaml", "--no-svg")
    (tmp_path / "d.yaml").write_text(
        "name: d\nversion: 1\nmodel: b - 2 * a\ninputs:\n  a: {result: a.json}\n  b: {result: b.json}\n",
        encoding="utf-8",
    )
    assert "u = 0.2\n" in run(tmp_path / "d.yaml")
    results = [read_budget((tmp_path / f"{n}.json").read_text(encoding="utf-8")).result for n in "ab"]
    assert stack(results).correlation[0, 1] == pytest.approx(0.995, abs=5e-4)
    assert not (tmp_path / "a.svg").exists()


def test_findings_of_the_audit_are_said_in_chinese(h1):
    text = H1.replace("u: 25, nu: 18", "u: 25, nu: 2") + "cmc: 500\n"
    h1.write_text(text, encoding="utf-8")
    shown = run(h1)
    assert "[错误] 小于校准测量能力：U = " in shown
    assert "[警告] 自由度过小" in shown


def test_correlated_inputs_without_degrees_of_freedom_give_no_false_u(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(
        "name: c\nversion: 1\nmodel: a + b\ncorrelations: [{between: [a, b], r: 0.5}]\ninputs:\n"
        "  a: {id: a, observations: [1, 2, 3]}\n  b: {id: b, observations: [1, 2, 4]}\n",
        encoding="utf-8",
    )
    text = run(path)
    assert "没有扩展不确定度" in text
    assert "韦尔奇-萨特思韦特公式不成立" in text
    assert "报告" not in text


def test_json_is_printed_for_programs(h1):
    found = json.loads(run(h1, "--json"))
    assert found["coverage"][0]["truncated"]["nu"] == int(found["coverage"][0]["plain"]["nu"])
    assert found["budget"]["format"] == "quanheng-budget/1"
    assert len(found["files"]) == 2


def test_out_takes_the_files_elsewhere(h1, tmp_path):
    elsewhere = tmp_path / "kept"
    elsewhere.mkdir()
    run(h1, "--out", str(elsewhere))
    assert sorted(path.name for path in elsewhere.iterdir()) == ["h1.json", "h1.svg"]
    assert not (tmp_path / "h1.json").exists()


BAD = {
    "line and field": (H1.replace("u: 25", "u: -25"), "h1.yaml 第 8 行 inputs.ls.u：必须大于 0，而不是 -25"),
    "code": (H1.replace("ls + d", "open('x') + ls + d"), "h1.yaml 第 4 行 model：第 1 个字符处的函数 open 不认识"),
    "not finite": (H1.replace("model: ls", "model: 1 / dalpha + ls"), "在输入估计值处没有有限的值"),
    "YAML": ("name: [", "不是合格的 YAML"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_said_with_its_place_and_nothing_is_written(h1, name):
    text, sentence = BAD[name]
    h1.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        run(h1)
    assert sentence in str(refusal.value)
    assert [path.name for path in h1.parent.iterdir()] == ["h1.yaml"]


def test_files_that_cannot_be_read_are_said(tmp_path):
    with pytest.raises(CommandError, match="没有这个文件"):
        run(tmp_path / "gone.yaml")
    (tmp_path / "gb.yaml").write_bytes("name: 端度".encode("gb18030"))
    with pytest.raises(CommandError, match="不是 UTF-8"):
        run(tmp_path / "gb.yaml")


def test_an_input_is_never_written_over(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "name: a\nversion: 1\nmodel: x\ninputs:\n  x: {id: x, value: 0, distribution: normal, u: 1}\n", encoding="utf-8"
    )
    run(tmp_path / "a.yaml", "--no-svg")
    before = (tmp_path / "a.json").read_bytes()
    (tmp_path / "a.yaml").write_text(
        "name: b\nversion: 1\nmodel: 2 * x\ninputs:\n  x: {result: a.json}\n", encoding="utf-8"
    )
    with pytest.raises(CommandError, match="不会覆盖"):
        run(tmp_path / "a.yaml")
    assert (tmp_path / "a.json").read_bytes() == before
    with pytest.raises(CommandError, match="没有这个文件夹"):
        run(tmp_path / "a.yaml", "--out", str(tmp_path / "nowhere"))
