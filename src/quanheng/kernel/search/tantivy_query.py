"""Terms to the embedded engine's queries, built as objects: nothing typed is ever parsed as query syntax."""

from collections.abc import Mapping

import tantivy
from tantivy import Occur

from quanheng.kernel.search import text
from quanheng.kernel.search.query import SHORTEST_PREFIX, Query, Term, phrase_tokens
from quanheng.kernel.search.tantivy_schema import SEARCHED, schema

# Equal numbers stand above equal titles, these above numbers without their year, these above everything else. Scores
# are multiplied by 4 × weight (2 to 6): the steps are so wide that a weight never lifts a hit over the next step.
SAME_NUMBER = 640_000.0
SAME_TITLE = 160_000.0
SAME_STEM = 40_000.0
LONGER_NUMBER = 20.0
FIELD_BOOST = {"title": 3.0, "number": 4.0, "body": 1.0}
_META = frozenset("\\.+*?()|[]{}^$#&-~")


def prefix_pattern(start: str) -> str:
    """The regular expression of everything that begins with ``start``."""
    return "".join(f"\\{character}" if character in _META else character for character in start) + ".*"


def either(queries: list[tantivy.Query]) -> tantivy.Query:
    """Any of them; the scores of those that match add up."""
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(Occur.Should, each) for each in queries])


def every(queries: list[tantivy.Query]) -> tantivy.Query:
    """All of them."""
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(Occur.Must, each) for each in queries])


def constant(query: tantivy.Query, score: float) -> tantivy.Query:
    """The same matches, each with the same score."""
    return tantivy.Query.const_score_query(query, score)


def prefix(field: str, start: str) -> tantivy.Query:
    """Documents with a token of ``field`` that begins with ``start``."""
    return tantivy.Query.regex_query(schema(), field, prefix_pattern(start))


def equal(field: str, value: str) -> tantivy.Query:
    """Documents whose ``field`` holds exactly the token ``value``."""
    return tantivy.Query.term_query(schema(), field, value, "basic" if field not in SEARCHED else "position")


def phrase(field: str, parts: list[str]) -> tantivy.Query:
    """Documents in which the pieces stand in a row in ``field``."""
    found, open_end = phrase_tokens(parts)
    if len(found) == 1:
        return _single(field, found[0], open_end=open_end)
    if open_end:
        words = [prefix_pattern(token)[:-2] for token in found[:-1]] + [prefix_pattern(found[-1])]
        return tantivy.Query.regex_phrase_query(schema(), field, list(words))
    return tantivy.Query.phrase_query(schema(), field, list(found))


def _single(field: str, token: str, *, open_end: bool) -> tantivy.Query:
    if open_end:
        return prefix(field, token)
    exact = equal(field, token)
    if token.isalpha() and not text.is_han(token) and len(token) >= SHORTEST_PREFIX:
        return either([exact, constant(prefix(field, token), 0.1)])
    return exact


def anywhere(parts: list[str]) -> tantivy.Query:
    """Documents in which the pieces stand in a row in the title, in a number or in the body."""
    return either([tantivy.Query.boost_query(phrase(name, parts), FIELD_BOOST[name]) for name in SEARCHED])


def term_query(term: Term) -> tantivy.Query:
    """One term: its chunks, in a row or apart; for a number also equality and longer numbers."""
    ways = [anywhere(term.pieces)]
    if len(term.groups) > 1:
        ways.append(every([anywhere(list(group)) for group in term.groups]))
    if term.code:
        ways.append(constant(equal("code", term.code), SAME_NUMBER))
        ways.append(constant(equal("stem", term.code), SAME_STEM))
        if term.prefix:
            ways.append(constant(prefix("code", term.code), LONGER_NUMBER))
            ways.append(constant(prefix("stem", term.code), LONGER_NUMBER))
    return either(ways)


def matching(query: Query) -> tantivy.Query:
    """Every term must occur; a document whose title is the query stands above the others."""
    found = every([term_query(term) for term in query.terms])
    if not query.whole:
        return found
    same_title = constant(equal("exact", query.whole), SAME_TITLE)
    return tantivy.Query.boolean_query([(Occur.Must, found), (Occur.Should, same_title)])


def resembling(query: Query) -> tantivy.Query:
    """Documents that hold at least a third of the query's different tokens, and two of them where there are two."""
    found = dict.fromkeys(token for term in query.terms for token in phrase_tokens(term.pieces)[0])
    ways = [either([tantivy.Query.boost_query(equal(f, token), FIELD_BOOST[f]) for f in SEARCHED]) for token in found]
    least = max(min(2, len(ways)), len(ways) // 3)
    return tantivy.Query.boolean_query([(Occur.Should, way) for way in ways], minimum_number_should_match=least)


def in_heading(query: Query) -> tantivy.Query:
    """Documents in whose title or numbers every term occurs."""
    return every([either([phrase(name, term.pieces) for name in ("title", "number")]) for term in query.terms])


def scoreless(query: Query) -> bool:
    """Whether every term is a lone Han character, which matches by prefix and so with one score for all."""
    return all(not term.code and phrase_tokens(term.pieces)[1] and len(term.pieces) == 1 for term in query.terms)


def starting(query: Query, typed: str) -> tantivy.Query:
    """Suggestions: numbers and titles that begin with what was typed, then titles in which it occurs."""
    ways = [tantivy.Query.boost_query(phrase("title", term.pieces), 1.0) for term in query.terms]
    found = [every(ways)]
    if typed:
        found.append(constant(prefix("exact", typed), 100.0))
        found.append(constant(prefix("code", typed), 400.0))
        found.append(constant(prefix("stem", typed), 200.0))
        found.append(constant(equal("code", typed), SAME_NUMBER))
        found.append(constant(equal("stem", typed), SAME_STEM))
    return either(found)


def filtered(query: tantivy.Query, filters: Mapping[str, str]) -> tantivy.Query:
    """The query within facet values; filters add nothing to the score."""
    within = [(Occur.Must, constant(_facet(name, value), 0.0)) for name, value in filters.items()]
    return tantivy.Query.boolean_query([(Occur.Must, query), *within]) if within else query


def without(query: tantivy.Query, other: tantivy.Query) -> tantivy.Query:
    """The first, where the second does not match."""
    return tantivy.Query.boolean_query([(Occur.Must, query), (Occur.MustNot, other)])


def _facet(name: str, value: str) -> tantivy.Query:
    field = "kind" if name == "kind" else f"facets.{name}"
    return equal(field, value)
