"""Under what name a browser saves each file: the name that the file is released under."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing.packs import fingerprint
from briefing.packs.cache import key_of
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.config.template_set import TemplateSet
    from briefing.packs.cache import Cache
    from briefing.publish.site.inventory import FolderEntry

_NAMES = "names.json"


def names_to_save(folder_entries: Sequence[FolderEntry], template_set: TemplateSet, cache: Cache) -> dict[str, str]:
    """The names by the files' paths below the output folder."""
    told = [
        [
            *(folder_entry.folder.name, one.audience.name, one.contents.place, one.contents.title),
            *(folder_entry.manifest.get("names"), folder_entry.manifest.get("source"), *sorted(one.files)),
        ]
        for folder_entry in folder_entries
        for one in folder_entry.editions
    ]
    templates = fingerprint.templates(template_set.overlay, [audience.name for audience in template_set.audiences])
    key = key_of(["names", fingerprint.surroundings(), *templates.values(), json.dumps(told)])
    names: dict[str, str]
    try:
        names = json.loads((cache.get(key) or {}).get(_NAMES, b"{}"))
    except (ValueError, RecursionError):
        names = {}
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        names = {}
    files = {
        f"{folder_entry.folder.name}/{name}": (folder_entry, one, entry)
        for folder_entry in folder_entries
        for one in folder_entry.editions
        for name, entry in one.files.items()
    }
    if not files.keys() <= names.keys():
        # Here, since the dictionaries of the scripts take forty megabytes, and most builds change no name.
        from briefing.packs.file_names import friendly_name, writing_of

        names = {
            path: friendly_name(
                template_set,
                about=(edition.contents.place, edition.contents.title),
                names=folder_entry.manifest.get("names"),
                writing=writing_of(folder_entry.manifest),
                stem=folder_entry.folder.name,
                audience=edition.audience.name,
                script=Script(entry["script"]),
                extension=entry["format"],
                part=entry.get("part"),
            )
            for path, (folder_entry, edition, entry) in files.items()
        }
        cache.put(key, {_NAMES: json.dumps(names).encode()})
    return names
