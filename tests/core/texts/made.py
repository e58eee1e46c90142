"""A made-up policy, as TXT, HTML, DOCX and PDF."""

import io

import typst
from docx import Document
from pylopdf_fonts_zh_cn import __file__ as fonts

TITLE = "关于加强量具管理的实施意见"
LINES = [
    TITLE,
    "各县（区）人民政府，市政府各部门：",
    "为了让本市的量具管理更加规范，让企业和群众用上准确可靠的量具，根据有关法律法规的规定，结合本市实际，现提出以下意见。",
    "一、总体要求",
    "（一）工作目标。到2027年，全市社会公用计量标准达到120项以上，强制检定覆盖率达到98%，民生领域量具投诉办结率保持在95%以上，服务能力走在全省前列。",
    "（二）基本原则。坚持统一领导、分级负责，坚持服务企业、方便群众，坚持依法监管、公开透明，把量具管理的各项要求落到实处，见到实效。",
    "二、重点任务",
    "（三）建立台账。各县（区）应当对在用量具登记造册，每年更新一次，做到底数清楚、情况明白。（责任单位：市市场监管局、市商务局，各县〔区〕人民政府）",
    "1. 加油机。加油站应当将加油机的数量、型号和检定日期报送所在地市场监管部门，发生变化的应当在十个工作日内更新。",
    "2. 电子秤。集贸市场主办者应当对场内使用的电子秤统一登记、统一管理，并在显著位置设置公平秤，方便群众复核。",
    "（四）开展服务。组织计量技术机构为中小企业提供上门检定服务，2026年底前服务不少于300家。（市市场监管局牵头，市工业和信息化局配合）",
    "三、保障措施",
    "（五）加强领导。各有关部门要把量具管理列入重要议事日程，主要负责人亲自过问，分管负责人具体抓落实，及时研究解决工作中的困难。",
    "某市人民政府",
    "2026年3月15日",
]  # fmt: skip
ANCHORS = ["s1", "1", "2", "s2", "3", "3_1", "3_2", "4", "s3", "5"]


def as_txt(encoding="utf-8"):
    return "\n\n".join(LINES).encode(encoding)


def as_html(encoding="utf-8"):
    body = "\n".join(f"<p>&emsp;&emsp;{line}</p>" for line in LINES[1:])
    page = f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{TITLE}_某市人民政府</title>
<style>p {{ color: red }}</style><script>var 一 = "一、不是正文";</script></head><body>
<!-- 一、注释不是正文 -->
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<div class="weizhi">当前位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>
<h1>{TITLE}</h1><div class="info">来源：市政府办公室 发布时间：2026-03-15 浏览次数：<span>88</span></div>
<table><tr><td>索引号</td><td>0001</td></tr></table>
<div id="content">{body}</div>
<p><a href="/a.pdf">附件：名单.pdf</a></p>
<div class="share">分享到：<a>微信</a></div>
<footer>版权所有：某市人民政府 <a href="#">备案号：某ICP备00000000号</a></footer></body></html>"""
    return page.encode(encoding)


def as_docx():
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    return saved(document)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf():
    lines = [f"#align(center)[{LINES[0]}]", *(f"#par(first-line-indent: 0em)[{LINES[1]}]",)]
    body = "\n\n".join(escaped(line) for line in LINES[2:])
    return typeset(f"{lines[0]}\n\n{lines[1]}\n\n{body}")


def escaped(text):
    return text.replace("1. ", "1\\. ").replace("2. ", "2\\. ")


def typeset(body, height="160mm"):
    source = f"""#set page(width: 150mm, height: {height}, margin: 20mm, header: align(center)[某市人民政府公报],
  footer: context align(center)[— #counter(page).display() —])
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh", cjk-latin-spacing: none)
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
{body}"""
    return typst.compile(source.encode(), font_paths=[fonts.rpartition("/")[0]])
