"""The aids of "my home": which are counted and why, which are not; aids told in the same words are told once."""

from collections.abc import Iterable, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from rehab_app.core.format import euros, figure
from rehab_app.core.i18n import _
from rehab_app.domain.financing import PAID, STATES, WAYS, AidLine, Option, State
from rehab_app.reports.document import gap, section
from rehab_app.reports.style import bullet, markup, text, typeset
from rehab_app.reports.tables import Column, Command, table
from rehab_app.reports.wording import sentence

_EUROS = 112.0


def aids(option: Option) -> list[Flowable]:
    """Table of the aids counted, with their total, then the others."""
    story = [gap(16), *section(_("The aids, and why"), "aids", needs=220)]
    words = _("Way counted: {way}. An aid is certain only once it is granted in writing.")
    story.append(text(words.format(way=_(WAYS[option.way])), "large_body"))
    counted = [line for line in option.aids if line.counted and line.amount_eur]
    if counted:
        story.append(_counted(counted, option.aids_eur))
    else:
        story.append(text(_("No aid is counted for this choice."), "large_body"))
    if option.other_way_eur:
        words = _("With the other way, all aids together would be {amount}.")
        story += [gap(6), text(words.format(amount=euros(option.other_way_eur)), "large_body")]
    others = [line for line in option.aids if line not in counted]
    if others:
        story += [gap(8), CondPageBreak(90), text(_("Looked at, and not counted"), "large_strong"), gap(4)]
        story += [bullet(words, "–", "large_bullet") for words in _not_counted(others)]
    return story


def _counted(counted: Sequence[AidLine], total_eur: float) -> Flowable:
    columns = [Column(_("Aid counted, condition and time")), Column(_("Amount (€)"), _EUROS, True)]
    rows: list[list[object]] = []
    whole: list[Command] = []
    for words, lines in _by_words((_why(line), line) for line in counted):
        *first, last = lines
        rows += [[_named(line), _cents(line.amount_eur)] for line in first]
        if first:
            words = _("For these {count} aids: {words}").format(count=len(lines), words=words[:1].lower() + words[1:])
            whole.append(("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)))
        rows.append([_named(last, words), _cents(last.amount_eur)])
    return table(columns, rows, [_("Total of the aids"), _cents(total_eur)], commands=whole, large=True)


def _named(line: AidLine, words: str = "") -> Flowable:
    """Name of an aid, with what is told of it under it."""
    told = f'<br/><font color="#5B646D">{typeset(words)}</font>' if words else ""
    return markup(f"<b>{typeset(line.label)}</b>{told}", "large_cell")


def _by_words(told: Iterable[tuple[str, AidLine]]) -> list[tuple[str, list[AidLine]]]:
    """Lines under what is told of them, in the order in which it comes first."""
    found: dict[str, list[AidLine]] = {}
    for words, line in told:
        found.setdefault(words, []).append(line)
    return list(found.items())


def _why(line: AidLine) -> str:
    """Reason, payer and time."""
    told = [sentence(line.reason), _("Paid by {payer}, {when}.").format(payer=line.payer, when=_(PAID[line.paid]))]
    if line.to_confirm:
        told.append(_("To be confirmed."))
    return " ".join(part if part.endswith(".") else f"{part}." for part in told)


def _not_counted(lines: Sequence[AidLine]) -> list[str]:
    """A sentence a reason."""
    sentence_of = _("{aid}{amount}{state}: {reason}")
    told = []
    for _words, same in _by_words((f"{line.state}{_worth(line)}{line.reason}", line) for line in lines):
        first = same[0]
        state = "" if first.state is State.REFUSED else f", {_(STATES[first.state])}"
        names = _together([line.label for line in same])
        told.append(sentence_of.format(aid=names, amount=_worth(first), state=state, reason=first.reason))
    return told


def _worth(line: AidLine) -> str:
    return f" ({euros(line.amount_eur)})" if line.amount_eur and line.state is State.OTHER_WAY else ""


def _together(labels: Sequence[str]) -> str:
    """`MaPrimeRénov’ par geste : toiture, fenêtres`: what the labels begin with is written once."""
    begin, colon, _first = labels[0].partition(": ")
    shared = begin + colon
    tails = [label.removeprefix(shared) if colon else label for label in labels[1:]]
    return ", ".join([labels[0], *tails])


def _cents(value: float) -> str:
    return figure(value, "", 2)
