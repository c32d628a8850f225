"""A build hook: with HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 a wheel holds the reader of reports compiled by mypyc.

Its modules stay beside their compiled forms, and read the same. The wheel is for one platform and version of Python.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from mypyc.build import mypycify
from setuptools import Distribution
from setuptools.command.build_ext import build_ext

_MODULES = Path("ingest/kedja_ingest/article")
# msgspec reads the types of the one, which compiled modules do not keep; others may inherit of the other.
_INTERPRETED = {_MODULES / "weights.py", _MODULES / "reader.py"}
# Modules call each other without the detour that would let another library take a function's place.
_COMPILER = ("-fvisibility=hidden", "-fno-semantic-interposition", "-fno-plt")
_LINKER = ("-Wl,-Bsymbolic",)
# Types are checked elsewhere, where the packages of tests and extras are at hand.
_MYPY = ("--follow-imports=silent", "--ignore-missing-imports", "--no-warn-unused-ignores")


class CompileHook(BuildHookInterface[Any]):
    """Adds the compiled modules to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles into a folder outside of the checkout, which goes when the build ends."""
        os.chdir(self.root)
        self.folder = TemporaryDirectory()
        folder = self.folder.name
        modules = sorted(set(_MODULES.glob("*.py")) - _INTERPRETED)
        arguments = [*_MYPY, "--python-executable", sys.executable, *map(str, modules)]
        # One file of C for all modules would take gcc minutes longer.
        extensions = mypycify(arguments, opt_level="2", debug_level="0", multi_file=True, target_dir=folder)
        for extension in extensions if sys.platform == "linux" else ():
            extension.extra_compile_args.extend(_COMPILER)
            extension.extra_link_args.extend(_LINKER)
        command = build_ext(Distribution({"ext_modules": extensions}))
        command.build_lib, command.build_temp = f"{folder}/lib", f"{folder}/temp"
        command.finalize_options()
        command.run()
        built = Path(command.build_lib)
        build_data["force_include"] |= {str(path): str(path.relative_to(built)) for path in built.rglob("*.*")}
        build_data["pure_python"], build_data["infer_tag"] = False, True
