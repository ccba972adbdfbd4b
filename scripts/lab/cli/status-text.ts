import type { LabStatus } from '../status.ts';

export function statusText({ phase, from, hosts, cuts, delays, checkpoints }: LabStatus): string {
  const top = phase === 'up' ? `The lab is up, on ${from === null ? 'the base tree' : `checkpoint ${from}`}` : `The lab is ${phase}`;
  const rows = hosts.map(({ name, datacenter, address, power }) => `  ${name.padEnd(9)} ${datacenter}  ${address.padEnd(11)} ${power}`);
  const links = [
    ...cuts.map(([one, other]) => `  cut: ${one} and ${other}`),
    ...Object.entries(delays).map(
      ([name, { milliseconds, lossPercent }]) => `  slow: ${name}, ${milliseconds} ms and ${lossPercent} % loss each way`,
    ),
  ];
  const names = checkpoints.map(({ name, parent }) => `  checkpoint ${name}${parent === null ? '' : ` on ${parent}`}`);
  return `${[top, ...(phase === 'down' ? [] : [...rows, ...links]), ...names].join('\n')}\n`;
}
