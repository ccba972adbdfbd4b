import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hosts, type LabView } from '../../../scripts/lab/index.ts';
import { status } from '../../../scripts/cluster/status.ts';

const folders = ['tamada', 'consul.d', 'patroni', 'haproxy', 'keepalived', 'systemd/system', 'sysusers.d', 'tmpfiles.d'].map(
  (name) => `/etc/${name}`,
);
const units = ['tamada-agent', 'consul', 'patroni', 'haproxy', 'keepalived'];

/** What must not move when nothing is to be done: managed files, running units, timelines, the DCS's configuration. */
export async function fingerprint(lab: LabView): Promise<unknown> {
  const now = await status(lab);
  const perHost = await Promise.all(
    hosts.map(async (host) => {
      const files = await lab.exec(host, ['find', ...folders, '-printf', '%p %i %T@ %m %u %s\n']);
      const running = await lab.exec(host, ['systemctl', 'show', '--property=Id,InvocationID,UnitFileState,NRestarts', ...units]);
      return [host, files.stdout.split('\n').sort(), running.stdout];
    }),
  );
  return { perHost, config: await configIndex(lab), timelines: now.members.map(({ timeline }) => timeline) };
}

/** Consul's ModifyIndex of Patroni's dynamic configuration. */
async function configIndex(lab: LabView): Promise<number> {
  const secrets = parse(await readFile(join(lab.operator.workspace, 'secrets.yaml'), 'utf8')) as Readonly<Record<string, string>>;
  const input = `header = "X-Consul-Token: ${secrets.consul_token_operator ?? ''}"`;
  const { stdout } = await lab.exec('pg-a1-1', ['curl', '-sf', '-K', '-', 'http://127.0.0.1:8500/v1/kv/service/geo/config'], { input });
  const [entry] = JSON.parse(stdout) as readonly { readonly ModifyIndex: number }[];
  if (entry === undefined) throw new Error('Patroni has no dynamic configuration');
  return entry.ModifyIndex;
}
