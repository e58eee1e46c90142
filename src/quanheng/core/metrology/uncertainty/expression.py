"""Measurement models written as text: ``v / i * cos(phi)``.

Only arithmetic, the functions listed here, and the names of the inputs. The text is parsed into a tree of numpy calls;
nothing of it is ever run as a program.
"""

import ast
import operator
import unicodedata
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty.model import Model

LONGEST, DEEPEST = 4000, 200
FUNCTIONS: dict[str, tuple[Callable[..., Any], int]] = {
    **{
        name: (getattr(np, name), 1)
        for name in "sqrt exp log log10 log2 sin cos tan arcsin arccos arctan sinh cosh tanh abs".split()  # noqa: SIM905
    },
    "arctan2": (np.arctan2, 2),
    "hypot": (np.hypot, 2),
}
"""Function name → numpy function and number of arguments."""
CONSTANTS = {"pi": np.pi}
BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {ast.USub: operator.neg, ast.UAdd: operator.pos}

Scope = Mapping[str, Any]
Compiled = Callable[[Scope], Any]


def plain_name(name: str) -> str:
    """A name as Python reads it (NFKC): ``ｘ`` is ``x``, the micro sign is the Greek letter."""
    return unicodedata.normalize("NFKC", name)


def usable_name(name: str) -> bool:
    """Whether ``name`` may name an input: letters (Greek and Chinese too), digits, underscores, and not a function."""
    plain = plain_name(name)
    return plain.isidentifier() and not plain.startswith("__") and plain not in {*FUNCTIONS, *CONSTANTS}


def compiled(text: str, names: Sequence[str]) -> Compiled:
    """``text`` as a function of a mapping name → array.

    Raises ``InvalidArgument`` (argument ``expression``) with the column and what to write instead.
    """
    if len(text) > LONGEST:
        raise _fault(Statement("is longer than {longest} characters", longest=LONGEST))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the parser finds odd is refused below or is arithmetic
            tree = ast.parse(text, mode="eval")
    except SyntaxError as fault:
        raise _fault(Statement("cannot be read at column {column}", column=fault.offset or 1)) from None
    except (ValueError, RecursionError, MemoryError):
        raise _fault(Statement("cannot be read: it is too deep or holds a character that is not text")) from None
    return _node(tree.body, {plain_name(name) for name in names}, 0)


def _fault(rule: str) -> InvalidArgument:
    return InvalidArgument("expression", rule)


def _node(node: ast.expr, names: set[str], depth: int) -> Compiled:
    if depth > DEEPEST:
        raise _fault(Statement("is nested more than {deepest} levels deep", deepest=DEEPEST))
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _number(value, node)
        case ast.Name(id=name):
            return _name(name, node, names)
        case ast.UnaryOp(op=op, operand=inner) if type(op) in UNARY:
            sign, one = UNARY[type(op)], _node(inner, names, depth + 1)
            return lambda scope: sign(one(scope))
        case ast.BinOp(left=left, op=binary, right=right) if type(binary) in BINARY:
            act, first, second = BINARY[type(binary)], _node(left, names, depth + 1), _node(right, names, depth + 1)
            return lambda scope: act(first(scope), second(scope))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return _call(name, args, node, names, depth)
        case ast.BinOp(op=ast.BitXor()):
            raise _fault(Statement("has ^ at column {column}: a power is written **", column=_column(node.right)))
        case _:
            raise _fault(
                Statement(
                    "has something that is neither arithmetic nor a known function at column {column}",
                    column=_column(node),
                )
            )


def _column(node: ast.expr) -> int:
    return node.col_offset + 1


def _number(value: float, node: ast.expr) -> Compiled:
    try:
        number = np.float64(value)
    except OverflowError:
        number = np.float64(np.inf)
    if not np.isfinite(number):
        raise _fault(Statement("has a number that is too large at column {column}", column=_column(node)))
    return lambda _scope: number


def _name(name: str, node: ast.expr, names: set[str]) -> Compiled:
    if name in names:
        return lambda scope: scope[name]
    if name in CONSTANTS:
        constant = CONSTANTS[name]
        return lambda _scope: constant
    raise _fault(
        Statement(
            "uses {name} at column {column}, which is not an input ({known})",
            name=name,
            column=_column(node),
            known=", ".join(sorted(names)),
        )
    )


def _call(name: str, args: Sequence[ast.expr], node: ast.expr, names: set[str], depth: int) -> Compiled:
    if name not in FUNCTIONS:
        raise _fault(
            Statement(
                "calls {name} at column {column}; known functions: {known}",
                name=name,
                column=_column(node),
                known=", ".join(FUNCTIONS),
            )
        )
    function, count = FUNCTIONS[name]
    if len(args) != count:
        raise _fault(Statement("{name} takes {count} arguments, not {given}", name=name, count=count, given=len(args)))
    inner = [_node(one, names, depth + 1) for one in args]
    return lambda scope: function(*(one(scope) for one in inner))


def names_in(text: str) -> set[str]:
    """The names that a readable expression uses, functions and constants left out."""
    found = {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
    return found - {*FUNCTIONS, *CONSTANTS}


def model_of(
    expressions: Mapping[str, str],
    *,
    name: str,
    version: str,
    inputs: Sequence[str],
    units: Sequence[str] = (),
) -> Model:
    """A model from output name → expression. The texts travel with its budgets."""
    expressions = {output: " ".join(text.split()) for output, text in expressions.items()}
    parts = [compiled(text, inputs) for text in expressions.values()]
    names = [plain_name(one) for one in inputs]

    def function(*arrays: Any) -> Any:
        scope = dict(zip(names, arrays, strict=True))
        return [part(scope) for part in parts]

    texts = tuple(expressions.values())
    return Model(name, version, function, tuple(inputs), tuple(expressions), tuple(units), texts)
