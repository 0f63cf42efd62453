"""Access to a desk: by this machine's browser alone, or by an office's network, through TLS."""

from __future__ import annotations

import ipaddress
import re
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.errors import UsageError
from briefing.files import reason_of

if TYPE_CHECKING:
    from pathlib import Path

_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_LISTEN = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^:\[\]/\s]+)(?::(?P<port>\d{1,5}))?")
_LARGEST_PORT = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The addresses that the desk listens on and believes; without `users` it is this machine's own."""

    host: str = "127.0.0.1"
    port: int = 8000
    users: Path | None = None
    # The origins (`https://desk.example`) that people reach it by, besides its address in numbers.
    origins: tuple[str, ...] = ()
    # Addresses or networks whose X-Forwarded-For and X-Forwarded-Proto are believed.
    proxies: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_shared(self) -> bool:
        """True for a desk on a server, where people log in."""
        return self.users is not None

    def knows(self, host: str) -> bool:
        """True if a `Host` names this desk: a stranger's name that was made to point here does not."""
        if not self.is_shared:
            return _LOOPBACK.fullmatch(host) is not None
        if any(urlsplit(one).netloc == host.lower() for one in self.origins):
            return True
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in ("localhost", self.host.strip("[]").lower()) or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def parse_listen(words: str, port: int) -> tuple[str, int]:
    """Host and port of `ADDRESS[:PORT]`; `port` where none is named."""
    found = _LISTEN.fullmatch(words.strip())
    if found is None or int(found["port"] or 0) > _LARGEST_PORT:
        raise UsageError(f"认不出这个地址：{words}", hint="请写 地址 或 地址:端口，例如 0.0.0.0:8443 或 [::]:8443")
    return found["host"].strip("[]"), int(found["port"] or port)


def require_access(access: Access) -> Access:
    """The same, once it is safe: a `UsageError` says what a desk that others reach still lacks."""
    if not access.is_shared:
        raise UsageError(
            "别的机器要进来，先要有用户文件", hint="请用 briefing user 名字 --users 文件 添用户，再加 --users 文件"
        )
    if (access.certificate is None) != (access.key is None):
        raise UsageError("证书和私钥要一起给", hint="请同时写 --tls-cert 和 --tls-key")
    if access.certificate is None and not access.proxies:
        raise UsageError(
            "没有加密，密码会被同一网络的人看到",
            hint="请给 --tls-cert 和 --tls-key；前面有做 TLS 的反向代理的，用 --proxy 写明它的地址",
        )
    for proxy in access.proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            raise UsageError(f"认不出代理的地址：{proxy}", hint="请写 IP 地址或网段，例如 10.0.0.5") from None
    for origin in access.origins:
        parts = urlsplit(origin)
        if parts.scheme != "https" or not parts.netloc or origin != f"https://{parts.netloc}".lower():
            raise UsageError(
                f"网址不对：{origin}", hint="请写成 https://名字 或 https://名字:端口，用小写，后面没有别的"
            )
    _require_certificate(access)
    return access


def _require_certificate(access: Access) -> None:
    if access.certificate is None or access.key is None:
        return
    try:
        # Asks for no pass phrase: a server that starts by itself has nobody to type it.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(access.certificate, access.key, password="")
    except ssl.SSLError:
        raise UsageError("证书或私钥用不了", hint="要 PEM 格式、互相配套，私钥不带密码") from None
    except OSError as error:
        raise UsageError(f"证书或私钥读不了：{reason_of(error)}", hint="请检查文件名和权限") from None
