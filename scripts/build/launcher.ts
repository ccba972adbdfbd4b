import type { Program } from './layout.ts';

/** A script that starts a program with the archive's own Node, whatever Node settings the caller has, also through a link to it. */
export function launcher({ name, flags }: Program): string {
  return `#!/bin/sh
unset NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_PATH NODE_V8_COVERAGE
here=$(dirname -- "$(readlink -f -- "$0")") || exit 1
exec "$here/../runtime/node" ${[...flags, `"$here/../lib/${name}.mjs"`, '"$@"'].join(' ')}
`;
}
