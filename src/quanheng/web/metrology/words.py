"""What the metrology core says, in the language of the interface.

The core speaks English templates (:class:`~quanheng.core.metrology.statement.Statement`); here each has its Chinese
sentence, which is itself translatable. A test holds that none is missing.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanheng.core.metrology.statement import Statement
from quanheng.web.metrology.words_comparison import COMPARISON
from quanheng.web.metrology.words_files import FILES

CORE: dict[str, Promise] = {
    # errors.py, distributions.py, influence.py
    "must be a finite number, not {value}": _("必须是有限的数，而不是 {value}"),
    "must be zero or more, not {value}": _("必须不小于零，而不是 {value}"),
    "must be more than zero, not {value}": _("必须大于零，而不是 {value}"),
    "must lie between 0 and 1, not {value}": _("必须在 0 与 1 之间，而不是 {value}"),
    "must be a whole number of at least {least}, not {value}": _("必须是不小于 {least} 的整数，而不是 {value}"),
    "all observations are equal: the resolution, not their scatter, is the influence": _(
        "各次观测值全部相等：影响量是分辨力，不是分散性"
    ),
    "a t distribution with {nu:g} degrees of freedom has no standard deviation": _(
        "自由度为 {nu:g} 的 t 分布没有标准偏差"
    ),
    "the inexactness {inexact:g} of a limit exceeds the half-width {half_width:g}": _(
        "界限的不准量 {inexact:g} 超过了半宽 {half_width:g}"
    ),
    "the correlation matrix is not positive semidefinite": _("相关系数矩阵不是半正定的，这组相关系数自相矛盾"),
    "{id} stands for two different quantities: keep ids permanent": _("{id} 指了两个不同的量：标识必须始终指同一个量"),
    # expression.py
    "is longer than {longest} characters": _("超过 {longest} 个字符"),
    "cannot be read at column {column}": _("第 {column} 个字符处无法识读"),
    "cannot be read: it is too deep or holds a character that is not text": _("无法识读：嵌套太深，或含有非文字字符"),
    "is nested more than {deepest} levels deep": _("嵌套超过 {deepest} 层"),
    "has ^ at column {column}: a power is written **": _("第 {column} 个字符处有 ^：乘方写作 **"),
    "has something that is neither arithmetic nor a known function at column {column}": _(
        "第 {column} 个字符处既不是算术也不是已知函数"
    ),
    "has a number that is too large at column {column}": _("第 {column} 个字符处的数太大"),
    "uses {name} at column {column}, which is not an input ({known})": _(
        "第 {column} 个字符处的 {name} 不是输入量（已有：{known}）"
    ),
    "calls {name} at column {column}; known functions: {known}": _(
        "第 {column} 个字符处的函数 {name} 不认识；可用函数：{known}"
    ),
    "{name} takes {count} arguments, not {given}": _("{name} 需要 {count} 个参数，而不是 {given} 个"),
    # model.py, montecarlo.py, drawing.py, summary.py, result.py
    "{model} has no finite value at the estimates of its inputs": _("模型“{model}”在输入估计值处没有有限的值"),
    "{model} cannot be differentiated with respect to {name}": _("模型“{model}”对 {name} 不可求导"),
    "{model} is not finite for some trials of its inputs": _("模型“{model}”在部分抽样处没有有限的值"),
    "{ids}: correlated influences need a joint distribution; all normal, or all observed in one ensemble "
    "(JCGM 101, 6.4.8)": _(
        "{ids}：相关的影响量需要联合分布，即全为正态，或同属一组观测（ensemble）（JCGM 101，6.4.8）"
    ),
    "an end point lies beyond 25 standard deviations: the tails are too heavy for it": _(
        "包含区间端点在 25 倍标准偏差以外：分布的尾部太重"
    ),
    "{first} and {second} are correlated with finite degrees of freedom and no ensemble: "
    "Welch–Satterthwaite does not hold (JCGM 100, G.4.1), use Monte Carlo": _(
        "{first} 与 {second} 相关、自由度有限而又不同组，韦尔奇-萨特思韦特公式不成立（JCGM 100，G.4.1），请用蒙特卡洛法"
    ),
    "an output without uncertainty has no degrees of freedom": _("没有不确定度的输出量也没有自由度"),
    # audit.py
    "{name} carries {share:.1%} of the variance": _("{name} 占方差的 {share:.1%}"),
    "U = {expanded:.3g} is smaller than the capability {cmc:.3g}": _("U = {expanded:.3g} 小于所报能力 {cmc:.3g}"),
    "{nu:.1f} effective degrees of freedom, k = {k:.2f}": _("有效自由度只有 {nu:.1f}，k = {k:.2f}"),
    "{what} is {old} in the file and {new} recomputed": _("{what} 在文件中是 {old}，重新计算得 {new}"),
    "{id} enters directly and again within {name}: is it really used twice?": _(
        "{id} 既直接输入，又包含在 {name} 之中：确实用了两次吗？"
    ),
    "{name} enters the model {count} times as a direct input": _("{name} 作为直接输入量进入模型 {count} 次"),
    "{ids} have one label, source and value: one influence, two ids?": _(
        "{ids} 名称、来源和数值都相同：是否是同一影响量用了两个标识？"
    ),
}
RULES: dict[str, Promise] = {
    "does not recompute": _("复算不符"),
    "counted twice": _("重复计入"),
    "below the CMC": _("小于校准测量能力"),
    "dominant term": _("主导分量"),
    "few degrees of freedom": _("自由度过小"),
    "no degrees of freedom": _("没有有效自由度"),
    "fault": _("错误"),
    "warning": _("警告"),
    "note": _("说明"),
}
DISTRIBUTIONS: dict[str, Promise] = {
    "normal": _("正态"),
    "rectangular": _("均匀"),
    "triangular": _("三角"),
    "trapezoidal": _("梯形"),
    "ctrap": _("曲边梯形"),
    "arcsine": _("反正弦"),
    "t": _("t（标度）"),
    "t_sd": _("t（标准差）"),
    "exponential": _("指数"),
    "gamma": _("伽马"),
}
ALL: dict[str, Promise] = {**CORE, **FILES, **COMPARISON}


def said(text: str) -> str:
    """``text`` of the core in the language of the interface; text without a template of ours stays as it is."""
    if not isinstance(text, Statement) or text.template not in ALL:
        return str(text)
    values = {name: said(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return str(ALL[text.template]).format(**values)
