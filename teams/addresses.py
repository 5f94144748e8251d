"""Where a request comes from: headers are believed of as many proxies as the operator named, and of nobody else."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: An IPv6 customer holds this much of the address space; counting by a smaller part would be no limit.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """An IP address, or what the server said instead of one; IPv4 written as IPv6 is IPv4."""
    address: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        named = request.headers.get("X-Forwarded-For", "").split(",")
        address = named[-settings.TRUSTED_PROXIES].strip() if len(named) >= settings.TRUSTED_PROXIES else address
    try:
        parsed = ip_address(address)
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
    return str(parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else str(parsed)


def client_network(request: HttpRequest) -> str:
    """What one customer of the net comes from: the address, of an IPv6 one its /64."""
    address = client_address(request)
    return str(ip_network((address, IPV6_PREFIX), strict=False).network_address) if ":" in address else address
