"""Archives whose bytes depend on their members alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o100644 << 16
_UNIX = 3
# What deflate would only make larger: these are compressed within.
_STORED = (".pdf", ".docx", ".zip")


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """The members as a zip: sorted by name, with one fixed date, one set of permissions and one system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _DATE)
            member.external_attr, member.create_system = _PERMISSIONS, _UNIX
            member.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(member, members[name], compresslevel=9)
    return buffer.getvalue()
