#!/bin/sh
# Puts the frozen application (dist/rehab, made by `make package`) into a Debian package: dist/rehab-quartier_VERSION_ARCH.deb.
# It installs /usr/lib/rehab-quartier, the command `rehab`, the menu entry, its icon and the kind of file it opens.
set -eu
cd "$(dirname "$0")/.."

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
architecture=$(dpkg --print-architecture)
tree=build/deb
rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/lib" "$tree/usr/bin" "$tree/usr/share/doc/rehab-quartier"
cp -a dist/rehab "$tree/usr/lib/rehab-quartier"
ln -s ../lib/rehab-quartier/rehab "$tree/usr/bin/rehab"
install -Dm644 packaging/rehab-quartier.desktop "$tree/usr/share/applications/rehab-quartier.desktop"
install -Dm644 packaging/rehab-quartier-mime.xml "$tree/usr/share/mime/packages/rehab-quartier.xml"
install -Dm644 resources/icons/rehab-quartier.svg "$tree/usr/share/icons/hicolor/scalable/apps/rehab-quartier.svg"
install -Dm644 LICENSE "$tree/usr/share/doc/rehab-quartier/copyright"

# The libraries that Qt asks of the system, as packaging/system-packages.sh lists them; Debian 13 renamed some.
libraries=$(sh packaging/system-packages.sh --list | tr ' ' '\n' | grep '^lib' |
    sed 's/.*/& | &t64/' | paste -sd, | sed 's/,/, /g')
cat > "$tree/DEBIAN/control" <<CONTROL
Package: rehab-quartier
Version: $version
Architecture: $architecture
Section: misc
Priority: optional
Maintainer: The Réhab Quartier developers
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: libc6, $libraries
Description: a town renovates a whole neighbourhood of old private houses together
 Records the housing stock, estimates energy by the French official method, costs and aids, groups neighbours
 across owners, plans the firms' calendar and prints PDF dossiers. Works offline.
CONTROL
dpkg-deb --root-owner-group --build "$tree" "dist/rehab-quartier_${version}_${architecture}.deb"
