"""Use case: the rules a town enters for its neighbourhood, checked before they are kept."""

import json
from collections.abc import Mapping
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.town import TownRules, town_rules
from rehab_app.storage.project import Project
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import entries
from rehab_app.works.costs import prices


def read_rules(project: Reader) -> TownRules:
    """The rules of the project's neighbourhood.

    Raises:
        RehabError: one of them cannot be read.
    """
    return town_rules(project.neighbourhood()["rules"])


def keep_rules(project: Project, who: str, rules: Mapping[str, Any], label: str = "") -> Change:
    """Replace the rules, as one action of the history.

    Args:
        project: the project.
        who: the person who asks, for the journal.
        rules: all of them.
        label: what is changed, in the user's language; "the rules of the town" by default.

    Raises:
        RehabError: one of them cannot be read, or names a work or a price that the catalogue does not have.
    """
    read = town_rules(rules)
    try:
        json.dumps(rules, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RehabError(
            _("The rules hold a number or a character that cannot be kept."), remedy=_("Write one JSON object.")
        ) from error
    for code in read.prices.keys() - prices().keys():
        raise RehabError(_("A rule names a price that the library does not have."), f"prices.{code}")
    for aid in read.aids:
        for work in aid.works:
            if work not in entries():
                raise RehabError(_("A rule names a work that the catalogue does not have."), aid.code, work)
    with project.write(who, label or _("Change the rules of the town")) as writer:
        row = writer.neighbourhood()
        writer.update("neighbourhood", row["id"], row["version"], {"rules": dict(rules)})
    return writer.change
