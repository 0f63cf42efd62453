"""Click in Simplified Chinese: its help pages and what it says of a wrong command line."""

from __future__ import annotations

import click


class ChineseCommand(click.Command):
    """A command whose help page is in Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes 用法 and the arguments."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        return [piece.replace("[OPTIONS]", "[选项]") for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options under 选项."""
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx))]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help option, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option


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
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in commands if command])


def explain(error: click.UsageError) -> tuple[str, str]:
    """What is wrong with a command line and what to do, as message and hint."""
    path = error.ctx.command_path if error.ctx else "briefing"
    hint = f"请用 {path} --help 查看用法"
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}", hint
        case click.MissingParameter():
            return f"缺少 {error.param.human_readable_name if error.param else '参数'}", hint
        case click.BadParameter():
            return f"{_parameter(error)} 的值不对：{error.message}", hint
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少值，或用法不对", hint
        case _ if error.message.startswith("No such command"):
            return f"没有这个命令：{error.message.split(maxsplit=3)[3].strip('.').split('.')[0]}", hint
        case _:
            return f"命令写得不对：{error.message}", hint


def _parameter(error: click.BadParameter) -> str:
    return error.param.opts[0] if error.param and error.param.opts else "参数"
