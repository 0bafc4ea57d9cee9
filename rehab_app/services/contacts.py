"""Who to call at the town hall, as the neighbourhood's record holds it: `[{"role", "name", "phone", "email"}]`."""

from collections.abc import Mapping
from typing import Any

from rehab_app.domain.edition import Contact


def town_contacts(neighbourhood: Mapping[str, Any]) -> tuple[Contact, ...]:
    """Contacts of a row of `neighbourhood`, in their order; entries without a name are left out."""
    return tuple(
        Contact(str(one.get("role", "")), str(one["name"]), str(one.get("phone", "")), str(one.get("email", "")))
        for one in neighbourhood["contacts"] or ()
        if one.get("name")
    )
