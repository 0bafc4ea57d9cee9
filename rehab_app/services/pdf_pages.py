"""Opening PDF files with pdfium, which keeps state of its own for the whole process: one thread at a time."""

from threading import Lock

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _

PDFIUM = Lock()


def page_count(content: bytes, name: str) -> int:
    """Pages of a PDF.

    Raises:
        RehabError: it is damaged, locked by a password or without a page; `where` is its name.
    """
    import pypdfium2  # loaded when the first PDF comes

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise RehabError(
                _("This PDF is damaged or locked by a password."), name, _("Choose one that opens elsewhere.")
            ) from error
        try:
            pages = len(document)
        finally:
            document.close()
    if not pages:
        raise RehabError(_("This PDF has no page."), name, _("Choose one that opens elsewhere."))
    return pages


def text_of(content: bytes) -> str:
    """All that can be read in a PDF, "" in one that does not open: such a paper is shown to nobody either."""
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return ""
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
