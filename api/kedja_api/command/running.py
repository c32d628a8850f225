"""Runs a parsed command and turns errors into messages and exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from kedja.errors import ClaimError, InputError, KedjaError, NotFoundError, StoreError, UsageError
from kedja_api.command.output import Output, safe

#: Which module runs which command; only that module is imported.
_MODULES = {
    "demo": "demo",
    "ingest": "reading",
    "extract": "reading",
    "claims": "listing",
    "search": "listing",
    "show": "listing",
    "blast-radius": "blast_radius",
    "conflicts": "conflicts",
    "timeline": "listing",
    "path": "listing",
    "same": "judging",
    "different": "judging",
    "judge": "judging",
    "review": "reviewing",
    "cypher": "querying",
    "sparql": "querying",
    "view": "writing",
    "export": "writing",
    "check": "checking",
    "rebuild": "checking",
    "copy": "copying",
    "token": "tokens",
    "serve": "serving",
}

#: Exit codes by error, the most special first. Anything else is 1.
EXIT_CODES: tuple[tuple[type[BaseException], int], ...] = (
    (UsageError, 2),
    (ClaimError, 3),
    (InputError, 3),
    (StoreError, 4),
    (NotFoundError, 1),
    (KedjaError, 1),
)


def run(args: Namespace) -> int:
    """Runs the command; every error becomes one line on stderr and an exit code."""
    out = Output(json=args.json, quiet=args.quiet)
    try:
        return command_of(args.command)(args, out)
    except KedjaError as error:
        print(f"kedja: {safe(error)}", file=sys.stderr)
        return exit_code(error)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        print("kedja: stopped", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001  the outermost layer: a stranger gets a sentence, not a traceback
        if os.environ.get("KEDJA_DEBUG"):
            traceback.print_exc()
        print(f"kedja: {type(error).__name__}: {safe(error)} (KEDJA_DEBUG=1 shows where)", file=sys.stderr)
        return 1


def command_of(name: str) -> Callable[[Namespace, Output], int]:
    """The function that runs the command of that name."""
    module = import_module(f"kedja_api.command.{_MODULES[name]}")
    function: Callable[[Namespace, Output], int] = getattr(module, f"run_{name.replace('-', '_')}")
    return function


def exit_code(error: BaseException) -> int:
    """The exit code for an error."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)
