"""Why the system refuses a file, in Chinese: the system's own words are English, or whatever its locale is."""

from __future__ import annotations

import errno
import socket

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "那里是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EROFS: "那里只能读，不能写",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "是链接，或链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.EBUSY: "正被占用",
    errno.ENOTEMPTY: "那里的文件夹不是空的",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "不是这台机器的地址",
}


def reason_of(error: OSError) -> str:
    """What stood in the way."""
    # Its numbers are of another row, and differ from system to system.
    if isinstance(error, socket.gaierror):
        return "认不出这个地址"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
