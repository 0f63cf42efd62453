"""Click in Simplified Chinese: its help pages and what it says of a wrong command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.chinese_help import ChineseContext, in_chinese

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What Click has no classes of its own for.
_FAULTS = (
    (re.compile(r"No such command '(.*?)'", re.DOTALL), "没有“{}”这个命令"),
    (re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL), "多写了 {}"),
)


class ChineseCommand(click.Command):
    """A command whose help page is in Chinese throughout."""

    context_class = ChineseContext

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes 用法 and the arguments."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        return [piece.replace("[OPTIONS]", "[选项]") for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options under 选项."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(option, in_chinese(explanation)) for option, explanation in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help option, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option


class AliasedChoice(click.Choice[str]):
    """A choice of English keys that are taken in Chinese too."""

    def __init__(self, choices: Sequence[str], aliases: Mapping[str, str]) -> None:
        super().__init__(choices)
        self.aliases = aliases

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The English key of a value."""
        return super().convert(self.aliases.get(value, value), param, ctx)


class ChineseGroup(ChineseCommand, click.Group):
    """A group of such commands."""

    command_class = ChineseCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        return [piece.replace("COMMAND [ARGS]...", "命令 …") for piece in super().collect_usage_pieces(ctx)]

    def list_commands(self, _: click.Context) -> list[str]:
        """The commands in the order in which they were added."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options, then the commands under 命令."""
        ChineseCommand.format_options(self, ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl([(name, command.help or "") for name, command in commands if command])


def explain(error: click.UsageError) -> tuple[str, str]:
    """Message and hint for a wrong command line."""
    match error:
        case click.NoSuchOption():
            message = f"没有选项 {error.option_name}"
        case click.MissingParameter():
            message = f"缺少 {error.param.human_readable_name if error.param else '参数'}"
        case click.BadParameter():
            parameter = error.param.opts[0] if error.param and error.param.opts else "参数"
            message = f"{parameter} 的值不对：{_expected(error)}"
        case click.BadOptionUsage():
            message = f"选项 {error.option_name} 后面缺少值，或用法不对"
        case _:
            found = ((pattern.search(error.message), words) for pattern, words in _FAULTS)
            message = next((words.format(one[1]) for one, words in found if one), f"命令写得不对：{error.message}")
    path = error.ctx.command_path if error.ctx else "briefing"
    return message, f"请用 {path} --help 查看用法"


def _expected(error: click.BadParameter) -> str:
    """The parameter's possible values, as its type says."""
    match error.param.type if error.param else None:
        case click.IntRange(min=least, max=most):
            return f"要写 {least} 到 {most} 的整数"
        case click.Choice(choices=choices):
            return f"可用的有 {'、'.join(map(str, choices))}"
        case _:
            return error.message
