"""Erasing what a project holds about the people of one home (RGPD, article 17). Nothing brings it back.

What a home is, what works cost and what was built stays: it is about a building. docs/privacy.md lists both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services import personal_fields
from rehab_app.services.documents import documents_folder
from rehab_app.services.mentions import CALLED, PEOPLE, At, called, elsewhere, papers_naming, texts_of
from rehab_app.services.naming import Naming
from rehab_app.services.papers import folder_of
from rehab_app.services.personal_data import home_of
from rehab_app.services.personal_fields import BLANKED, PERSONS, WHOLE, concerns_home, household_dossiers, naming_texts
from rehab_app.services.personal_paper import papers_given
from rehab_app.storage.backup import backups
from rehab_app.storage.database import is_url
from rehab_app.storage.erasing import Eraser, Scrubbed, compact, erasing
from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be erased of one home.

    Attributes:
        owner: who owns it, when that is a person.
        household: who lives there, with visits, bills, papers, contacts and all that is said of them.
        all_homes: the owner's record itself; else, of an owner of several homes, only that this one is theirs.
        keep_photos: photographs that the firms are shown stay, because they show the building and no person.
        spared: free texts that stay as they are, though a word in them is a name of these people too (a wall of stone).
    """

    dwelling_id: int
    owner: bool = True
    household: bool = True
    all_homes: bool = False
    keep_photos: bool = False
    spared: frozenset[At] = frozenset()


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was done, and what the user must know.

    Attributes:
        change: the action of the history.
        files: how many files of documents and papers were deleted.
        backups: copies of the project beside it, made before the erasure: they still hold everything.
        handed: papers of its groups in the archive that name these people, or were printed while a contact of the home
            was given to the firms.
        replaced: in how many free texts of the home, its building and its groups "…" stands in place of a name.
        elsewhere: records of other homes that name these people, in words: they are left to the adviser.
        compacted: False while another window reads an older state of the file, which keeps it there until it closes.
    """

    change: Change
    files: int
    backups: tuple[Path, ...]
    handed: tuple[str, ...]
    replaced: int
    elsewhere: tuple[str, ...]
    compacted: bool


def erase_people(project: Project, request: Request, who: str, progress: Progress) -> Erasure:
    """Erase the personal data of a home, as one action that cannot be undone.

    Args:
        project: the project.
        request: what of which home.
        who: the person who erases, as the history shows it.
        progress: told the steps; cannot be stopped in the midst of one.

    Raises:
        RehabError: the home has gone, or a file cannot be deleted (nothing is erased in the project then), or the
            file could not be built anew without its free pages.
    """
    place = home_of(project, request.dwelling_id).address
    progress.step(0, 3, _("Values and history"))
    with erasing(project, who, _("Erase the personal data of {place}").format(place=place)) as eraser:
        work = _Work(eraser, project, request, place)
        work.erase()
        progress.step(1, 3, _("Files"))
        gone = sum(_deleted(file) for file in work.files)
    progress.step(2, 3, _("Free pages of the file"))
    compacted = compact(project, work.tables)
    progress.step(3, 3)
    kept = () if is_url(project.location) else tuple(backups(Path(project.location)))
    return Erasure(
        eraser.change, gone, kept, tuple(dict.fromkeys(work.handed)), work.replaced, tuple(work.elsewhere), compacted
    )


def erasure_words(done: Erasure) -> list[str]:
    """What was done, and what the user still has to do: nothing more than the first sentence when all is gone."""
    told = [_("The personal data are erased.")]
    if done.replaced:
        words = ngettext(
            "Their name is taken out of {count} text.", "Their name is taken out of {count} texts.", done.replaced
        )
        told[0] = f"{told[0]} {words.format(count=done.replaced)}"
    if not done.compacted:
        told.append(_("Another window still reads the project: close it, its file -wal holds them until then."))
    listed = {
        _("These backups beside the project still hold them, delete them: {listed}."): [
            one.name for one in done.backups
        ],
        _("These papers of the group may name them: print them anew and delete them: {listed}."): done.handed,
        _("Other homes’ records name them, look whether that must stay: {listed}."): done.elsewhere,
    }
    return [*told, *(words.format(listed=", ".join(names)) for words, names in listed.items() if names)]


class _Work:
    """One erasure under way: what it must still delete, and the texts that no label may repeat."""

    def __init__(self, eraser: Eraser, project: Project, request: Request, place: str) -> None:
        self._eraser, self._project, self._request, self._place = eraser, project, request, place
        self._home = request.dwelling_id
        self._scrubbed = Scrubbed()
        self._texts: set[str] = set()
        self._called: set[str] = set()
        self.files: list[Path] = []
        self.handed: list[str] = []
        self.elsewhere: list[str] = []
        self.replaced = 0
        self.tables = {"dwelling", "owner", "sending", "document", "show_visit", *WHOLE, *BLANKED}

    def erase(self) -> None:
        request = self._request
        self._called |= called(self._eraser, self._home, request.owner, request.household)
        if self._request.owner:
            self._owners()
        if self._request.household:
            self._household()
        elif self._request.owner:
            self._contacts("owner")
        self._free_texts()
        self._eraser.blank("dwelling", [self._home], ())  # so that the history of the home names the erasure
        self._texts |= {one for name in personal_fields.NAMING for one in self._scrubbed.texts.get(name, ())}
        told = {one for one in self._texts if one.strip() and one not in self._place}
        self._eraser.scrub_labels(self._scrubbed.actions, told)
        if self._request.household:
            self._eraser.drop_drafts(lambda draft: concerns_home(draft, self._home, {self._place, *told}))

    def _owners(self) -> None:
        """Present and former owners; of one who has other homes only the link to this one, unless all is asked for."""
        eraser = self._eraser
        (home,) = eraser.rows("dwelling", id=self._home)
        ever = eraser.former("dwelling", [self._home], "owner_id") | {home["owner_id"]}
        for owner in eraser.rows("owner", id=sorted(one for one in ever if one is not None)):
            if owner["kind"] not in PERSONS:
                continue
            self._called |= {row for row in (owner[name] for name in CALLED) if row}
            others = [one for one in eraser.rows("dwelling", owner_id=owner["id"]) if one["id"] != self._home]
            if others and not self._request.all_homes:
                if home["owner_id"] == owner["id"]:
                    eraser.blank("dwelling", [self._home], ["owner_id"])
                self._scrubbed.add(eraser.scrub("dwelling", [self._home], ["owner_id"]))
            else:
                self._blank("owner", [owner["id"]])

    def _household(self) -> None:
        self._contacts()
        for table in WHOLE:
            self._remove(table, self._eraser.ever(table, "dwelling_id", self._home))
        for table, link in BLANKED.items():
            self._blank(table, self._eraser.ever(table, link, self._home))
        for show in self._eraser.ever("show_home", "dwelling_id", self._home):
            self._blank("show_visit", self._eraser.ever("show_visit", "show_home_id", show))
        self._blank("dwelling", [self._home])
        self._documents()
        self._dossiers()

    def _contacts(self, role: str = "") -> None:
        rows = self._eraser.rows("home_contact", dwelling_id=self._home)
        if any(row["for_firms"] == 1 for row in rows):
            groups = [row["group_id"] for row in self._eraser.rows("member", dwelling_id=self._home) if row["group_id"]]
            plans = self._eraser.rows("dossier", audience="artisan", group_id=groups) if groups else []
            self.handed += [row["file_name"] for row in plans]
        if role:
            self._remove("home_contact", [row["id"] for row in rows if row["role"] == role])

    def _documents(self) -> None:
        """Papers and photographs with their files, those removed earlier too, but files that another record needs."""
        eraser = self._eraser
        present = eraser.rows("document", dwelling_id=self._home)
        kept = [
            row for row in present if self._request.keep_photos and row["kind"] == "photo" and row["for_firms"] == 1
        ]
        ids = set(eraser.ever("document", "dwelling_id", self._home)) - {row["id"] for row in kept}
        names = eraser.former("document", ids, "file_name") | {row["file_name"] for row in present}
        self._remove("document", sorted(ids))
        still = {row["file_name"] for row in eraser.rows("document", file_name=sorted(names))} if names else set()
        folder = documents_folder(self._project)
        self.files += [folder / name for name in sorted(names - still)]

    def _dossiers(self) -> None:
        """Files of the home's own dossier, and to whom it was handed; that an edition was printed stays known."""
        rows = household_dossiers(self._eraser, self._home)
        folder = folder_of(self._eraser.neighbourhood()["name"])
        self.files += [folder / row["file_name"] for row in rows if row["file_name"]]
        self.files += papers_given(folder, self._place)
        for row in rows:
            self._blank("sending", self._eraser.ever("sending", "dossier_id", row["id"]))

    def _free_texts(self) -> None:
        """Put "…" for these people where others wrote of them; say where else they are named.

        Of a text that the history keeps and that names them nothing is left there.
        """
        for name in CALLED:
            self._called |= self._scrubbed.texts.get(name, set())
        eraser, naming, spared = self._eraser, Naming(self._called), self._request.spared
        for texts in texts_of(eraser, self._home):
            names, table, home = [field.name for field in texts.fields], texts.table, texts.of.get("dwelling_id")
            rows = eraser.rows(table, **texts.of)
            for row in rows:
                told = {name: naming.without(row[name]) for name in names if (table, row["id"], name) not in spared}
                values = {name: value for name, value in told.items() if value != row[name]}
                if values:
                    eraser.rewrite(table, row["id"], values)
                    self.replaced += len(values)
                    self.tables.add(table)
            ids = [row["id"] for row in rows] if home is None else eraser.ever(table, "dwelling_id", home)
            former = list(eraser.kept(table, ids, names))
            for at in {(row_id, name) for row_id, name, value in former if naming.without(value) != value}:
                if (table, *at) not in spared:
                    self._scrubbed.add(eraser.scrub(table, [at[0]], [at[1]]))
        self.handed += papers_naming(eraser, self._home, naming)
        self.elsewhere += elsewhere(eraser, self._home, naming)

    def _remove(self, table: str, ids: list[int]) -> None:
        self._note(table, ids)
        self._eraser.remove(table, ids)
        self._scrubbed.add(self._eraser.scrub(table, ids))

    def _blank(self, table: str, ids: list[int]) -> None:
        self._note(table, ids)
        columns = personal_fields.names(table)
        self._eraser.blank(table, ids, columns)
        self._scrubbed.add(self._eraser.scrub(table, ids, columns))

    def _note(self, table: str, ids: Iterable[int]) -> None:
        rows: list[dict[str, Any]] = self._eraser.rows(table, id=list(ids))
        self._texts |= naming_texts({name: row.get(name) for name in personal_fields.names(table)} for row in rows)
        if table == "document":
            self._texts |= naming_texts(rows)
        if table in PEOPLE:
            self._called |= {str(row[name]) for row in rows for name in CALLED if row.get(name)}


def _deleted(file: Path) -> int:
    """1 when a file was there and is gone.

    Raises:
        RehabError: it cannot be deleted.
    """
    try:
        file.unlink()
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise RehabError(
            _("This file cannot be deleted: {reason}.").format(reason=error.strerror),
            str(file),
            _("Close what shows it, then erase again."),
        ) from error
    return 1
