"""Made-up sentences of the length and vocabulary of metrology law, for measurements of scale. They mean nothing."""

import random

MEAN_LENGTH = 146
SPREAD = 70
SHORTEST = 30
WHO = (
    "县级以上人民政府计量行政部门 计量检定机构 被授权单位 使用计量器具的单位 生产者 销售者 计量技术委员会 "
    "秘书处承担单位 起草单位 主导实验室 参比实验室 标准物质研制单位 型式评价机构 注册计量师 企业事业单位"
)
DOES = "应当 可以 不得 有权 负责 组织 按照规定 在三十日内 自受理之日起 每年至少一次"
ACT = "开展 保存 公布 报送 核查 登记 申请 考核 更换 停止使用 验证 评定 审定 抽查 校准 溯源 复核 封存 记录 检定"
WHAT = (
    "计量标准器具 工作计量器具 水表 燃气表 电能表 衡器 电子秤 加油机 出租汽车计价器 血压计 声级计 标准物质 "
    "计量比对结果 测量不确定度评定报告 检定证书 校准证书 量值传递文件 计量技术规范 原始记录 型式批准证书 "
    "净含量抽样方案 能源计量数据 碳计量数据 重复性试验数据 稳定性考核记录 期间核查计划 检定周期 最大允许误差 "
    "国家计量基准 社会公用计量标准"
)
WHY = "以保证量值准确可靠 并接受监督检查 并向社会公开 相关资料保存不少于五年 费用由申请人承担 结果应当可以追溯"
JOIN = "和 以及 或者 及其"


def _one(words: str, chance: random.Random) -> str:
    return chance.choice(words.split())


def sentence(chance: random.Random) -> str:
    """One sentence of about 40 characters."""
    objects = _one(WHAT, chance)
    if chance.random() < 1 / 2:
        objects += _one(JOIN, chance) + _one(WHAT, chance)
    number = f"{chance.randrange(1, 400)}" if chance.random() < 1 / 4 else ""
    tail = f"，{_one(WHY, chance)}" if chance.random() < 2 / 3 else ""
    count = f"（不超过 {number} 台（件））" if number else ""
    return f"{_one(WHO, chance)}{_one(DOES, chance)}{_one(ACT, chance)}{objects}{count}{tail}。"


def article_text(chance: random.Random) -> list[str]:
    """The paragraphs of one article; their lengths add up to about ``MEAN_LENGTH`` on average."""
    wanted = max(SHORTEST, chance.gauss(MEAN_LENGTH - 18, SPREAD))
    paragraphs, current, length = [], "", 0
    while length < wanted:
        piece = sentence(chance)
        current += piece
        length += len(piece)
        if chance.random() < 1 / 5:
            paragraphs.append(current)
            current = ""
    return [*paragraphs, current] if current else paragraphs
