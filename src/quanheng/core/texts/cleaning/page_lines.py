"""Lines that belong to the page a text was copied from, not to the text: what they say (模式表)."""

import re

from quanheng.core.texts.cleaning.cleaned import Removed

LONGEST = 160  # a longer line is prose, whatever it begins with
OWN_WORDS = ("核心提示", "内容提要", "凡本网", "声明", "免责声明")  # of the page: these alone are prose
COLON = r"\s*[:：9]"  # 9 is what remains of a colon whose tag was eaten

# Each pattern is certain on its own: a line of a policy does not read so.
LINES: tuple[tuple[Removed, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        (Removed.BREADCRUMB, r"(?:您?(?:当前|现在)?所?在?的?位置|[您你]的位置)(?:是|为)?\s*[:：]"),
        (Removed.BREADCRUMB, r"首页\s*(?:[>›»/→]|&gt;|\?)"),
        (
            Removed.TOOLBAR,
            rf"(?:文章|信息|稿件)?来源{COLON}.*(?:发布|更新|时间|日期|点击|浏览|阅读|字[号体]|打印|作者|编辑)",
        ),
        (Removed.TOOLBAR, r"(?:【|\[)?\s*(?:放大|缩小)字[体号]"),
        (Removed.TOOLBAR, rf"字[号体](?:大小)?(?:{COLON}.{{0,20}}|\s*【?大\s*中\s*小】?)?$"),
        (Removed.TOOLBAR, rf"(?:浏览|点击|阅读|访问)(?:次数|数量?|量)?{COLON}?\s*\d*\s*次?$"),
        (
            Removed.TOOLBAR,
            r"(?:【|\[|\s)*(?:打印|关闭|收藏|复制链接|加入收藏|打印本[页文]|关闭(?:窗口|本页)|返回(?:顶部|列表|首页)|快速回复)"
            r"(?:】|\]|\s|\||$)",
        ),
        (Removed.TOOLBAR, r"\[\s*\S{2,8}\s*\]\s*\[\s*(?:加入收藏|告诉好友|打印本文|关闭窗口)\s*\]"),
        (Removed.TOOLBAR, r"(?:发布|更新)时间\s*[:：]\s*\d{4}"),
        (
            Removed.SHARE,
            r"分享(?:到|至|给|好友)|.{0,8}(?:扫一扫|扫描二维|扫码关)|.{0,10}分享好友和朋友圈|(?:微信|微博|QQ空间)分享",
        ),
        (
            Removed.ACCOUNT,
            r"(?:找回密码|立即注册|用户登录|登录|注册|QQ登录|搜索|请输入关键[字词]|无障碍(?:浏览)?|长者(?:模式|助手)|网站地图|设为首页)$",
        ),
        (Removed.ACCOUNT, r"您需要登录后才可以|只需一步[，,]\s*快速开始"),
        (Removed.FORUM, r".{0,20}发表于\s*\d{4}-\d{1,2}-\d{1,2}|本版积分规则|(?:只看该作者|倒序浏览|阅读模式)"),
        (Removed.SUMMARY, rf"(?:核心提示|摘\s*要|内容提要|导读){COLON}"),
        (
            Removed.METADATA,
            r"(?:发布单位|发布文号|发布日期|生效日期|废止日期|有效性状|专业属|索引号|主题分类|信息分类|公开(?:方式|日期|类别)"
            r"|成文日期|发文(?:机关|字号|日期)|主题词|组配分类|生成日期|信息名称|有效性|备注)(?:$|[\s:：9?？])",
        ),
        (Removed.METADATA, r"属\s*[?？性]?\s*(?:专业属|$)"),
        (
            Removed.FOOTER,
            r"[^。]*(?:ICP备|公网安备|公安网备|备案编号)|[^。]{0,20}版权所有"
            r"|Powered by|Copyright\s*(?:©|\(c\)|[:：]|\d)|©",
        ),
        (Removed.FOOTER, r"GMT\s*[+-]\s*\d|(?:主办|承办|网站标识码|建议使用.{0,20}浏览器)\s*[:：]?"),
        (Removed.FOOTER, r"(?:电\s*话|邮\s*箱|传\s*真|QQ|微信)\s*[:：?？9]\s*[\w@.-]"),
        (
            Removed.FOOTER,
            rf"(?:地区|标签|关键[字词]|责任编辑|编辑|责编|上一[篇条]|下一[篇条]|相关(?:链接|文章|阅读|新闻)){COLON}",
        ),
        (Removed.FOOTER, rf"声明(?:{COLON}|$)|凡本网|免责声明|小黑屋"),
    )
)
# Certain only where lines of the page have begun: after the text.
TITLE = re.compile(
    r".{4,80}(?:[意意][见見]|通知|[办辦]法|[规規]定|要[点點]|方案|[规規][划劃]|[纲綱]要|[决決]定|公告|通告|[条條]例|[细細][则則]|批[复復]|函|[计計][划劃]|指南|章程|制度|措施|[规規][则則]|法)"
    r"》?(?:\s*[(（〔\[].{0,30})?"
)
NUMBER = re.compile(r"[\u3400-\u9fff]{1,12}\s?[〔\[［(（﹝]\s?\d{4}\s?[〕\]］)）﹞]\s?第?\s?\d{1,5}\s?号")
LATER_TEXT = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,4}[)）、]|第[一二三四五六七八九十百零]{1,6}[章节節条條]|附\s*件"
)


def page_line(text: str) -> Removed | None:
    """Why a line is certainly of the page; ``None`` for everything else."""
    prose = len(text) > LONGEST or text.endswith("。")
    if prose and not text.startswith(OWN_WORDS):
        return None
    return next((reason for reason, pattern in LINES if pattern.match(text)), None)
