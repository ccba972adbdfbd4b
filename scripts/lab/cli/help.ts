import { datacenters, hosts } from '../addresses.ts';

interface Entry {
  readonly usage: string;
  readonly summary: string;
  readonly details?: string;
}

/** In the order in which help shows them. */
export const entries: Readonly<Record<string, Entry>> = {
  up: {
    usage: 'up [--from NAME]',
    summary: 'make the hosts and start them, on a checkpoint where one is named',
    details: 'Builds the base tree first where this machine has none yet (about a minute).',
  },
  down: {
    usage: 'down',
    summary: 'end everything and forget what the hosts wrote; checkpoints stay',
    details: 'Also takes away what a broken run left.',
  },
  status: { usage: 'status [--json]', summary: 'what is on, cut, delayed; which checkpoints there are' },
  shell: {
    usage: 'shell HOST [CMD…]',
    summary: 'a shell, or a command, on a host',
    details: 'Example: shell pg-a1-1 journalctl -u patroni -f',
  },
  ops: { usage: 'ops CMD…', summary: "a command in the operator's network and home", details: 'Example: ops ping -c1 10.10.1.1' },
  tamada: {
    usage: 'tamada ARGS…',
    summary: "the product's CLI, in the operator's workspace",
    details: 'Example: npm run -s lab -- tamada status --json',
  },
  install: { usage: 'install ARCHIVE', summary: 'unpack the product for the operator' },
  kill: { usage: 'kill HOST', summary: 'power loss' },
  boot: { usage: 'boot HOST', summary: 'power on, and wait until it has started' },
  stop: { usage: 'stop HOST', summary: 'clean power-off' },
  reboot: { usage: 'reboot HOST', summary: 'reboot, and wait until it has started' },
  freeze: { usage: 'freeze HOST', summary: 'the host hangs: no process of it runs, its addresses stay' },
  thaw: { usage: 'thaw HOST', summary: 'and goes on' },
  cut: {
    usage: 'cut DC [DC]',
    summary: 'no packet between two datacentres; with one name, between it and everybody',
    details: '`ops` stands for the operator: `cut a1` cuts the operator off too, `cut a1 a2` and `cut a1 a3` do not.',
  },
  heal: { usage: 'heal', summary: 'all links whole and fast again' },
  delay: {
    usage: 'delay DC MS [LOSS%]',
    summary: 'slow and lossy: the link between a datacentre and everybody else',
    details: 'MS and LOSS count in each direction: `delay a1 20` adds 40 ms to a round trip. `delay a1 0` takes it away.',
  },
  checkpoint: { usage: 'checkpoint NAME', summary: 'keep what all hosts have on disk (stops and starts them)' },
  restore: { usage: 'restore NAME', summary: 'put all hosts back to a checkpoint' },
  forget: { usage: 'forget NAME', summary: 'remove a checkpoint, and those made on top of it' },
};

export function helpText(about: string | null): string {
  const entry = about === null ? undefined : entries[about];
  if (entry)
    return [`npm run lab -- ${entry.usage}`, '', `  ${entry.summary}`, ...(entry.details ? [`  ${entry.details}`] : []), ''].join('\n');
  const rows = Object.values(entries).map(({ usage, summary }) => `  ${usage.padEnd(21)} ${summary}`);
  return [
    'The lab: six hosts with systemd and networks of their own, on this machine.',
    '',
    'npm run lab -- COMMAND [ARGUMENT…]',
    '',
    ...rows,
    '',
    `HOST  ${hosts.join(' ')}`,
    `DC    ${datacenters.join(' ')} ops`,
    '',
    'TAMADA_LAB_DIR   the folder of the lab (.lab)',
    'TAMADA_LAB_NAME  names its namespaces, to have a second one (tamada)',
    'TAMADA_CACHE     the folder of what is built once (~/.cache/tamada)',
    '',
    'Exit codes: 0 done, 1 failed, 2 usage, 3 refused. `shell`, `ops` and `tamada` end as their command does.',
    '',
  ].join('\n');
}
