"""The reference of the command line, made from its parser: `python scripts/cli_reference.py docs/cli.md`."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from kedja_api.command.parser import make_parser

_HEAD = """# Command line

<!-- Made by scripts/cli_reference.py from the parser; do not edit. -->

    kedja COMMAND [options]

{description} {epilog}

With `--json`, a command that lists prints `{{"items": […], "total": N}}`, one that answers a single thing prints
that object, and nothing else goes to standard output.

{common}
## Scope

Which claims a question looks at, and how strict it is. Without these options it looks at all.

{scope}"""


def reference() -> str:
    """The reference as Markdown: what many commands have in common, then a section for each."""
    parser = make_parser()
    scope = next(_grouped(command, "scope") for _, command in commands(parser) if _grouped(command, "scope"))
    head = _HEAD.format(
        description=parser.description,
        epilog=parser.epilog,
        common=_table(_grouped(parser, "for every command")),
        scope=_table(scope),
    )
    return "\n".join([head, *(_section(name, command) for name, command in commands(parser))])


def commands(parser: ArgumentParser) -> Iterator[tuple[str, ArgumentParser]]:
    """Each command's name and parser, in the order of the help."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            yield from action.choices.items()


def _grouped(parser: ArgumentParser, title: str) -> list[Action]:
    """The arguments in the group of that title."""
    return [a for group in parser._action_groups if group.title == title for a in group._group_actions]


def _section(name: str, parser: ArgumentParser) -> str:
    scope = _grouped(parser, "scope")
    common = {action.dest for action in [*scope, *_grouped(parser, "for every command")]}
    own = [action for action in parser._actions if action.dest not in common | {"help"}]
    own.sort(key=lambda action: bool(action.option_strings))
    call = " ".join([name, *(_called(action) for action in own if not action.option_strings)])
    parts = [f"## {name}", str(parser.description), f"    kedja {call}", _table(own).rstrip("\n")]
    parts.append("It takes the options of the [scope](#scope)." if scope else "")
    return "\n\n".join(filter(None, parts)) + "\n"


def _table(actions: list[Action]) -> str:
    rows = [f"| `{_form(action)}` | {_meaning(action)} |\n" for action in actions]
    return "".join(["| | |\n|---|---|\n", *rows]) if rows else ""


def _form(action: Action) -> str:
    """How the argument is typed: `-o FILE, --output FILE`."""
    if not action.option_strings:
        return _called(action)
    value = "" if action.nargs == 0 else f" {_value(action)}"
    return ", ".join(f"{option}{value}" for option in action.option_strings)


def _called(action: Action) -> str:
    return {"+": "{}…", "?": "[{}]"}.get(str(action.nargs), "{}").format(_value(action))


def _value(action: Action) -> str:
    return str(action.metavar or action.dest.upper())


def _meaning(action: Action) -> str:
    choices = f" ({', '.join(map(str, action.choices))})" if action.choices else ""
    required = ", required" if action.required and action.option_strings else ""
    return f"{action.help or ''}{choices}{required}".strip().removeprefix(", ")


def main(path: str) -> None:
    """Writes the reference to the file at `path`."""
    Path(path).write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
