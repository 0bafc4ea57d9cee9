"""Words of the trade and of the offices that a household meets, explained in plain ones where its dossier has them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rehab_app.core.i18n import _, mark


@dataclass(frozen=True, slots=True)
class Term:
    """A word to explain.

    Attributes:
        name: the word; sought: what shows that a text uses it, in either language and whatever the case.
        meaning: one or two sentences.
    """

    name: str
    sought: tuple[str, ...]
    meaning: str


TERMS = (
    Term(
        mark("Heat pump"), ("heat pump", "pompe à chaleur"),
        mark("A machine outside takes heat from the air and gives it to the radiators. It runs on electricity and "
             "gives about three times what it uses."),
    ),
    Term(
        mark("Mechanical ventilation (VMC)"), ("ventilation", "VMC"),
        mark("A quiet fan that changes the air all day: a tight house without it grows damp."),
    ),
    Term(
        mark("Low-emissivity glazing"), ("low-emissivity", "faible émissivité"),
        mark("Two panes, one with a coat that cannot be seen and sends the heat back into the room."),
    ),
    Term(
        mark("Work by work (par geste)"), ("work by work", "par geste"),
        mark("Each work has its own aid, whatever the others."),
    ),
    Term(
        mark("Whole renovation (rénovation d’ampleur)"), ("whole renovation", "rénovation d’ampleur"),
        mark("Several works together that gain at least two letters, with an adviser approved by the State (Mon "
             "Accompagnateur Rénov’). One aid for all of them."),
    ),
    Term("MaPrimeRénov’", ("MaPrimeRénov",), mark("The State’s aid for renovation, paid by the Anah.")),
    Term("Anah", ("Anah", "MaPrimeRénov"), mark("The national housing agency: it decides on the State’s aids.")),
    Term(
        mark("Energy savings certificates (CEE)"), ("CEE", "certificates", "certificats"),
        mark("Sellers of energy must help to save some: they pay a part of the works. Their offers differ: compare "
             "before you sign."),
    ),
    Term(
        "Éco-PTZ", ("éco-PTZ", "éco-prêt"),
        mark("A loan of a bank for such works, without interest: you pay back what you borrowed, no more."),
    ),
    Term("RGE", ("RGE",), mark("The qualification a firm must hold for you to get the aids.")),
    Term(
        mark("Calculation of the size (note de dimensionnement)"), ("note de dimensionnement", "sizing"),
        mark("The installer works out, room by room, how strong the heating must be."),
    ),
    Term("kWh", ("kWh",), mark("The unit in which your meters count energy. The label counts, for each square "
                                       "metre, also the energy it took to make the electricity.")),
)  # fmt: skip


def used(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Name and meaning of the terms that these texts use, in the language in use."""
    said = " ".join(texts).casefold()
    return [(_(term.name), _(term.meaning)) for term in TERMS if any(word.casefold() in said for word in term.sought)]
