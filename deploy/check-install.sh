#!/bin/bash
# Proves the steps of docs/operating/installing.md in a fresh Debian 12: as root, on a machine with debootstrap.
#   deploy/check-install.sh [FOLDER]     takes about 1.5 GB there; a folder that is named is kept, and used again
set -euo pipefail
source_dir=$(cd "$(dirname "$0")/.." && pwd)
named=${1:-}
root=${named:-$(mktemp -d /var/tmp/huitong-root-XXXX)}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

clean_up() {
  umount "$root/proc" 2>/dev/null || true
  [ -n "$named" ] || rm -rf --one-file-system "$root"
}
trap clean_up EXIT
step() { echo "== $* ($SECONDS s)"; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }

step debootstrap
[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase --include=ca-certificates,g++,make,python3 bookworm "$root" "$mirror" >/dev/null
chmod 0755 "$root"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# Node 20 as it is here: Debian 12 has 18.
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
(cd "$prefix" && tar -cf - bin/node bin/npm include/node lib/node_modules/npm) | tar -C "$root/usr/local" -xf -
# Whom this machine trusts, as where a company has a certificate authority of its own.
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
registry=$(npm config get registry)

step 'copy the sources of the last commit'
mkdir -p "$root/opt/huitong"
find "$root/opt/huitong" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
git -C "$source_dir" archive HEAD | tar -C "$root/opt/huitong" -xf -

step 'npm install and build'
inside npm_config_nodedir=/usr/local npm_config_registry="$registry" NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
  bash -c 'cd /opt/huitong && node scripts/build.mjs'

step 'user, data folder and configuration'
inside bash -c 'id huitong >/dev/null 2>&1 || useradd --system --home-dir /var/lib/huitong --shell /usr/sbin/nologin huitong'
inside install -d -o huitong -g huitong -m 0750 /var/lib/huitong /etc/huitong
inside cp /opt/huitong/examples/demo.yaml /etc/huitong/huitong.yaml
inside bash -c 'cd /opt/huitong && node bin/huitong.mjs config check /etc/huitong/huitong.yaml'

inside install -m 0755 /opt/huitong/deploy/systemd/huitong /usr/local/bin/huitong

step 'start as that user, ask, stop'
inside bash -c '
  cd /opt/huitong
  export HUITONG_DATA_DIR=/var/lib/huitong HUITONG_SIP_PORT=15060 HUITONG_HTTP_PORT=18080
  setpriv --reuid=huitong --regid=huitong --clear-groups node bin/huitong.mjs --config /etc/huitong/huitong.yaml >/tmp/out 2>&1 &
  server=$!
  for i in $(seq 60); do
    node -e "fetch(\"http://127.0.0.1:18080/readyz\").then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))" && break
    [ "$i" -lt 60 ] || { cat /tmp/out; exit 1; }
    sleep 0.5
  done
  huitong doctor || true
  huitong audit-log verify
  install -d -o huitong -g huitong -m 0700 /backup
  huitong backup --to /backup/first.$$
  kill -TERM $server
  wait $server'
step 'installed, started, asked and stopped'
