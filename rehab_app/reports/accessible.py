"""What a file says to readers that do not see it: metadata as XMP, drawings in words, furniture left unread.

reportlab writes no structure tree: these marks (ISO 32000-1, 14.3.2, 14.6 and 14.9.3) stand by themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import XMP

from rehab_app.domain.edition import Edition

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{day}T12:00:00Z</xmp:CreateDate><xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{tool}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def metadata(title: str, subject: str, author: str, lang: str, edition: Edition) -> XMP:
    """The packet that repeats title, author, language and date for readers of XMP (ISO 16684-1)."""
    told = {
        "title": title,
        "subject": subject,
        "author": author,
        "lang": lang,
        "day": edition.made_on.isoformat(),
        "tool": f"Réhab Quartier {edition.engine_version}",
    }
    packet = _PACKET.format(**{name: escape(words) for name, words in told.items()})
    return XMP(creator=lambda _document: packet.encode())


@contextmanager
def described(canvas: Any, words: str) -> Iterator[None]:
    """What is drawn inside is read as these words."""
    alternative = ("\ufeff" + words).encode("utf-16-be").hex().upper()
    canvas._code.append(f"/Span <</Alt <{alternative}>>> BDC")
    yield
    canvas._code.append("EMC")


@contextmanager
def artifact(canvas: Any) -> Iterator[None]:
    """What is drawn inside is no part of the text: heads, feet, page numbers."""
    canvas._code.append("/Artifact <</Type /Pagination>> BDC")
    yield
    canvas._code.append("EMC")
