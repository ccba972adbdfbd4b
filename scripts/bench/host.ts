import type { Host, Lab } from '../lab/index.ts';

/** What a script of bash on a host prints; an error where it does not end well. */
export async function callOn(lab: Lab, host: Host, script: string, timeoutMs = 600_000): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(host, ['bash'], { input: `set -eu\ncd /\n${script}\n`, timeoutMs });
  if (code !== 0) throw new Error(`on ${host}: ${stdout}${stderr}`);
  return stdout;
}

/** The figures that a script prints as `NAME=NUMBER`, one a line. */
export function figuresIn(text: string): Readonly<Record<string, number>> {
  return Object.fromEntries([...text.matchAll(/^(\w+)=([\d.]+)$/gm)].map(([, name = '', value]) => [name, Number(value)]));
}
