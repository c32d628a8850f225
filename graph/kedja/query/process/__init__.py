"""A process of its own that answers questions over a projection, shared by all who use the same store.

It is found by a file in the projection's folder, speaks over a local socket that only its owner may open,
and goes when nobody has asked for a while. A process that does not answer is killed and replaced.
"""

from __future__ import annotations

from kedja.query.process.asking import Client
from kedja.query.process.serving import Answerer, serve
from kedja.query.process.wire import Question

__all__ = ["Answerer", "Client", "Question", "serve"]
