"""Nothing calls out: in every test a connection to anywhere but this machine fails."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

from config import settings

FOREIGN = ("192.0.2.1", 443)  # an address kept for documentation, RFC 5737


def test_no_test_reaches_a_foreign_host() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(FOREIGN, timeout=0.01)


def test_a_test_reaches_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        socket.create_connection(listener.getsockname(), timeout=1).close()


def test_wagtail_is_told_to_ask_nobody() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False


def test_pages_may_load_from_our_own_host_only() -> None:
    sources = {
        source
        for policy in (settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], settings.ADMIN_CONTENT_SECURITY_POLICY)
        for values in policy.values()
        for source in values
    }
    assert sources <= {"'none'", "'self'", "data:", "blob:", "'unsafe-inline'"}
