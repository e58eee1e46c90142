"""A seeded corpus of made-up clauses that read like specifications: for the search benchmark and the search tests.

Every clause is synthetic. Words overlap on purpose (燃气表 inside 燃气表示值): a tokeniser that cuts words loses some.
"""

# ruff: noqa: SIM905  word lists read best as text
import random
from collections.abc import Iterator

from quanheng.kernel.search.registry import Document

INSTRUMENTS = (
    "电子天平 膜式燃气表 冷水水表 燃油加油机 出租汽车计价器 心电图机 声级计 压力表 精密压力表 热电偶 铂电阻温度计 "
    "数字万用表 电能表 测速仪 激光测距仪 游标卡尺 千分尺 钢直尺 量块 砝码 衡器 电子秤 皮带秤 汽车衡 密度计 "
    "酸度计 分光光度计 气相色谱仪 血压计 听力计 流量计 容积表 加速度计 硬度计 扭矩仪 照度计 亮度计 辐射仪"
).split()
QUANTITIES = (
    "示值误差 最大允许误差 重复性 测量不确定度 扩展不确定度 分辨力 稳定性 回程误差 线性度 零点漂移 灵敏度 "
    "准确度等级 响应时间 温度系数 鉴别力 偏载误差 净含量 短缺量 流量 压力 温度 湿度 质量 长度"
).split()
ACTS = "检定 校准 检验 型式评价 首次检定 后续检定 使用中检查 期间核查 测试 比对 验证 溯源".split()
CONDITIONS = (
    "环境温度应为(20±5)℃ 相对湿度不大于85% 电源电压220V±10% 无明显振动 预热时间不少于30min 不得有强磁场干扰 "
    "测量点不少于5个 每点重复测量10次 检定周期一般不超过1年 标准器的扩展不确定度应不大于最大允许误差的1/3 "
    "量程为0～100kPa 频率范围20Hz～20kHz 流量不大于10³m³/h 面积为2㎡"
).split()
FRAMES = (
    "{instrument}的{quantity}应符合表{n}的规定。",
    "对{instrument}进行{act}时，{condition}。",
    "{instrument}{quantity}按公式（{n}）计算，{condition}。",
    "经{act}合格的{instrument}，发给{act}证书；不合格的，注明不合格项目。",
    "本规范适用于{instrument}的{act}，不适用于{other}。",
    "{act}用设备包括{other}、{instrument}及其配套装置，其{quantity}见{code}。",
    "将{instrument}置于{other}上，读取{quantity}，重复{n}次，取平均值作为结果。",
    "依据{code}，{instrument}{quantity}不得超过±{n}.5%。",
    "{condition}；否则{quantity}的结果应予修正，修正方法见{code}的第{n}条。",
    "制造、修理{instrument}的单位应当建立{act}制度，保证{quantity}准确可靠。",
)
SINGLE = tuple("秤表仪尺")


def code(chance: random.Random) -> str:
    """A made-up number in the form of a national specification."""
    kind = chance.choice(("JJG", "JJF"))
    return f"{kind} {chance.randint(1000, 1999)}-{chance.randint(1985, 2026)}"


def sentence(chance: random.Random) -> str:
    """One made-up sentence."""
    return chance.choice(FRAMES).format(
        instrument=chance.choice(INSTRUMENTS),
        other=chance.choice(INSTRUMENTS),
        quantity=chance.choice(QUANTITIES),
        act=chance.choice(ACTS),
        condition=chance.choice(CONDITIONS),
        code=code(chance),
        n=chance.randint(1, 99),
    )


def clauses(count: int, seed: int = 20261122) -> Iterator[Document]:
    """``count`` clauses, about a hundred to a specification, with a mean length near 146 characters."""
    chance = random.Random(seed)
    number = code(chance)
    for at in range(count):
        if at % 100 == 0:
            number = code(chance)
            name = f"{chance.choice(INSTRUMENTS)}{chance.choice(ACTS)}规程"
        body = "\n".join(sentence(chance) for _ in range(chance.randint(2, 7)))
        yield Document(
            kind="clause",
            key=f"{at}",
            title=f"{number} {name} 第{at % 100 + 1}条",
            url=f"/clauses/{at}/",
            body=body,
            codes=(number,),
            facets={"year": number[-4:], "subkind": number[:3].lower()},
            synthetic=True,
        )


def queries(documents: list[Document], count: int, seed: int = 7) -> dict[str, list[str]]:
    """``count`` queries of each class: one to four words, partial words, phrases, numbers, single characters."""
    chance = random.Random(seed)
    words = [*INSTRUMENTS, *QUANTITIES, *ACTS]

    def cut(shortest: int, longest: int) -> str:
        while True:
            line = chance.choice(chance.choice(documents).body.split("\n"))
            runs = [run for run in line.replace("，", "。").split("。") if len(run) > longest]
            if runs:
                run = chance.choice(runs)
                at = chance.randrange(len(run) - longest)
                return run[at : at + chance.randint(shortest, longest)]

    def han(shortest: int, longest: int) -> str:
        while True:
            found = cut(shortest, longest)
            if all("\u4e00" <= character <= "\u9fff" for character in found):
                return found

    return {
        **{f"{n} words": [" ".join(chance.sample(words, n)) for _ in range(count)] for n in (1, 2, 3, 4)},
        "partial word": [han(2, 3) for _ in range(count)],
        "phrase": [han(5, 10) for _ in range(count)],
        "number": [chance.choice(documents).codes[0] for _ in range(count)],
        "part of a number": [chance.choice(documents).codes[0][:7] for _ in range(count)],
        "one character": [chance.choice(SINGLE) for _ in range(count)],
    }
