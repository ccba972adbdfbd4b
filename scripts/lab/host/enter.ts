import type { Argv } from '../../program.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Runs a program inside a host, as root in /root and with nothing of our environment but the terminal's kind. It ends with `nsenter`. */
export function enterHost(init: number, argv: readonly string[], terminal: string | undefined): Argv {
  const environment = [
    'HOME=/root',
    'USER=root',
    'LOGNAME=root',
    'SHELL=/bin/bash',
    'LANG=C.UTF-8',
    `PATH=${path}`,
    `TERM=${terminal ?? 'dumb'}`,
  ];
  return [
    'nsenter',
    `--target=${init}`,
    '--all',
    '--',
    'setpriv',
    '--pdeathsig',
    'TERM',
    'env',
    '--ignore-environment',
    '--chdir=/root',
    ...environment,
    ...argv,
  ];
}
