#!/bin/sh
# supervise.sh [CGROUP_PROCS_FILE…] -- PROGRAM [ARGUMENT…]
# Joins the control groups, then runs the machine; 133 is its way to say that it reboots.
while [ "$1" != -- ]; do
  echo $$ >"$1" || exit 1
  shift
done
shift
# What systemd takes where nobody limits it; a terminal's limit is not the host's.
ulimit -Hn 524288
while :; do
  "$@"
  code=$?
  [ "$code" -eq 133 ] || exit "$code"
done
