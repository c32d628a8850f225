"""Which mentions are the same thing: names, the register, clusters, entities and judgements."""

from __future__ import annotations

from kedja.identity.cluster import Known, cluster, tokens
from kedja.identity.entity import Entity, first_id, summarise
from kedja.identity.judgement import REVIEWING, Judgement, Verdict, decisions, reviewed_by, reviews, roots
from kedja.identity.names import name_key, plain, slug
from kedja.identity.register import Entry, look_up

__all__ = [
    "REVIEWING",
    "Entity",
    "Entry",
    "Judgement",
    "Known",
    "Verdict",
    "cluster",
    "decisions",
    "first_id",
    "look_up",
    "name_key",
    "plain",
    "reviewed_by",
    "reviews",
    "roots",
    "slug",
    "summarise",
    "tokens",
]
