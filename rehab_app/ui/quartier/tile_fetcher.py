"""Tiles from the network, kept on disk up to a bound; nothing here waits."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QUrl, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkDiskCache, QNetworkReply, QNetworkRequest

from rehab_app.core.paths import user_folder
from rehab_app.core.version import app_version
from rehab_app.services.background import Tile, TileSource

DISK_BYTES = 200_000_000
_IN_MEMORY = 200  # pictures of 256 KB
_AT_ONCE = 6
_TILE_BYTES_MOST = 2_000_000
_TIMEOUT_MS = 15_000
_AGAIN_MS = 60_000  # a tile that did not come is asked for again after this


class TileFetcher(QObject):
    """Gives the tiles there are, asks for the others.

    Signals:
        came: a tile has come.
        failed: the server cannot be reached or sends something else; emitted once until a tile comes again. Carries
            the reason in the words of Qt.
    """

    came = Signal()
    failed = Signal(str)

    def __init__(self, source: TileSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._network = QNetworkAccessManager(self)
        cache = QNetworkDiskCache(self)
        cache.setCacheDirectory(str(user_folder("cache") / "tiles"))
        cache.setMaximumCacheSize(DISK_BYTES)
        self._network.setCache(cache)
        self._pictures: OrderedDict[Tile, QPixmap] = OrderedDict()
        self._asked: dict[Tile, QNetworkReply] = {}
        self._wanted: Sequence[Tile] = ()
        self._refused: dict[Tile, int] = {}
        self._clock = QElapsedTimer()
        self._clock.start()
        self._told = False

    def picture(self, tile: Tile) -> QPixmap | None:
        """A tile that has come, None for another."""
        found = self._pictures.get(tile)
        if found is not None:
            self._pictures.move_to_end(tile)
        return found

    def want(self, tiles: Sequence[Tile]) -> None:
        """Ask for these, the first first; what was asked for and is not among them is given up."""
        self._wanted = tiles
        kept = set(tiles)
        for tile in [tile for tile in self._asked if tile not in kept]:
            self._asked.pop(tile).abort()
        self._ask()

    def close(self) -> None:
        """Give up everything."""
        asked, self._asked, self._wanted = self._asked, {}, ()
        for reply in asked.values():
            reply.abort()

    def _ask(self) -> None:
        now = self._clock.elapsed()
        for tile in self._wanted:
            if len(self._asked) >= _AT_ONCE:
                return
            waits = now - self._refused.get(tile, -_AGAIN_MS) < _AGAIN_MS
            if tile not in self._asked and tile not in self._pictures and not waits:
                self._start(tile, offline=False)

    def _start(self, tile: Tile, offline: bool) -> None:
        """Ask the disk and then the server, or the disk alone, which gives what is out of date too."""
        request = QNetworkRequest(QUrl(self.source.address(tile)))
        request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, f"rehab-quartier/{app_version()}")
        control = QNetworkRequest.CacheLoadControl
        request.setAttribute(
            QNetworkRequest.Attribute.CacheLoadControlAttribute, control.AlwaysCache if offline else control.PreferCache
        )
        request.setTransferTimeout(_TIMEOUT_MS)
        reply = self._network.get(request)
        self._asked[tile] = reply
        reply.downloadProgress.connect(lambda got, _all: reply.abort() if got > _TILE_BYTES_MOST else None)
        reply.finished.connect(lambda: self._take(tile, reply, offline))

    def _take(self, tile: Tile, reply: QNetworkReply, offline: bool) -> None:
        reply.deleteLater()
        if self._asked.get(tile) is not reply:  # given up
            return
        del self._asked[tile]
        picture = QPixmap()
        if reply.error() is QNetworkReply.NetworkError.NoError and picture.loadFromData(reply.readAll()):
            self._keep(tile, picture, offline)
        elif offline or reply.error() is QNetworkReply.NetworkError.ContentNotFoundError:  # the server has none there
            self._refused[tile] = self._clock.elapsed()
        else:
            self._tell(reply)
            self._start(tile, offline=True)
        self._ask()

    def _keep(self, tile: Tile, picture: QPixmap, offline: bool) -> None:
        self._pictures[tile] = picture
        self._told = self._told and offline
        while len(self._pictures) > _IN_MEMORY:
            self._pictures.popitem(last=False)
        self.came.emit()

    def _tell(self, reply: QNetworkReply) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(reply.errorString())
