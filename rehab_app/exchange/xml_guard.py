"""XML from outside, parsed without trust: no document type, no entities, no network, bounded size."""

from lxml import etree

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _

MAX_XML_BYTES = 30_000_000  # the largest official file seen is 0.6 MB

_MARKUP_BEFORE_ROOT = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,  # a fifth faster: no node for the line breaks between elements
        collect_ids=False,
    )


def place(name: str, line: int | None, column: int | None = None) -> str:
    """The place of an error as it is told to the user: file, line and column."""
    if not line:
        return name
    if not column:
        return _("{file}, line {line}").format(file=name, line=line)
    return _("{file}, line {line}, column {column}").format(file=name, line=line, column=column)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Root element of an XML document; comments and instructions are left out.

    Raises:
        RehabError: empty, too large, not XML, badly encoded, truncated, or with a document type (which is where
            entity bombs and references to other files live); it names the file, the line and the column.
    """
    if not data.strip():
        raise RehabError(_("The file is empty."), name, _("Ask for it again where it comes from."))
    if len(data) > MAX_XML_BYTES:
        raise RehabError(
            _("The file is too large ({size} MB) to be a DPE.").format(size=len(data) // 1_000_000),
            name,
            _("Check that it is the right file."),
        )
    if not data.lstrip().startswith(_MARKUP_BEFORE_ROOT):
        raise RehabError(_("This is not an XML file."), name, _("Check that it is the right file."))
    if b"<!DOCTYPE" in data:
        raise _document_type(data, name)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _broken(error, name) from error
    except ValueError as error:  # an unknown or impossible encoding in the declaration
        raise RehabError(_("The encoding of the file cannot be read."), name, _("Save it again as UTF-8.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _document_type(data, name)
    return root


def _document_type(data: bytes, name: str) -> RehabError:
    start = max(data.find(b"<!DOCTYPE"), 0)
    return RehabError(
        _("The file declares a document type (DOCTYPE), which a DPE never does; it was not opened."),
        place(name, data.count(b"\n", 0, start) + 1, start - data.rfind(b"\n", 0, start)),
        _("Do not use this file: it may be an attack. Ask for the original."),
    )


def _broken(error: etree.XMLSyntaxError, name: str) -> RehabError:
    line, column = error.position
    codes = etree.ErrorTypes
    where = place(name, line, column)
    if error.code in (codes.ERR_INVALID_ENCODING, codes.ERR_INVALID_CHAR, codes.ERR_UNKNOWN_ENCODING):
        return RehabError(
            _("The characters of the file do not match the encoding it declares."), where, _("Save it again as UTF-8.")
        )
    if error.code in (
        codes.ERR_TAG_NOT_FINISHED,
        codes.ERR_DOCUMENT_END,
        codes.ERR_GT_REQUIRED,
        codes.ERR_LTSLASH_REQUIRED,
    ):
        return RehabError(
            _("The file is cut short: its last elements are missing."),
            where,
            _("Ask for it again where it comes from."),
        )
    return RehabError(
        _("The XML is not well formed ({reason}).").format(reason=(error.msg or "").split(", line")[0]),
        where,
        _("Ask for it again where it comes from."),
    )
