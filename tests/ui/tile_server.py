"""A server of tiles on this computer: plain pictures, one colour a level, and a description of itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

GROUND = "#8844CC"  # no colour of ours

CAPABILITIES = """<?xml version="1.0"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"
    xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
  <ows:ServiceProvider><ows:ProviderName>Cartes d’essai</ows:ProviderName></ows:ServiceProvider>
  <ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP>
    <ows:Get xlink:href="{base}/kvp?"/>
  </ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
  <Contents>
    <Layer><ows:Title>Plan</ows:Title><ows:Identifier>PLAN.V2</ows:Identifier>
      <Style isDefault="true"><ows:Identifier>normal</ows:Identifier></Style><Format>image/png</Format>
      <TileMatrixSetLink><TileMatrixSet>PM</TileMatrixSet></TileMatrixSetLink></Layer>
    <Layer><ows:Title>Cadastre</ows:Title><ows:Identifier>PARCELS</ows:Identifier>
      <Style><ows:Identifier>bdparcellaire</ows:Identifier></Style><Format>image/png</Format>
      <TileMatrixSetLink><TileMatrixSet>LAMB93</TileMatrixSet></TileMatrixSetLink></Layer>
    <TileMatrixSet><ows:Identifier>PM</ows:Identifier><ows:SupportedCRS>EPSG:3857</ows:SupportedCRS>{matrices}
    </TileMatrixSet>
    <TileMatrixSet><ows:Identifier>LAMB93</ows:Identifier><ows:SupportedCRS>EPSG:2154</ows:SupportedCRS>
    </TileMatrixSet>
  </Contents>
</Capabilities>"""
_MATRIX = """
      <TileMatrix><ows:Identifier>{level}</ows:Identifier><ScaleDenominator>{scale}</ScaleDenominator>
        <TopLeftCorner>-20037508.3427892 20037508.3427892</TopLeftCorner>
        <TileWidth>256</TileWidth><TileHeight>256</TileHeight></TileMatrix>"""


def capabilities(base: str = "http://127.0.0.1") -> str:
    """What the server says of itself: a plan in the Web Mercator grid to level 18, and a layer in another."""
    matrices = (_MATRIX.format(level=level, scale=559082264.0287178 / 2**level) for level in range(19))
    return CAPABILITIES.format(base=base, matrices="".join(matrices))


def tile(colour: str = GROUND) -> bytes:
    """A PNG of one colour."""
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


class TileServer(ThreadingHTTPServer):
    """`asked` has the path and the headers of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.picture = tile()
        self.broken = False

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        if self.server.broken:
            self.send_error(500)
            return
        described = "GetCapabilities" in self.path
        body = capabilities(self.server.base).encode() if described else self.server.picture
        self.send_response(200)
        self.send_header("Content-Type", "text/xml" if described else "image/png")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[TileServer]:
    """A server that answers until the end."""
    server = TileServer()
    thread = threading.Thread(target=server.serve_forever, name="tile-server", kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
