"""What the service answers, as the API's description has it: the contract's names, written once and tested."""

from __future__ import annotations
