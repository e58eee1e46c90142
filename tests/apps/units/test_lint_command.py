"""``quanheng lint-units`` on files as people have them, and on the official texts."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from quanheng.apps.units.checking import check
from quanheng.apps.units.documents import Passage, open_document
from quanheng.apps.units.judge import register_judge
from quanheng.core.metrology.units import read_unit
from quanheng.core.metrology.units.lint import lint

DAY = date(2026, 11, 22)


def run(*arguments):
    """Exit code, standard output and standard error of the command."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("lint-units", *map(str, arguments), "--on", DAY.isoformat(), stdout=out, stderr=err)
    except SystemExit as left:
        code = left.code
    return code, out.getvalue(), err.getvalue()


def found(*arguments):
    return json.loads(run(*arguments, "--json")[1])


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text("一、共三斤。\n二、压力 5 Kpa。\n", encoding="utf-8")
    return path


def test_a_text_is_reported_by_line_and_column(text_file):
    code, out, _err = run(text_file)
    assert code == 1
    assert f"{text_file}:1:5" in out
    assert "三斤 = 1.5 kg" in out
    assert f"{text_file}:2:8" in out
    assert "5 kPa" in out
    assert "发现 2 处" in out


def test_a_clean_text_ends_with_zero(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("质量 10 kg，温度 (20±2) ℃。", encoding="utf-8")
    assert run(path)[0] == 0
    assert found(path) == []


def test_json_carries_value_digits_and_basis(text_file):
    first, second = found(text_file)
    assert (first["line"], first["column"], first["text"], first["quantity"]) == (1, 5, "斤", "三斤")
    assert first["converted"] == {"text": "1.5 kg", "unit": "kg", "exact": True, "significant_digits": 3}
    assert first["status"] == "abolished"
    assert first["basis"]["instrument"] == "legal-units-order-1984"
    assert (second["kind"], second["rule"], second["replacement"]) == ("writing", "case", "5 kPa")
    assert second["basis"]["status"] == "assumed"


def test_the_day_decides(text_file):
    err, out = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit):
        call_command("lint-units", str(text_file), "--json", "--on", "1985-06-01", stdout=out, stderr=err)
    assert [each["text"] for each in json.loads(out.getvalue())] == ["Kpa"]


def test_gb18030_is_guessed_and_said_and_may_be_named(tmp_path):
    path = tmp_path / "旧.txt"
    path.write_bytes("宽五英尺，重三斤".encode("gb18030"))
    _code, _out, err = run(path)
    assert "按 GB18030 读取" in err
    assert len(found(path)) == 2
    assert run(path, "--encoding", "gbk")[2] == ""
    with pytest.raises(CommandError, match="utf-8") as refused:
        run(path, "--encoding", "utf-8")
    assert refused.value.returncode == 2


def test_standard_input_is_a_file(monkeypatch):
    class Stream:
        buffer = io.BytesIO("重 10 KG".encode())

    monkeypatch.setattr("sys.stdin", Stream())
    assert [(each["file"], each["column"]) for each in found("-")] == [("-", 6)]


def test_html_keeps_the_places_of_its_source(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><style>p{width:10in}</style><script>var a = '5 lb'</script></head>\n"
        "<body><p>重 10&nbsp;KG，体积 5 M<sup>3</sup>，\n长 <b>5</b>英寸，<code>3 lb</code></p>\n"
        "<table><tr><th>压力/psi</th><td>lb</td><td>5</td></tr></table></body></html>",
        encoding="utf-8",
    )
    rows = [(each["line"], each["column"], each["text"], each["quantity"]) for each in found(path)]
    source = path.read_text(encoding="utf-8").split("\n")
    assert rows == [
        (2, source[1].index("KG") + 1, "KG", "10\u00a0KG"),
        (2, source[1].index("M<sup>") + 1, "M³", "5 M³"),
        (3, source[2].index("英寸") + 1, "英寸", "5英寸"),
        (4, source[3].index("psi") + 1, "psi", "psi"),
        (4, source[3].index("lb") + 1, "lb", "lb"),
    ]


def test_html_is_read_in_the_encoding_it_declares(tmp_path):
    path = tmp_path / "旧.htm"
    path.write_bytes('<meta charset="gb2312"><p>三斤</p>'.encode("gb18030"))
    code, _out, err = run(path)
    assert (code, err) == (1, "")


def test_docx_is_read_with_tables_headers_and_superscripts(tmp_path):
    document = Document()
    document.add_paragraph("净含量 10 kg")
    paragraph = document.add_paragraph("体积 5 M")
    paragraph.add_run("3").font.superscript = True
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "质量（LB）"
    table.cell(1, 1).text = "5斤"
    document.sections[0].header.paragraphs[0].text = "每箱 20 磅"
    document.sections[0].footer.paragraphs[0].text = "第 1 页 JJG 1036-2008"
    path = tmp_path / "a.docx"
    document.save(path)
    assert [(each["place"], each["column"], each["quantity"]) for each in found(path)] == [
        ("第 2 段", 6, "5 M³"),
        ("表 1 第 1 行第 1 列", 4, "LB"),
        ("表 1 第 2 行第 2 列", 2, "5斤"),
        ("第 1 节页眉第 1 段", 7, "20 磅"),
    ]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("没有.txt", None, "读不了"),
        ("a.pdf", b"%PDF-1.7", "另存为"),
        ("a.docx", b"PK\x03\x04 broken", "DOCX"),
        ("b.docx", b"not a zip", "DOCX"),
        ("a.txt", b"\x00\x01\x02", "不是文本文件"),
        ("b.txt", b"\x80\xff\xff", "--encoding"),
    ],
)
def test_what_cannot_be_read_names_the_file_and_the_remedy(tmp_path, name, raw, words):
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(CommandError, match=words) as refused:
        run(path)
    assert refused.value.returncode == 2
    assert name in str(refused.value)


def test_every_unreadable_file_is_named_at_once(tmp_path, text_file):
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "一.txt", text_file, tmp_path)
    assert "一.txt" in str(refused.value)
    assert "文件夹" in str(refused.value)


def test_a_wrong_day_and_a_wrong_encoding_are_refused(text_file):
    with pytest.raises(CommandError, match="--on"):
        call_command("lint-units", str(text_file), "--on", "yesterday")
    with pytest.raises(CommandError, match="klingon"):
        run(text_file, "--encoding", "klingon")


def test_an_empty_file_has_nothing_wrong(tmp_path):
    path = tmp_path / "空.txt"
    path.touch()
    assert run(path)[0] == 0


@pytest.mark.parametrize(
    ("unit", "day", "status", "acceptable"),
    [
        ("kg", DAY, "legal", True),
        ("斤", DAY, "abolished", False),
        ("斤", date(1990, 12, 31), "transitional", True),
        ("亩", DAY, "context", True),
        ("斤/亩", DAY, "abolished", False),
        ("lb/ft³", DAY, "not_legal", False),
        ("kn", DAY, "legal_restricted", True),
        ("kat", DAY, "legal", True),
        ("lb", date(1980, 1, 1), "no_record", True),
    ],
)
def test_the_register_judges_by_date(unit, day, status, acceptable):
    judgement = register_judge(read_unit(unit), day)
    assert (judgement.status, judgement.acceptable) == (status, acceptable)


def test_the_register_does_not_judge_a_pure_number():
    assert register_judge(read_unit("1"), DAY) is None


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def test_laws_and_regulations_have_no_finding(shared_data):
    """市制, 英制, 里程计价表, article numbers, years: sixteen instruments, and nothing in them is a wrong unit."""
    files = sorted((shared_data / "regulations").glob("*.json")) + sorted((shared_data / "policies").glob("*.json"))
    assert len(files) > 15
    read = 0
    for path in files:
        for text in texts_of(json.loads(path.read_text(encoding="utf-8"))):
            read += len(text)
            assert lint(text, register_judge, DAY) == (), path.name
    assert read > 100_000


def limits(shared_data):
    path = shared_data / "specifications" / "medical_spec_items.json"
    for specification in json.loads(path.read_text(encoding="utf-8")):
        names = [specification["title_zh"], *(item["item"] for item in specification["items"])]
        yield specification["number"], names, [text for item in specification["items"] for text in item["limits"]]


OUT_OF_CONTEXT = {
    "JJF 1259-2018": ["±100mmHg"],
    "JJG 1163-2019": ["(0～260)mmHg", "±3mmHg", "6mmHg/min"],
    "JJG 270-2008": ["2.25mmHg"],
    "JJG 692-2010": ["(0～260)mmHg", "±3mmHg", "±4mmHg", "5mmHg", "(2～3)mmHg/s", "6mmHg/min"],
}


def test_limits_of_medical_instruments_have_no_finding_but_the_millimetre_of_mercury_out_of_context(shared_data):
    """Each limit read alone, the unit beside the kPa is reported unless 血压 stands in the same sentence. With the
    title of the specification (血压计, 监护仪, 医用注射泵) the unit passes, and nothing else in the limits is wrong.
    """
    alone: dict[str, list[str]] = {}
    for number, names, texts in limits(shared_data):
        for text in texts:
            for each in lint(text, register_judge, DAY):
                alone.setdefault(number, []).append(each.whole)
        passages = [*map(Passage, names), *map(Passage, texts)]
        assert list(check(passages, DAY)) == [], number
    assert alone == OUT_OF_CONTEXT


def test_an_official_law_as_a_document_has_no_finding(shared_data):
    passages, remark = open_document(str(shared_data / "documents" / "metrology_law_2018.md"))
    assert remark == ""
    assert list(check(passages, DAY)) == []


def test_a_translated_draft_is_reported_for_its_wide_percent_signs_only(shared_data):
    passages, _remark = open_document(str(shared_data / "documents" / "metanorma_body-zh.adoc"))
    found = [each.finding for each in check(passages, DAY)]
    assert {(each.kind.value, each.text) for each in found} == {("full-width", "％")}
    assert len(found) == sum(passage.text.count("％") for passage in passages)


def test_certified_values_in_ppm_are_reported(shared_data):
    passages, _remark = open_document(str(shared_data / "calibration" / "reference_material_mentions.csv"))
    assert [each.finding.replacement for each in check(passages, DAY)] == ["500.13×10⁻⁶", "10.0026×10⁻⁶"]


def test_word_files_of_others_are_read(shared_data):
    """A table of UCUM codes in English: it is read to its end; what it lists is not Chinese text and is not judged."""
    path = shared_data / "documents" / "TableOfExampleUcumCodesForElectronicMessagingwithPreface.docx"
    passages, _remark = open_document(str(path))
    assert sum(passage.cell for passage in passages) > 500
