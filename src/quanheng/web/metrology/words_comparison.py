"""Decisions and methods of a comparison in the language of the interface."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COMPARISON: dict[str, Promise] = {
    "reference value of participant {participant}, the lead laboratory": _("参考值取主导实验室 {participant} 的结果"),
    "u from the scatter (the stated uncertainties give {other:.6g})": _(
        "不确定度由分散性得到（由所报不确定度得 {other:.6g}）"
    ),
    "u from the stated uncertainties (the scatter gives {other:.6g})": _(
        "不确定度由所报不确定度得到（由分散性得 {other:.6g}）"
    ),
    "χ² = {chi2:.4g} with {nu} degrees of freedom, p = {p:.4g}: consistent at {significance}": _(
        "χ² = {chi2:.4g}，自由度 {nu}，p = {p:.4g}：在显著性水平 {significance} 下一致"
    ),
    "χ² = {chi2:.4g} with {nu} degrees of freedom, p = {p:.4g}: not consistent at {significance}": _(
        "χ² = {chi2:.4g}，自由度 {nu}，p = {p:.4g}：在显著性水平 {significance} 下不一致"
    ),
    "participant {participant} left out: not in the largest consistent subset (all subsets searched)": _(
        "剔除 {participant}：不在最大一致子集内（已搜索全部子集）"
    ),
    "participant {participant} left out: not in the largest consistent subset "
    "(most discrepant result removed one at a time)": _(
        "剔除 {participant}：不在最大一致子集内（逐次去掉偏离最大的结果）"
    ),
    "participant {participant} left out: stated not to enter the reference value": _(
        "{participant} 不参加参考值计算：文件中如此说明"
    ),
    "one result alone remains": _("只剩一个结果"),
    "u and covariances from {trials} Monte Carlo trials, seed {seed}": _(
        "不确定度与协方差由 {trials} 次蒙特卡洛抽样得到，种子 {seed}"
    ),
    "the average of the drawn medians is {average:.8g}": _("抽样中位值的平均为 {average:.8g}"),
    "variance between laboratories {variance:.6g}": _("实验室间方差 {variance:.6g}"),
    "χ² does not exceed its degrees of freedom: no variance added": _("χ² 不超过自由度：不增加实验室间方差"),
    "alpha = {alpha:.4g}; variance between laboratories {variance:.6g}": _(
        "幂 α = {alpha:.4g}；实验室间方差 {variance:.6g}"
    ),
}
METHODS: dict[str, Promise] = {
    "lead": _("主导实验室值"),
    "mean": _("算术平均值"),
    "weighted": _("加权平均值"),
    "lcs": _("最大一致子集的加权平均值"),
    "median": _("中位值"),
    "mandel-paule": _("曼德尔-保罗加权平均值"),
    "dersimonian-laird": _("德西莫尼安-莱尔德加权平均值"),
    "pmm": _("幂调节平均值"),
}
