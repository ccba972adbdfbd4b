import type { Host, LabView } from '../../../scripts/lab/index.ts';

/** One command on several hosts at once; it must succeed on each. */
export async function onAll(lab: LabView, hosts: readonly Host[], argv: readonly string[]): Promise<void> {
  await Promise.all(
    hosts.map(async (host) => {
      const { code, stdout, stderr } = await lab.exec(host, argv, { timeoutMs: 120_000 });
      if (code !== 0) throw new Error(`${argv.join(' ')} on ${host}: ${stdout}${stderr}`);
    }),
  );
}
