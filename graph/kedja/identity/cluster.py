"""Which mentions are the same thing: a function of the set of mentions, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kedja.claim import Mention
from kedja.identity.names import name_key, written_forms
from kedja.identity.register import look_up
from kedja.ontology import OrganizationKind

#: Kinds that describe one organization from different sides do not tell two organizations apart.
_FAMILIES = {
    OrganizationKind.COMPANY: "business",
    OrganizationKind.SECURITY_FIRM: "business",
    OrganizationKind.MEDIA: "business",
    OrganizationKind.AGENCY: "authority",
    OrganizationKind.POLICE: "authority",
    OrganizationKind.PROSECUTOR: "authority",
    OrganizationKind.OTHER: None,
}


@dataclass(frozen=True, slots=True)
class Known:
    """A mention of the ledger under its key, with the id of the entity that it had so far, and its level of marking."""

    key: int
    mention: Mention
    entity: str | None = None
    level: int = 0


@lru_cache(maxsize=100_000)
def tokens(mention: Mention) -> frozenset[str]:
    """What the mention can share with another of the same thing: identifiers, a register entry, names.

    Names and domains are weak: they unite only what does not contradict itself, for a domain may be a whole group's.
    """
    # With the type: a company and its system may have one domain, a town and its municipality one code.
    given = mention.identifiers.items()
    found = {f"id:{mention.type}:{scheme}:{_identifier(scheme, value)}" for scheme, value in given}
    if entry := look_up(mention):
        found.add(entry.token)
    for name in (mention.name, *mention.aliases):
        for form in written_forms(name):
            found.add(f"name:{mention.type}:{name_key(mention.type, form)}")
    return frozenset(found)


def _identifier(scheme: str, value: str) -> str:
    """The identifier as others write it; a hyphen tells two domains apart, but only divides a number."""
    dropped = " \t" if scheme == "domain" else "- \t"
    return "".join(c for c in value.lower() if c not in dropped)


class _Forest:
    """Disjoint sets of mentions with what is known of each set."""

    def __init__(self, known: Sequence[Known], apart: Callable[[str, str], bool]) -> None:
        self._parent = list(range(len(known)))
        self._members = [[item] for item in known]
        self._apart = apart

    def find(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def members(self, root: int) -> list[Known]:
        return self._members[root]

    def unite(self, i: int, j: int) -> None:
        a, b = sorted((self.find(i), self.find(j)))
        if a == b or self._kept_apart(a, b):
            return
        self._parent[b] = a
        self._members[a] += self._members[b]
        self._members[b] = []

    def _kept_apart(self, a: int, b: int) -> bool:
        left = {item.entity for item in self._members[a] if item.entity}
        right = {item.entity for item in self._members[b] if item.entity}
        return any(self._apart(x, y) for x in left for y in right)


def _family(items: Iterable[Known]) -> frozenset[str]:
    found = set()
    for item in items:
        entry = look_up(item.mention)
        kind = entry.kind if entry else item.mention.kind
        family = _FAMILIES.get(kind, kind.value) if kind else None
        if family:
            found.add(family)
    return frozenset(found)


def _agree(groups: Iterable[Sequence[Known]]) -> bool:
    """True when together they have at most one family of kinds and one value of each identifier."""
    items = [item for group in groups for item in group]
    strong: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for token in tokens(item.mention):
            if not token.startswith("name:"):
                strong[token.rpartition(":")[0]].add(token)
    return len(_family(items)) <= 1 and all(len(values) <= 1 for values in strong.values())


def cluster(known: Sequence[Known], apart: Callable[[str, str], bool] = lambda a, b: False) -> list[list[Known]]:
    """The mentions divided into things; `apart(a, b)` is True for entities judged to be different.

    A shared identifier or register entry unites. A shared domain or name unites what agrees in kind and
    identifiers; where its bearers contradict each other, each kind stays by itself, and a mention
    that does not say which one it means stays alone. The division does not depend on the order given,
    and takes time in proportion to the tokens.
    """
    ordered = sorted(known, key=lambda item: item.key)
    bearers: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(ordered):
        for token in tokens(item.mention):
            bearers[token].append(i)
    forest = _Forest(ordered, apart)
    for token in sorted(bearers, key=lambda token: (_weak(token), token)):
        if _weak(token):
            _unite_if_agreed(forest, bearers[token])
        else:
            for i in bearers[token][1:]:
                forest.unite(bearers[token][0], i)
    return [forest.members(i) for i in range(len(ordered)) if forest.find(i) == i]


def _weak(token: str) -> bool:
    return token.startswith("name:") or ":domain:" in token


def _unite_if_agreed(forest: _Forest, bearers: list[int]) -> None:
    roots = sorted({forest.find(i) for i in bearers})
    groups = [roots]
    if not _agree(forest.members(root) for root in roots):
        by_family: dict[frozenset[str], list[int]] = defaultdict(list)
        for root in roots:
            by_family[_family(forest.members(root))].append(root)
        groups = [group for group in by_family.values() if _agree(forest.members(root) for root in group)]
    for group in groups:
        for root in group[1:]:
            forest.unite(group[0], root)
