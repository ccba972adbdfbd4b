#!/bin/sh
# supervise.sh WAN PORT [CGROUP_PROCS_FILE…] -- PROGRAM [ARGUMENT…]
# Joins the control groups, then runs the machine; 133 is its way to say that it reboots.
# A machine that is off answers nothing: its port in the namespace WAN goes down with it.
wan=$1 port=$2
shift 2
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
  [ "$code" -eq 133 ] || break
done
ip -n "$wan" link set "$port" down
exit "$code"
