"""The YAML file of an uncertainty budget."""

from collections.abc import Mapping
from dataclasses import dataclass

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.files.faults import FileFault, FileRefused
from quanheng.core.metrology.files.fields import Taker
from quanheng.core.metrology.files.influences import Load, read_input, same_quantity
from quanheng.core.metrology.files.yaml_tree import Fields, Items, Leaf, read_tree
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty.expression import model_of, names_in, plain_name, usable_name
from quanheng.core.metrology.uncertainty.influence import Correlation, Influence, correlation_matrix, union
from quanheng.core.metrology.uncertainty.model import Model
from quanheng.core.metrology.uncertainty.result import Result

TOP = (
    "name",
    "version",
    "model",
    "outputs",
    "unit",
    "inputs",
    "correlations",
    "coverage_probability",
    "truncate_nu",
    "monte_carlo",
    "cmc",
)
MONTE_CARLO = ("trials", "adaptive", "seed", "digits", "most")
MOST_TRIALS = 10**9


@dataclass(frozen=True, slots=True)
class MonteCarlo:
    """What is asked of Monte Carlo: a fixed number of ``trials``, or ``None`` for the adaptive procedure with at most
    ``most``; ``digits`` of u that count.
    """

    trials: int | None
    seed: int
    digits: int
    most: int


@dataclass(frozen=True, slots=True)
class BudgetFile:
    """A budget as its file states it."""

    model: Model
    inputs: dict[str, Influence | Result]
    correlations: tuple[Correlation, ...]
    p: float
    truncated: bool
    monte_carlo: MonteCarlo | None
    cmc: float | None


def read_budget_file(file: str, text: str, load: Load) -> BudgetFile:
    """The budget in ``text``. ``load`` gives the text of an inherited result by the name that stands in the file.

    Raises ``FileRefused`` with every fault, its line, its rule and its remedy.
    """
    tree = read_tree(file, text)
    faults: list[FileFault] = []
    if not isinstance(tree, Fields):
        rule, remedy = Statement("must hold fields"), Statement("start from the example in the documentation")
        raise FileRefused([FileFault(file, tree.line, "", "", rule, remedy)])
    top = Taker(file, tree, "", faults)
    top.only(TOP)
    inputs = _inputs(top, load)
    model = _model(top, list(inputs))
    correlations = _correlations(top, inputs)
    p = top.number("coverage_probability", allow=lambda v: 0 < v < 1, rule=Statement("must lie between 0 and 1"))
    monte_carlo = _monte_carlo(top)
    cmc = top.number("cmc", above=0)
    truncated = top.yes("truncate_nu")
    known = {name: given for name, given in inputs.items() if given is not None}
    if faults or model is None or not known:
        raise FileRefused(sorted(faults, key=lambda fault: fault.line or 0))
    return BudgetFile(model, known, correlations, 0.95 if p is None else p, truncated, monte_carlo, cmc)


def _inputs(top: Taker, load: Load) -> dict[str, Influence | Result | None]:
    listed = top.fields("inputs", need=Statement("list the input quantities by name"))
    read: dict[str, Influence | Result | None] = {}
    for name in listed.tree.entries if listed else ():
        assert listed is not None
        plain = plain_name(name)
        if not usable_name(name):
            listed.fault(
                name,
                Statement("cannot name an input"),
                Statement("use letters, digits and underscores, and no name of a function"),
            )
            continue
        if plain in read:
            listed.fault(name, Statement("{name} is given twice", name=plain), Statement("keep one of them"))
            continue
        one = listed.fields(name, need=Statement("write name: value pairs below it"))
        given = read_input(plain, one, load) if one else None
        made = {key: value for key, value in read.items() if value is not None}
        if one and isinstance(given, Influence) and (other := same_quantity(made, plain, given)):
            one.fault(
                "id",
                Statement("{id} stands already for another quantity, {other}", id=given.id, other=other),
                Statement("give each quantity its own permanent id"),
            )
        read[plain] = given
    return read


def _model(top: Taker, inputs: list[str]) -> Model | None:
    name = top.text("name", need=Statement("give the model a permanent name"))
    version = top.text("version", need=Statement("give the model a version, and a new one when it changes"))
    if top.has("model") == top.has("outputs"):
        top.fault(
            "model",
            Statement("give either model (one output) or outputs (several), not both and not neither"),
            Statement("write model: v / i"),
        )
        return None
    if top.has("model"):
        texts, units = {"y": (top, "model", top.text("model"))}, [top.text("unit", default="1")]
    else:
        texts, units = _outputs(top)
    read: dict[str, str] = {}
    used: set[str] = set()
    for output, (taker, field, text) in texts.items():
        try:
            model_of({output: text}, name=name, version=version, inputs=inputs)
        except InvalidArgument as fault:
            taker.fault(field, fault.rule, Statement("see the list of functions in the documentation"))
            continue
        read[output] = text
        used |= names_in(" ".join(text.split()))
    if len(read) < len(texts) or not read:
        return None
    for idle in sorted(set(inputs) - used):
        top.fault("inputs", Statement("{name} is not used by the model", name=idle), Statement("use it or remove it"))
    return model_of(read, name=name, version=version, inputs=inputs, units=units)


def _outputs(top: Taker) -> tuple[dict[str, tuple[Taker, str, str]], list[str]]:
    texts, units = {}, []
    listed = top.fields("outputs")
    for name in listed.tree.entries if listed else ():
        assert listed is not None
        one = listed.fields(name, need=Statement("write expression: and unit: below it"))
        if one:
            one.only(("expression", "unit"))
            text = one.text("expression", need=Statement("write expression: v / i"))
            if text:
                texts[name] = (one, "expression", text)
                units.append(one.text("unit", default="1"))
    return texts, units


def _correlations(top: Taker, inputs: Mapping[str, Influence | Result | None]) -> tuple[Correlation, ...]:
    found = top.tree.entries.get("correlations")
    if not top.has("correlations"):
        return ()
    if not isinstance(found, Items):
        top.fault("correlations", Statement("must be a list"), Statement("write - {{between: [v, i], r: 0.5}}"))
        return ()
    before = len(top.faults)
    made = [one for item in found.items if (one := _correlation(top, item, inputs))]
    influences = [
        (given,) if isinstance(given, Influence) else given.influences for given in inputs.values() if given is not None
    ]
    if len(top.faults) == before and all(given is not None for given in inputs.values()):
        try:
            correlation_matrix(union(influences), made)
        except InvalidArgument as fault:
            top.fault("correlations", fault.rule, Statement("correct the coefficients"))
    return tuple(made)


def _correlation(top: Taker, item: object, inputs: Mapping[str, Influence | Result | None]) -> Correlation | None:
    if not isinstance(item, Fields):
        top.fault("correlations", Statement("must be a list"), Statement("write - {{between: [v, i], r: 0.5}}"))
        return None
    taker = Taker(top.file, item, "correlations.", top.faults)
    taker.only(("between", "r"))
    r = taker.number(
        "r",
        need=Statement("give the correlation coefficient"),
        allow=lambda v: -1 <= v <= 1,
        rule=Statement("must lie between −1 and 1"),
    )
    pair = item.entries.get("between")
    names = [one.text or "" for one in pair.items if isinstance(one, Leaf)] if isinstance(pair, Items) else []
    if len(names) != 2 or names[0] == names[1]:  # noqa: PLR2004
        taker.fault("between", Statement("must be two different inputs"), Statement("write between: [v, i]"))
        return None
    ids = [_influence_id(name, inputs) for name in names]
    for name, known in zip(names, ids, strict=True):
        if known is None:
            rule = Statement("{name} is not an input of its own, nor the id of an influence", name=name)
            taker.fault("between", rule, Statement("write between: [v, i]"))
    if r is None or ids[0] is None or ids[1] is None:
        return None
    return Correlation(ids[0], ids[1], r)


def _influence_id(name: str, inputs: Mapping[str, Influence | Result | None]) -> str | None:
    direct = inputs.get(plain_name(name))
    if isinstance(direct, Influence):
        return direct.id
    if plain_name(name) in inputs and direct is None:
        return f"unread {name}"  # the input has a fault of its own; that one is said, not this
    known = {i.id for g in inputs.values() if isinstance(g, Result) for i in g.influences}
    known |= {g.id for g in inputs.values() if isinstance(g, Influence)}
    return name if name in known else None


def _monte_carlo(top: Taker) -> MonteCarlo | None:
    taker = top.fields("monte_carlo")
    if taker is None:
        return None
    taker.only(MONTE_CARLO)
    seed = taker.whole("seed", need=Statement("give any whole number, so that the run can be repeated"))
    digits = taker.whole("digits", least=1, default=2) or 2
    most = taker.whole("most", least=20_000, default=100_000_000) or 0
    adaptive = taker.yes("adaptive")
    trials = taker.whole("trials", least=10_000)
    if adaptive == taker.has("trials"):
        taker.fault(
            "trials",
            Statement("give either trials or adaptive: true"),
            Statement("write trials: 1000000, or adaptive: true"),
        )
    for field, count in (("trials", trials), ("most", most)):
        if count is not None and count > MOST_TRIALS:
            taker.fault(field, Statement("is more than {most}", most=MOST_TRIALS), Statement("ask for fewer"))
    return None if seed is None else MonteCarlo(None if adaptive else trials, seed, digits, most)
