"""The two name lists: objects by stratum (检查对象名录库), and inspectors with their skills (执法检查人员名录库)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.draw.algorithm import Algorithm, DrawFault, list_digest, sorted_ids
from quanheng.core.trust.draw.plan import Plan
from quanheng.core.trust.draw.reading import Fields, all_different, list_of, text_of

Populations = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Inspector:
    """检查人员: an id and the skills (专业) the inspector has."""

    id: str
    skills: frozenset[str]


Pool = Sequence[Inspector]


def pool_value(pool: Iterable[Inspector]) -> list[dict[str, Any]]:
    """The inspectors as a JSON value, in the order of their ids' bytes, skills sorted."""
    by_id = {one.id: one for one in pool}
    return [{"id": one, "skills": sorted(by_id[one].skills)} for one in sorted(by_id, key=str.encode)]


def pool_digest(algorithm: Algorithm, pool: Iterable[Inspector]) -> bytes:
    """The digest of ids *and* skills: a list digest alone would leave the skills open."""
    return algorithm.hash(b"MDRAW-1 pool\n" + canonical(pool_value(pool)))


def populations_of(value: Any) -> dict[str, list[str]]:
    """The objects of a JSON value ``{stratum: [ids]}``."""
    fields = Fields(value, "objects")
    codes = list(value)
    found = {code: [text_of(one, f"objects.{code}") for one in fields.items(code)] for code in codes}
    fields.done()
    return found


def pool_of(value: Any) -> list[Inspector]:
    """The inspectors of a JSON value ``[{id, skills}]``."""
    return [_inspector(one, f"inspectors[{n}]") for n, one in enumerate(list_of(value, "inspectors"))]


def _inspector(value: Any, where: str) -> Inspector:
    fields = Fields(value, where)
    skills = all_different((text_of(one, where) for one in fields.items("skills")), where)
    found = Inspector(fields.text("id"), frozenset(skills))
    fields.done()
    return found


def check_lists(plan: Plan, populations: Populations, pool: Pool) -> None:
    """Refuse lists that are not the ones the plan was made for. Raises ``DrawFault``."""
    if set(populations) != {stratum.code for stratum in plan.strata}:
        raise DrawFault("objects", "the strata of the list are not those of the plan")
    for stratum in plan.strata:
        where, ids = f"objects.{stratum.code}", populations[stratum.code]
        if len(ids) != stratum.count or list_digest(plan.algorithm, ids, where) != stratum.list_digest:
            raise DrawFault(where, "is not the list the plan names: number or digest differ")
    all_different((one for ids in populations.values() for one in ids), "objects")
    if plan.inspectors is not None:
        _check_pool(plan, pool)


def _check_pool(plan: Plan, pool: Pool) -> None:
    rule, ids = plan.inspectors, sorted_ids((one.id for one in pool), "inspectors")
    if rule is None:
        return
    digest = list_digest(plan.algorithm, ids, "inspectors")
    differs = (rule.count is not None and rule.count != len(ids)) or rule.list_digest not in {None, digest}
    if differs or rule.pool_digest not in {None, pool_digest(plan.algorithm, pool)}:
        raise DrawFault("inspectors", "is not the list the plan names: number, digest or skills differ")
