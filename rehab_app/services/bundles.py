"""Reference bundles of works as a menu names them."""

from rehab_app.core.i18n import _
from rehab_app.works.catalogue import bundles


def bundle_names() -> dict[str, str]:
    """Names by code, in the user's language, in the order of the catalogue."""
    return {code: _(bundle.label) for code, bundle in bundles().items()}
