"""Names and codes that nobody has, for synthetic registers."""

import random

from quanheng.apps.people.rules.credit_code import ALPHABET, check_character

MARK = "〔合成〕"
AUTHORITY = "YY"
"""Registering authority and kind "other": no real code of GB 32100-2015 starts so."""
_PLACES = ("东山", "西河", "南湖", "北岭", "中原", "海滨", "江口", "平川", "长桥", "新港", "青石", "白塔")
_WORDS = ("衡正", "量恒", "精测", "天平", "准绳", "矩度", "明衡", "方圆", "致远", "经纬", "同律", "标新")
_TRADES = ("仪器", "衡器", "计量检测", "流量设备", "电能计量", "热工仪表", "传感技术", "标准物质", "检验认证", "测控")
_FORMS = ("有限公司", "股份有限公司", "研究院", "检测中心", "协会")
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何"
_GIVEN = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"


def organisation_name(number: int, chance: random.Random) -> str:
    """A marked name that stands once: ``〔合成〕东山衡正仪器有限公司 17 号``."""
    parts = (chance.choice(words) for words in (_PLACES, _WORDS, _TRADES, _FORMS))
    return f"{MARK}{''.join(parts)} {number} 号"


def person_name(chance: random.Random) -> str:
    """A marked name."""
    return f"{MARK}{chance.choice(_FAMILY)}{chance.choice(_GIVEN)}{chance.choice(_GIVEN)}"


def credit_code(number: int, region: str) -> str:
    """A code with the right check character for the running ``number``, different for each."""
    body = ""
    for _ in range(9):
        number, digit = divmod(number, len(ALPHABET))
        body = ALPHABET[digit] + body
    code = f"{AUTHORITY}{region}{body}"
    return code + check_character(code)
