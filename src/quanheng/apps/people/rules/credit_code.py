"""统一社会信用代码: the unified social credit code of GB 32100-2015 (法人和其他组织统一社会信用代码编码规则).

Eighteen characters: registering authority, kind of body, six digits of the administrative division, nine characters of
the body's code, one check character. The alphabet leaves out I, O, S, V and Z. The check character makes the weighted
sum (weights 3**i mod 31) a multiple of 31, and 31 is prime, so every error in a single character and every exchange of
two neighbouring characters is found. Exchanging the first character with the last is *not* (both have weight 1).
"""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_VALUE = {character: value for value, character in enumerate(ALPHABET)}


def check_character(body: str) -> str:
    """The check character of the first 17 characters. ``KeyError`` for a character outside the alphabet."""
    total = sum(_VALUE[character] * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def fault(code: str) -> str:
    """Why ``code`` is not a unified social credit code; empty when it is one.

    The answer is one of ``length``, ``alphabet``, ``shape`` (places 3 to 8 are digits) and ``check``.
    """
    if len(code) != len(WEIGHTS) + 1:
        return "length"
    if not all(character in _VALUE for character in code):
        return "alphabet"
    if not _SHAPE.fullmatch(code):
        return "shape"
    return "" if check_character(code[:-1]) == code[-1] else "check"


def normalised(code: str) -> str:
    """``code`` as it is stored: capital letters, no spaces or hyphens."""
    return re.sub(r"[\s-]", "", code).upper()
