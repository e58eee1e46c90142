"""The unit linter on sentences: what it finds, where, and what it says instead."""

from datetime import date

import pytest

from quanheng.core.metrology.units.lint import FindingKind, corrected, lint, silent
from tests.core.metrology.units.judging import judge

DAY = date(2026, 11, 22)


def said(text, **options):
    """``(unit as written, replacement or the converted value or the choice)`` of each finding."""
    return [
        (f.text, f.replacement or (f.converted.text if f.converted else "、".join(f.legal)))
        for f in lint(text, judge, DAY, **options)
    ]


NOT_LEGAL = [
    ("买了三斤苹果和半斤肉", [("斤", "1.5 kg"), ("斤", "0.25 kg")]),
    ("一百二十斤大米，两斤半", [("斤", "60 kg"), ("斤", "1.25 kg")]),
    ("三点五斤；一万二千斤；十几斤", [("斤", "1.75 kg"), ("斤", "6 t"), ("斤", "kg、g、t、mg")]),
    ("一斤三两", [("斤", "0.5 kg"), ("两", "0.15 kg")]),
    ("身长五尺三寸", [("尺", "1.67 m"), ("寸", "0.1 m")]),
    ("10～20 lb", [("lb", "(4.54～9.07) kg")]),
    ("10—20磅", [("磅", "(4.54～9.07) kg")]),
    ("（10～20）lb", [("lb", "(4.54～9.07) kg")]),
    ("[10,20) lb", [("lb", "(4.54～9.07) kg")]),
    ("10 lb～20 lb", [("lb", "4.54 kg"), ("lb", "9.07 kg")]),
    ("10 至 20 英尺", [("英尺", "(3.05～6.10) m")]),
    ("(100±2) oz", [("oz", "(2.835±0.057) kg")]),
    ("±0.5 psi", [("psi", "±3.45 kPa")]),
    ("98.6 °F", [("°F", "37 ℃")]),
    ("(98.6±0.5) ℉", [("℉", "(37.00±0.28) ℃")]),
    ("-40°F", [("°F", "-40 ℃")]),
    ("华氏 98.6 度", [("华氏 98.6 度", "37 ℃")]),
    ("1.5×10⁻³ in", [("in", "0.0381 mm")]),
    ("3 1/2 in，1/2 英寸", [("in", "8.89 cm"), ("英寸", "1.27 cm")]),
    ("1,200 lb；1 200 lb", [("lb", "544.31 kg"), ("lb", "544.31 kg")]),
    ("4,1 lb", [("lb", "kg、g、t、mg")]),
    ("1.23(4) bar", [("bar", "Pa、kPa、MPa")]),
    ("100 kgf·m", [("kgf·m", "980.7 N·m")]),
    ("10 kgf/cm²、10kgf/cm2", [("kgf/cm²", "981 kPa"), ("kgf/cm2", "981 kPa")]),
    ("5公斤力", [("公斤力", "49.0 N")]),
    ("5公斤力米", [("公斤力", "49.0 N")]),
    ("1 kcal/(kg·℃)", [("kcal/(kg·℃)", "4190 J/(kg·℃)")]),
    ("20 Btu/h", [("Btu/h", "5.86 W")]),
    ("10英里/小时，60 mile/h", [("英里/小时", "4.47 m/s"), ("mile/h", "26.8 m/s")]),
    ("3平方英尺，2立方英寸", [("平方英尺", "0.279 m²"), ("立方英寸", "32.8 mL")]),
    ("5磅/平方英寸", [("磅/平方英寸", "34.5 kPa")]),
    ("20 PSI，3 Bar", [("PSI", "138 kPa"), ("Bar", "300 kPa")]),
    ("3 cmH2O，30 inHg", [("cmH2O", "294 Pa"), ("inHg", "102 kPa")]),
    ("100大卡，5厘泊", [("大卡", "418.7 kJ"), ("厘泊", "5 mPa·s")]),
    ("10马力", [("马力", "7.35 kW")]),
    ("２０ ｌｂ", [("ｌｂ", "9.07 kg")]),
    ("5加仑，5 gal", [("加仑", "m³、L、mL"), ("gal", "m³、L、mL")]),
    ("功率 100 HP", [("HP", "W、kW")]),
    ("每桶黄金 2000 美元，5 盎司", [("盎司", "kg、g、t、mg")]),
    ("3.5元/斤，每斤5元", [("斤", "0.5 kg"), ("斤", "0.5 kg")]),
]  # fmt: skip

WRITINGS = [
    ("流量 10 KG/M3", [("KG/M3", "10 kg/m³")]),
    ("80 KM/H，5 M/S", [("KM/H", "80 km/h"), ("M/S", "5 m/s")]),
    ("5 Kpa，5 kpa·s，20 Mpa", [("Kpa", "5 kPa"), ("kpa·s", "5 kPa·s"), ("Mpa", "20 MPa")]),
    ("5 mpa", [("mpa", "MPa、mPa")]),
    ("220 KV，50 HZ，30 db", [("KV", "220 kV"), ("HZ", "50 Hz"), ("db", "30 dB")]),
    ("30 sec、2 hrs、100 lux", [("sec", "30 s"), ("hrs", "2 h"), ("lux", "100 lx")]),
    ("排量 150cc", [("cc", "150mL")]),
    ("3000 rpm，3000 r.p.m.", [("rpm", "3000 r/min"), ("r.p.m.", "3000 r/min")]),
    ("500 ppm，10～20ppm，(10～20) ppb", [("ppm", "500×10⁻⁶"), ("ppm", "(10～20)×10⁻⁶"), ("ppb", "(10～20)×10⁻⁹")]),
    ("25 ppm/℃", [("ppm/℃", "25×10⁻⁶/℃")]),
    ("10 um，5 ug/mL，3 mcg", [("um", "10 μm"), ("ug/mL", "5 μg/mL"), ("mcg", "3 μg")]),
    ("5μ，3 μμF", [("μ", "5μm"), ("μμF", "3 pF")]),
    ("电阻 10 k", [("k", "10 kΩ")]),
    ("20 Nm3/h", [("Nm3/h", "20 m³/h")]),
    ("10M3", [("M3", "10m³")]),
    ("20 °c", [("°c", "20 ℃")]),
    ("摄氏 25 度", [("摄氏 25 度", "25 ℃")]),
    ("10公尺，5公分，3公升", [("公尺", "10米"), ("公分", "5厘米"), ("公升", "3升")]),
    ("用了20度电", [("度电", "20千瓦时")]),
    ("100平方，20立方。", [("平方", "100平方米"), ("立方", "20立方米")]),
    ("5 ton", [("ton", "t、ton、sh ton")]),
    ("10 W/m²·K", [("W/m²·K", "")]),
    ("5 mg/kg/d", [("mg/kg/d", "")]),
    ("１０ｋｇ、50％、10㎡", [("ｋｇ", "10kg"), ("％", "50%"), ("㎡", "10m²")]),
    ("１０．５　ＭＰａ", [("ＭＰａ", "10.5　MPa")]),
]

HEADINGS = [
    ("质量/lb", {}, [("lb", "0.45359237 kg")]),
    ("压力（psi）", {}, [("psi", "6894.76 Pa")]),
    ("温度, °F", {}, [("°F", "℃、K")]),
    ("单位：英寸", {}, [("英寸", "0.0254 m")]),
    ("质量/KG", {}, [("KG", "kg")]),
    ("型号\t长度（MM）\t备注", {}, [("MM", "mm")]),
    ("数量（斤）", {"cell": True}, [("斤", "0.5 kg")]),
    ("lb", {"cell": True}, [("lb", "0.45359237 kg")]),
    ("称量 Kg", {"cell": True}, []),
    ("电阻（Ω）", {"cell": True}, []),
    ("英寸（in）是英制单位", {}, []),
]

SILENT = [
    "JJG 1036-2008 in force；JJF 1070—2023；GB/T 19001-2016 in",
    "2008年10月1日，电话 0532-8888 1234，手机 13800138000 转 5",
    "里程 5 m，5 M，3 公里，10千米，这里、那里、公里数",
    "第3里 第十里 三里屯 五里坡 千里 万里长城 十里八乡 表1 里有",
    "两个 两两 二两次 一两句 周三两点 三三两两 5两个",
    "千斤顶 半斤八两 四两拨千斤 公斤 10公斤 三公斤",
    "百分之五 5分 十分 部分 分数 5分钟里 3天里 两天",
    "角度 30° 5′ 20″ 温度 25 ℃ 10 度 湿度 60 %RH",
    "60亩 三亩 公斤/亩 石 十石 一担任 5担保",
    "A类 B 级 C 型 t 检验 N=10 n = 5 Ⅰ级 K=2 k=2",
    "5A 10 K 5 T 3 S 10 H 2 F 4K电视 5G网络 3D 2P 5R 8 a 10 t/a",
    "42码 5码 3卡 一卡通 10 节 5 引 1寸照片 二寸免冠照片 5寸彩照",
    "10 kWh 5 Nm 3 mAh 0.2 mAs 89dB 20Lp/cm 2.1mmAl 10 mg/次",
    "4-M3 螺钉 10 M3 螺钉 M3×10 M2.5",
    "5 in 2010 and 10 in the box；3 bar stools",
    "10 foo/bar/baz，5 kg/袋，20 mL/(kg·d)，1.5 rem-like，10.in.txt",
    "三尺讲台 百尺竿头 一寸光阴 尺寸 3尺寸 2.5尺度",
    "打印速度 30 ppm",
    "5 li 3 mu 10 yr 2 mo 7 foo",
    "改革市制、限制英制，不用市斤、英寸和公斤力。",
    "5 mg/mL 10 μg/m³ 5 m3 (0.05～30)mV ±13.33kPa 2.8×10^4",
    "分压 3高斯分布 一高斯 5居里夫人 3伦琴射线 2埃及 5巴西 10巴掌",
    "",
]


@pytest.mark.parametrize(("text", "expected"), NOT_LEGAL + WRITINGS)
def test_units_that_are_wrong_are_found_with_their_remedy(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(("text", "options", "expected"), HEADINGS)
def test_units_in_headings_are_found(text, options, expected):
    assert said(text, **options) == expected


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_unit_or_a_right_one_is_left_alone(text):
    assert said(text) == []
    assert corrected(text, lint(text, judge, DAY)) == text


def test_places_are_those_of_the_original_text():
    text = "前言\r\n　　共１０　ｌｂ，\n宽 5 KM。"
    first, second = lint(text, judge, DAY)
    assert (first.text, first.line, first.column, first.start) == ("ｌｂ", 2, 7, text.index("ｌｂ"))
    assert (first.whole, first.whole_start) == ("１０　ｌｂ", text.index("１０"))
    assert (second.text, second.line, second.column) == ("KM", 3, 5)
    assert text[second.start : second.end] == "KM"


def test_a_finding_says_kind_status_basis_and_digits():
    (found,) = lint("10 lb", judge, DAY)
    assert found.kind is FindingKind.NON_LEGAL
    assert (found.unit, found.status, found.basis.article) == ("lb", "not_legal", "第一项")
    assert (found.converted.exact, found.converted.digits, found.converted.unit) == (False, 3, "kg")
    (wrong,) = lint("10 KG", judge, DAY)
    assert (wrong.kind, wrong.rule, wrong.basis.status, wrong.legal) == (
        FindingKind.WRITING,
        "case",
        "assumed",
        ("kg",),
    )
    (two_ways,) = lint("10 W/m²·K", judge, DAY)
    assert (two_ways.kind, two_ways.replacement) == (FindingKind.AMBIGUOUS, None)


def test_exact_values_are_said_to_be_exact_and_measured_ones_are_not():
    assert lint("3 斤", judge, DAY)[0].converted.exact
    assert not lint("10 psi", judge, DAY)[0].converted.exact
    assert lint("100 ft", judge, DAY)[0].converted == lint("100英尺", judge, DAY)[0].converted
    assert lint("100 ft", judge, DAY)[0].converted.exact


def test_words_in_the_document_let_the_blood_pressure_unit_pass():
    assert said("120 mmHg") == [("mmHg", "16.00 kPa")]
    assert said("血压 120 mmHg") == []
    assert said("120 mmHg", document="无创自动测量血压计") == []


def test_without_a_judge_only_the_writing_is_checked():
    assert [f.text for f in lint("10 lb，5 KG，三斤", silent, DAY)] == ["KG"]


def test_what_needs_a_person_is_not_replaced():
    text = "5加仑，5公斤力米，10 W/m²·K，5 mpa"
    assert corrected(text, lint(text, judge, DAY)) == text
