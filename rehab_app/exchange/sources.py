"""What to import: files, folders and zip archives become single sources, each of a kind told by its content."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.exchange.xml_guard import MAX_XML_BYTES

MAX_MEMBER_BYTES = 400_000_000  # a department's table of DPE
MAX_ARCHIVE_BYTES = 2_000_000_000
MAX_MEMBERS = 200_000
MAX_RATIO = 200  # official files compress about 20 times; a bomb 1,000 times and more
_RATIO_FROM_BYTES = 1_000_000

# What the standard library raises on archives that are damaged, protected or made to confuse.
DAMAGED = (
    OSError,
    zipfile.BadZipFile,
    RuntimeError,
    EOFError,
    ValueError,
    ArithmeticError,
    LookupError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)

_HEAD_BYTES = 4_096
_SHEET = "xl/workbook.xml"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class SourceKind(StrEnum):
    XML = "xml"
    TABLE = "table"  # text with separators
    SHEET = "sheet"  # XLSX
    GEOJSON = "geojson"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import, on disk or in an archive.

    Attributes:
        name: as told to the user: path within the folder or archive that was named.
        path: of the file, or of the archive that holds it.
        kind: told by the content, not by the name.
        member: name in the archive; "" for a file on disk.
    """

    name: str
    path: Path
    kind: SourceKind
    member: str = ""

    def read(self) -> bytes:
        """The content; RehabError when it cannot be read, is damaged or larger than `MAX_MEMBER_BYTES`."""
        limit = MAX_XML_BYTES if self.kind is SourceKind.XML else MAX_MEMBER_BYTES
        try:
            if not self.member:
                if self.path.stat().st_size > limit:
                    raise _too_large(self.name)
                return self.path.read_bytes()
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                data = file.read(limit + 1)
        except DAMAGED as error:
            raise _unreadable(self.name) from error
        if len(data) > limit:
            raise _too_large(self.name)
        return data


def _too_large(name: str) -> RehabError:
    return RehabError(_("The file is too large to be imported."), name, _("Check that it is the right file."))


def _unreadable(name: str) -> RehabError:
    return RehabError(
        _("The file cannot be read: it is damaged, protected or not yours to open."),
        name,
        _("Copy it again from where it comes from."),
    )


def find_sources(paths: Iterable[Path]) -> Iterator[Source | RehabError]:
    """Every file under the paths, in order: folders are walked, archives opened; what cannot be taken comes as an
    error, so that the rest goes on."""
    for path in paths:
        if path.is_dir():
            try:
                files = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            except OSError:
                yield _unreadable(str(path))
                continue
            if not files:
                yield _nothing(str(path))
            for file in files:
                yield from _of_file(file, file.relative_to(path).as_posix())
        elif path.is_file():
            yield from _of_file(path, path.name)
        else:
            yield RehabError(_("There is no such file or folder."), str(path), _("Check the name."))


def _of_file(path: Path, name: str) -> Iterator[Source | RehabError]:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        kind = _kind(head, name)
        if kind is SourceKind.ARCHIVE:
            if _is_sheet(path):
                yield Source(name, path, SourceKind.SHEET)
            else:
                yield from _of_archive(path, name)
            return
        yield Source(name, path, kind)
    except RehabError as error:
        yield error
    except DAMAGED:
        yield _unreadable(name)


def _kind(head: bytes, name: str) -> SourceKind:
    """Kind of a file by its first bytes; RehabError when it is none that is imported."""
    if not head.strip():
        raise RehabError(_("The file is empty."), name, _("Ask for it again where it comes from."))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return SourceKind.ARCHIVE
    text = head.removeprefix(_BYTE_ORDER_MARKS[0]).lstrip()
    if text.startswith(b"<") or (head.startswith(_BYTE_ORDER_MARKS[1:]) and b"<\0" in head[:6] + b"\0"):
        return SourceKind.XML
    if name.casefold().endswith(".xml"):
        raise RehabError(_("This is not an XML file."), name, _("Check that it is the right file."))
    if text.startswith(b"{"):
        return SourceKind.GEOJSON
    if head.startswith(_BYTE_ORDER_MARKS[1:]):
        return SourceKind.TABLE
    if b"\0" not in head and not head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")):
        return SourceKind.TABLE
    raise RehabError(
        _("This kind of file is not imported."),
        name,
        _("Import DPE files (XML), tables (CSV, XLSX), footprints (GeoJSON), or a folder or zip of them."),
    )


def _is_sheet(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return _SHEET in archive.namelist()


def _of_archive(path: Path, name: str) -> Iterator[Source | RehabError]:
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_ARCHIVE_BYTES:
            yield RehabError(
                _("The archive would unpack to more than {size} GB or {count} files; it was not opened.").format(
                    size=MAX_ARCHIVE_BYTES // 1_000_000_000, count=MAX_MEMBERS
                ),
                name,
                _("Unpack it yourself and import the folder if you trust it."),
            )
            return
        shown = [info for info in members if not _hidden(info.filename)]
        if not shown:
            yield _nothing(name)
        for info in sorted(shown, key=lambda member: member.filename):
            yield _of_member(archive, info, path, name)


def _hidden(name: str) -> bool:
    """Whether a member of an archive is there for a desktop, not for people."""
    return name.rsplit("/", 1)[-1].startswith(".") or name.startswith("__MACOSX/")


def _nothing(name: str) -> RehabError:
    return RehabError(_("There is no file in it."), name, _("Choose the folder or archive that holds the files."))


def _of_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, name: str) -> Source | RehabError:
    label = f"{name}/{info.filename}"
    try:
        _refuse_hostile(info, label)
        with archive.open(info) as file:
            kind = _kind(file.read(_HEAD_BYTES), label)
    except RehabError as error:
        return error
    except DAMAGED:
        return _unreadable(label)
    if kind is not SourceKind.ARCHIVE:
        return Source(label, path, kind, info.filename)
    if info.filename.casefold().endswith(".xlsx"):
        return Source(label, path, SourceKind.SHEET, info.filename)
    return RehabError(
        _("An archive within an archive is not opened."), label, _("Unpack the outer archive and import the folder.")
    )


def _refuse_hostile(info: zipfile.ZipInfo, label: str) -> None:
    parts = re.split(r"[/\\]", info.filename)
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", parts[0]):
        raise RehabError(
            _("The name of this file in the archive leads outside of it; the file was left out."),
            label,
            _("Do not trust this archive; ask for it again where it comes from."),
        )
    suspicious = info.file_size > _RATIO_FROM_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    if suspicious or info.file_size > MAX_MEMBER_BYTES:
        raise RehabError(
            _("The file would unpack to {size} MB, far more than its size in the archive; it was not opened.").format(
                size=info.file_size // 1_000_000
            ),
            label,
            _("Do not trust this archive; ask for it again where it comes from."),
        )
