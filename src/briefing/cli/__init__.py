"""The command line: alone prints, exits and reads the environment."""

from __future__ import annotations

import atexit
import os
import sys
from typing import NoReturn

import click

from briefing import __version__
from briefing.cli.chinese import ChineseGroup, explain
from briefing.cli.commands import COMMANDS
from briefing.cli.console import escape_unencodable_output, report, say
from briefing.errors import BriefingError
from briefing.limits import collect_rarely

_INTERRUPTED = 130


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="briefing %(version)s", help="显示版本号")
def briefing() -> None:
    """把一篇访谈做成投资者、人才、干部三种材料：Word、PDF 和网页，简体和台、港繁体。"""


for _command in COMMANDS:
    briefing.add_command(_command)


def _fail(message: str, hint: str, code: int) -> NoReturn:
    report(message, hint)
    sys.exit(code)


def _was_interrupted(error: BaseException) -> bool:
    """True if Ctrl-C is what an error came of: within a module in C it makes an `ImportError`."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, KeyboardInterrupt):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def main(arguments: list[str] | None = None) -> None:
    """Run the command line (of the process, or as given), and exit with the code of the contract unless it is 0."""
    escape_unencodable_output()
    collect_rarely()
    try:
        briefing.main(arguments, prog_name="briefing", standalone_mode=False)
    except BriefingError as error:
        _fail(error.message, error.hint, error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.message)
        sys.exit(error.exit_code)
    except click.UsageError as error:
        _fail(*explain(error), code=2)
    except (click.Abort, KeyboardInterrupt, ImportError) as error:
        if isinstance(error, ImportError) and not _was_interrupted(error):
            raise
        report("中断了", "已写好的文件是完整的，没写的没有动")
        # Not sys.exit: under `python -m`, CPython ends itself by the signal (-2) where the interrupt came while a module was
        # making a dataclass, although it is handled here (findings/python-m-interrupt.sh).
        atexit._run_exitfuncs()  # noqa: SLF001 - the workers' semaphores are cleared away by one of them
        sys.stdout.flush()
        os._exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone (| head); a second complaint at exit would be noise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
