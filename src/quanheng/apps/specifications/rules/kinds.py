"""The kind of a specification where its source does not say (种类推定)."""

from collections.abc import Mapping, Sequence

from quanheng.apps.specifications.rules.numbers import SpecificationNumber


def presumed_kind(
    number: SpecificationNumber, title: str, *, scheme_serials: Sequence[int], kind_by_title: Mapping[str, str]
) -> str:
    """``scheme``, ``verification``, ``calibration``, ``type_evaluation`` or ``unknown``. The result is presumed.

    ``scheme_serials`` is the first and last national JJG serial held to be a verification scheme (检定系统表);
    ``kind_by_title`` maps the end of a title to a kind. Both are dated rules of ``data/status_rules.yaml``.
    """
    for ending, kind in kind_by_title.items():
        if title.endswith(ending):
            return kind
    if number.series == "JJG":
        first, last = scheme_serials
        return "scheme" if not number.issuer and first <= number.number <= last else "verification"
    return "unknown"
