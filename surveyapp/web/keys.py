"""The keys of the running app, and what they make of a visitor's address."""

from ipaddress import ip_address

from flask import current_app, request

from surveyapp.workflow.keys import Keys


def keys() -> Keys:
    """Return the keys of the current app."""
    found: Keys = current_app.extensions["surveyapp.keys"]
    return found


def source() -> bytes | None:
    """Return what stands for the address that a request comes from; None where it stands for no one visitor.

    Such is this machine's own address: a proxy's that the settings do not tell of.
    """
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return None
    return None if address.is_loopback else keys().source_hash(str(address))
