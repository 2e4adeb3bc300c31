#!/bin/sh
# Stand-in for the program in tonistiigi/binfmt, for machines that cannot reach that image. It keeps the contract that
# callers see: --install and --uninstall take lists, every problem is a line on stderr and never an exit code, and
# stdout gets one JSON object. Unlike the real one it sets the flag P: without it busybox is not told as what it was called.
misc=/proc/sys/fs/binfmt_misc
register=$misc/register

# Docker's name, QEMU's name, platforms
architectures='arm64 aarch64 linux/arm64
riscv64 riscv64 linux/riscv64
ppc64le ppc64le linux/ppc64le
s390x s390x linux/s390x
386 i386 linux/386
mips64le mips64el linux/mips64le
mips64 mips64 linux/mips64
loong64 loongarch64 linux/loong64
arm arm linux/arm/v7 linux/arm/v6'

case $(uname -m) in
  x86_64) native='linux/amd64 linux/amd64/v2 linux/386' ;;
  aarch64) native='linux/arm64 linux/arm/v7 linux/arm/v6' ;;
  *) native=linux/$(uname -m) ;;
esac

log() {
  echo "$*" >&2
}

# The architecture of a platform or of another spelling: linux/arm/v7 is arm.
normal() {
  name=${1#linux/}
  case ${name%%/*} in
    aarch64) echo arm64 ;;
    armhf | armel) echo arm ;;
    i386) echo 386 ;;
    x86_64 | x86-64) echo amd64 ;;
    *) echo "${name%%/*}" ;;
  esac
}

qemu_name() {
  echo "$architectures" | while read -r name qemu _; do
    if [ "$name" = "$1" ]; then echo "$qemu"; fi
  done
}

all() {
  echo "$architectures" | while read -r name _ platform _; do
    case " $native " in *" $platform "*) ;; *) echo "$name" ;; esac
  done
}

install() {
  qemu=$(qemu_name "$1")
  if [ -z "$qemu" ]; then
    log "installing: $1 unsupported architecture: $1"
  elif [ -e "$misc/qemu-$qemu" ]; then
    log "installing: $1 qemu-$qemu already registered"
  else
    IFS=: read -r _ _ _ _ magic mask _ <"/etc/binfmt.d/qemu-$qemu.conf"
    if problem=$(printf '%s' ":qemu-$qemu:M:0:$magic:$mask:/usr/bin/qemu-$qemu:POCF" 2>&1 >$register); then
      log "installing: $1 OK"
    else
      log "installing: $1 cannot register \"/usr/bin/qemu-$qemu\" to $register: $problem"
    fi
  fi
}

# Takes an architecture, the name of a handler or a pattern of such names.
uninstall() {
  qemu=$(qemu_name "$(normal "$1")")
  found=
  for handler in $misc/$1 $misc/qemu-${qemu:-$1}; do
    if [ ! -f "$handler" ] || [ "$handler" = $register ] || [ "$handler" = $misc/status ]; then continue; fi
    found=yes
    if problem=$(printf '%s' -1 2>&1 >"$handler"); then
      log "uninstalling: ${handler##*/} OK"
    else
      log "uninstalling: ${handler##*/} $problem"
    fi
  done
  if [ -z "$found" ]; then log "uninstalling: $1 not found"; fi
}

# JSON list of the words given, or null for none, as Go writes an empty one.
list() {
  if [ $# = 0 ]; then
    echo null
    return
  fi
  text=
  for word; do text="$text,
    \"$word\""; done
  echo "[${text#,}
  ]"
}

status() {
  emulators=
  platforms=$native
  for handler in "$misc"/*; do
    case $handler in */register | */status) continue ;; esac
    if [ "$(head -n 1 "$handler")" = enabled ]; then emulators="$emulators ${handler##*/}"; fi
  done
  emulated=$(echo "$architectures" | while read -r _ qemu of; do
    case "$emulators " in *" qemu-$qemu "*) echo "$of" ;; esac
  done)
  for platform in $emulated; do
    case " $platforms " in *" $platform "*) ;; *) platforms="$platforms $platform" ;; esac
  done
  # shellcheck disable=SC2086 # the words are wanted one by one
  printf '{\n  "supported": %s,\n  "emulators": %s\n}\n' "$(list $platforms)" "$(list $emulators)"
}

wanted=
unwanted=
while [ $# -gt 0 ]; do
  case $1 in
    -install=* | --install=*) wanted=${1#*=} ;;
    -uninstall=* | --uninstall=*) unwanted=${1#*=} ;;
    -install | --install) wanted=$2 && shift ;;
    -uninstall | --uninstall) unwanted=$2 && shift ;;
    -version | --version)
      log "binfmt/stand-in $(/usr/bin/qemu-arm --version | head -n 1)"
      exit 0
      ;;
    *)
      log "flag provided but not defined: $1"
      exit 2
      ;;
  esac
  shift
done

if [ ! -e $misc/status ]; then
  if ! problem=$(mount -t binfmt_misc binfmt_misc $misc 2>&1); then
    log "error: cannot mount binfmt_misc filesystem at $misc: $problem"
    exit 0
  fi
  trap 'umount $misc' EXIT
fi
set -f
for name in $(echo "$unwanted" | tr , ' '); do
  set +f
  uninstall "$name"
  set -f
done
if [ "$wanted" = all ]; then wanted=$(all); fi
for name in $(echo "$wanted" | tr , ' '); do install "$(normal "$name")"; done
set +f
status
