"""What a price schedule says of products where the group of owners has agreed on nothing."""

from rehab_app.core.i18n import _
from rehab_app.works import catalogue


def open_product(code: str) -> str:
    """Open by default; a biosourced work keeps its material."""
    if catalogue.entry(code).biosourced:
        return _("biosourced material asked for, open to any that reaches the requirement")
    return _("open to any that reaches the requirement; name make and reference in the quote")


def biosourced_variant(code: str) -> str:
    """The biosourced work of the catalogue that can stand for this one, to be priced as a variant; "" for none."""
    item = catalogue.entry(code)
    if item.biosourced:
        return ""
    found = [
        other.work.label
        for other in catalogue.entries().values()
        if other.biosourced and (other.family, other.work.lot) == (item.family, item.work.lot)
    ]
    return _("{work}: price it as a variant").format(work=_(found[0])) if found else ""
