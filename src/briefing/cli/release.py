"""briefing release: finished packs into a folder that may be handed on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli.build import epoch_date
from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import open_template_set, say, templates_option

_LEFT_OUT = 1
# CI keeps it beside the manifest of a release: the `contents.json` of the site that was published with it.
_SITE_CONTENTS = "site-contents.json"


@click.command(cls=ChineseCommand)
@click.argument("sources", metavar="[访谈…]", nargs=-1)
@click.option(
    "--out", "-o", default="out", show_default=True, metavar="文件夹", help="材料在哪里；发布写进其中的 release"
)
@click.option(
    "--previous",
    metavar="文件",
    help="上一次发布的 manifest.json，发布说明写明与它的不同；旁边有 site-contents.json 的，公开的下载页也写明",
)
@click.option(
    "--approved-only",
    is_flag=True,
    help="没有审定的版本不发布，退出码 1；briefing.toml 里写 require_approval = true 的，总是这样",
)
@click.option("--site", metavar="文件夹", help="把只有公开版的下载页也写进这个文件夹")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), metavar="个数", help="同时用几个进程；不写就用全部处理器")
@templates_option
def release(  # noqa: PLR0913 - one parameter for each option
    sources: tuple[str, ...],
    out: str,
    previous: str | None,
    site: str | None,
    jobs: int | None,
    templates: str | None,
    *,
    approved_only: bool,
) -> None:
    """发布：把做好的材料起好名字、打包，附上校验和、清单和发布说明。有人改过的、过时的和草稿不发布。"""
    from briefing.build.pipeline import Job, Order
    from briefing.build.workers import default_jobs
    from briefing.config.office import load_office
    from briefing.outline.load import choose_sources, stem_of
    from briefing.packs.cache import Cache
    from briefing.packs.changes import read_release
    from briefing.publish.release import release_sources

    template_set = open_template_set(templates)
    before = read_release(Path(previous)) if previous else None
    job = Job(
        template_set=template_set,
        order=Order(audiences=(), formats=(), scripts=(), date=epoch_date()),
        out=Path(out),
        cache=Cache.of_user(),
    )
    only = approved_only or load_office(job.out.absolute().parent).require_approval
    paths = choose_sources(map(Path, sources))
    released = release_sources(job, paths, stem_of, before, jobs or default_jobs(), approved_only=only)
    if released.kept:
        say(f"提醒：上次发布的文件夹有人改过，已另存为 {released.kept}")
    click.echo(f"{released.folder}：{released.files} 个文件；可以公开的在 {released.folder / 'public'}")
    edited = {built: pack for built, pack in released.words.items() if pack.differs is not None}
    for built, pack in edited.items():
        told = f"与别的格式有 {pack.differs} 处不同" if pack.differs else "字句与别的格式一样"
        say(f"提醒：{built} 用的是单位改过的 Word，{told}")
    if released.unapproved:
        called = {audience.name: audience.called for audience in template_set.audiences}
        listed = "、".join(
            f"{stem} {called.get(name, name)}版（{script}）" for stem, name, script in released.unapproved
        )
        say(f"提醒：未审定{'，没有发布' if released.left_out else ''}：{listed}")
    if site:
        from briefing.publish.site import write_site

        page = write_site(
            job.out,
            template_set,
            public_only=True,
            target=Path(site),
            # The previous release's site data of its editions, where it was kept beside the manifest.
            previous=data if previous and (data := Path(previous).with_name(_SITE_CONTENTS)).is_file() else None,
            cache=job.cache,
            only=released.packs if released.left_out else None,
            words=released.words,
        )
        click.echo(f"公开的下载页：{page}")
    if released.left_out and released.unapproved:
        sys.exit(_LEFT_OUT)
