"""A process of its own that answers questions over a projection, shared by all who use the same store.

It is found by a file in the projection's folder, speaks over a local socket that only its owner may open,
and goes when nobody has asked for a while. A process that does not answer is killed and replaced.
"""

from __future__ import annotations

from kedja.query.process.asking import Client
from kedja.query.process.meeting import locked
from kedja.query.process.running import Answerer, Running
from kedja.query.process.serving import serve
from kedja.query.process.starting import shorten_log
from kedja.query.process.wire import Question

__all__ = ["Answerer", "Client", "Question", "Running", "locked", "serve", "shorten_log"]
