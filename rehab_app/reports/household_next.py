"""The end of "my home": what is decided next, what must be settled before, data and rights, words explained."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from rehab_app.core.i18n import _
from rehab_app.domain.financing import WAYS
from rehab_app.domain.household_dossier import HouseholdDossier
from rehab_app.domain.works import CONDITIONS
from rehab_app.reports.document import gap, height_of, section
from rehab_app.reports.plain_words import used
from rehab_app.reports.style import HEIGHT, bullet, markup, text, typeset
from rehab_app.reports.who_to_ask import who_to_ask
from rehab_app.reports.wording import sentence


def closing(dossier: HouseholdDossier) -> list[Flowable]:
    """All of it."""
    return [*_next(dossier), *_rights(dossier), *_words(dossier)]


def _next(dossier: HouseholdDossier) -> list[Flowable]:
    chosen = dossier.chosen
    steps = []
    if dossier.now is None:
        steps.append(_("Have the home visited, so that what is missing can be recorded."))
    if not dossier.options:
        steps.append(_("Look at possible works with the adviser."))
    elif chosen is None:
        steps.append(_("Choose one of the options, or ask for another."))
    else:
        steps.append(_("Ask for quotes, by yourself or with the group."))
    steps.append(_("Sign no quote before you have asked the town hall which aids must be applied for first."))
    if dossier.group:
        steps.append(_("Tell the adviser if you want to leave the group: nobody is bound before signing."))
    story = [gap(16), *section(_("What I decide next"), "next", needs=120)]
    story += [bullet(step, "☐", "large_bullet") for step in steps]
    codes = [code for code in dict.fromkeys(chosen.conditions if chosen else ()) if code in CONDITIONS]
    if codes:
        story += [gap(4), CondPageBreak(70), text(_("To be settled before the works, with the firms"), "large_strong")]
        story += [bullet(sentence(_(CONDITIONS[code])), "☐", "large_bullet") for code in codes]
    return [*story, gap(4), *who_to_ask(dossier.contacts, "large_body")]


def _rights(dossier: HouseholdDossier) -> list[Flowable]:
    lines = (
        _("This dossier is for you alone. Your neighbours do not receive it."),
        _("Firms receive your address and what is to be built, never your name or your income."),
        _("You may see what is recorded about you, have it put right or have it erased: ask the town hall."),
        _("If you disagree with the answer, you may complain to the CNIL (cnil.fr)."),
    )
    heading = section(_("My data, my rights"), "rights", needs=150)
    return [gap(16), *heading, *(bullet(line, "–", "large_bullet") for line in lines)]


def _words(dossier: HouseholdDossier) -> list[Flowable]:
    """The words of the trade that this dossier uses, in plain ones."""
    terms = used(_said(dossier))
    if not terms:
        return []
    lines = [markup(f"<b>{typeset(name)}</b> – {typeset(meaning)}", "large_body") for name, meaning in terms]
    words = [*section(_("Words explained"), "words", needs=120), *lines]
    return [gap(16), CondPageBreak(min(height_of(words), HEIGHT)), *words]  # on one page, where one is enough


def _said(dossier: HouseholdDossier) -> Iterator[str]:
    """Texts in which a word to explain may stand."""
    if dossier.now is not None:
        yield "kWh"
    for option in dossier.options:
        yield from (work.name for work in option.works)
        yield from (_(CONDITIONS[code]) for code in option.conditions if code in CONDITIONS)
    plan = dossier.told.plan if dossier.told else None
    if plan is not None:
        yield _(WAYS[plan.way])
        yield from (f"{line.label} {line.reason}" for line in plan.aids)
        yield from (loan.label for loan in plan.loans if loan.chosen)
