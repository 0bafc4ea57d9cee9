"""Homes whose people were recorded, corrected and half removed, as months of work leave them; all of it invented."""

import datetime
from typing import Any

from rehab_app.core.progress import Progress
from rehab_app.domain.billing import Bill
from rehab_app.services.bills import add_bills, drop_bill
from rehab_app.services.document_files import Brought
from rehab_app.services.documents import add_documents, change_document, documents_of, drop_document
from rehab_app.services.erasure import Erasure, Request, erase_people
from rehab_app.services.papers import folder_of
from rehab_app.services.people import fields, read_people, write_person
from rehab_app.services.sending import record_sending
from rehab_app.services.unfinished import Unfinished, keep
from rehab_app.services.visits import Visit, add_visit, visits_of, write_visit
from rehab_app.storage.project import Project
from tests.services.test_home_documents import pdf, photograph
from tests.storage.samples import IDENTITY, two_homes

WHO = "Conseillère"
DAY = datetime.date(2026, 4, 1)
BILL, OTHER = pdf(), pdf(3)
PLANTED = (
    "Zéphirine Imaginaire", "Barnabé Imaginaire", "31777", "tranche-de-zephirine", "0600990099",
    "zephirine@exemple.invalid", "rue du Départ",
    "Mme Imaginaire était là", "raconte sa retraite", "Parler du petit-fils", "Facture de Zéphirine", "4321",
    "Tonton Imaginaire", "clé chez la tante", "Remis à Zéphirine", "brouillon sur Zéphirine", "2026-05-09",
)  # fmt: skip


def named(project: Project, home: int, table: str, name: str, value: object) -> None:
    (field,) = (one for one in fields(table) if one.name == name)
    write_person(project, WHO, read_people(project, home), table, field, value, "1 rue inventée")


def _written(project: Project, home: int) -> None:
    """People typed, corrected and half removed, as months of work leave them."""
    for name, value in (
        ("name", "Barnabé Imaginaire"),
        ("name", "Zéphirine Imaginaire"),
        ("income_class", "tranche-de-zephirine"),
        ("income_eur", 31_777),
        ("people", 3),
    ):
        named(project, home, "household", name, value)
    for name, value in (
        ("name", "Zéphirine Imaginaire"),
        ("phone", "0600990099"),
        ("email", "zephirine@exemple.invalid"),
        ("address", "9 rue du Départ"),
    ):
        named(project, home, "owner", name, value)
    add_visit(project, WHO, home, Visit(DAY, WHO, "Mme Imaginaire était là", notes="raconte sa retraite"), "1 rue")
    (visit,) = visits_of(project, home)
    values = {"notes": "", "next_about": "Parler du petit-fils", "next_on": datetime.date(2026, 5, 9)}
    write_visit(project, WHO, visit, values, "1 rue")
    bill = Bill("gas", datetime.date(2025, 1, 1), datetime.date(2026, 1, 1), 4321.0, "kwh", 543.0, "said")
    add_bills(project, WHO, home, [bill, bill])
    drop_bill(project, WHO, project.rows("bill")[0]["id"])


def _filed(project: Project, home: int) -> None:
    """Papers, photographs, a dossier handed over, a contact, a form left open."""
    brought = [
        Brought("Facture de Zéphirine.pdf", BILL),
        Brought("Façade.jpg", photograph()),
        Brought("b.pdf", OTHER),
    ]
    add_documents(project, WHO, home, brought, Progress())
    _bill, facade, other = documents_of(project, home)
    change_document(project, WHO, facade, {"for_firms": 1})
    drop_document(project, WHO, other)
    with project.write(WHO, "Dossier") as writer:
        paper = {"audience": "household", "dwelling_id": home, "title": "Mon logement", "file_name": "mon-logement.pdf"}
        (dossier,) = writer.insert("dossier", [paper])
        contact = {"dwelling_id": home, "role": "relative", "name": "Tonton Imaginaire", "for_firms": 1}
        writer.insert("home_contact", [contact])
        (row,) = writer.rows("dwelling", id=home)
        writer.update("dwelling", home, row["version"], {"access": "clé chez la tante"})
    record_sending(project, dossier, "Remis à Zéphirine", "hand", WHO)
    typed = {"home": home, "tab": "people", "texts": {"name": "brouillon sur Zéphirine"}}
    keep(project, WHO, Unfinished("home", f"people.{home}", "Personnes, 1 rue inventée", typed))


def two_lived_in(project: Project) -> list[int]:
    """The home whose people are erased, and its neighbours' with people of their own."""
    with project.write(WHO, "import") as writer:
        first, second = writer.insert_stock(two_homes(), IDENTITY)
        writer.insert("household", [{"dwelling_id": second, "name": "Les Voisins", "income_eur": 19_111}])
        (owner,) = writer.insert("owner", [{"kind": "person", "name": "Odette Voisine"}])
        writer.update("dwelling", second, writer.number, {"owner_id": owner})
    _written(project, first)
    _filed(project, first)
    printed = folder_of(project.neighbourhood()["name"]) / "mon-logement.pdf"
    printed.parent.mkdir(parents=True, exist_ok=True)
    printed.write_bytes(BILL)
    return [first, second]


def erased(project: Project, home: int, **asked: Any) -> Erasure:
    return erase_people(project, Request(home, **asked), WHO, Progress())
