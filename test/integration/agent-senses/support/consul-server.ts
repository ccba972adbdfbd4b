import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@tamada/runtime';
import type { ConsulClient } from '../../../../packages/agent/consul/client.ts';
import type { AclNode } from '../../../../packages/agent/consul/acl-desired.ts';
import type { AclWish } from '../../../../packages/agent/consul/ensure-acl.ts';
import { connectConsul } from '../../../../packages/agent/consul/connect.ts';
import { inBaseTree } from './base-tree.ts';
import { freePorts } from './free-ports.ts';
import { startProgram, temporaryFolder } from './program.ts';
import type { RunningProgram } from './program.ts';

export interface ConsulServer {
  readonly port: number;
  readonly managementToken: string;
  /** Access control as a cluster with these nodes has it; `secret` gives the tokens' values. */
  readonly wish: (secret: (name: string) => string) => AclWish;
  readonly as: (token: string | null) => ConsulClient;
  readonly program: RunningProgram;
  readonly stop: () => Promise<void>;
}

const managementToken = '6d2b2c1e-3a0b-4c55-9d0e-0c7a3a1f8a11';

/** The server is the first of them. */
export const aclNodes: readonly AclNode[] = [
  { name: 'pg-a1-1', role: 'database' },
  { name: 'pg-a2-1', role: 'database' },
  { name: 'arb-a3', role: 'witness' },
];

/** One real Consul server on loopback, its access control on, everything denied by default; `master` knows the management token from its file. */
export async function startConsulServer(options: { readonly expect?: number; readonly master?: boolean } = {}): Promise<ConsulServer> {
  const folder = await temporaryFolder();
  const [http = 0, server = 0, serf = 0] = await freePorts(3);
  const config = {
    server: true,
    bootstrap_expect: options.expect ?? 1,
    node_name: 'pg-a1-1',
    data_dir: join(folder.path, 'data'),
    bind_addr: '127.0.0.1',
    client_addr: '127.0.0.1',
    ports: { http, server, serf_lan: serf, serf_wan: -1, dns: -1, grpc: -1 },
    performance: { raft_multiplier: 1 },
    disable_update_check: true,
    acl: {
      enabled: true,
      default_policy: 'deny',
      down_policy: 'extend-cache',
      tokens: options.master === true ? { master: managementToken } : {},
    },
  };
  await writeFile(join(folder.path, 'consul.json'), JSON.stringify(config));
  const program = startProgram(await inBaseTree('usr/bin/consul'), ['agent', '-config-file', join(folder.path, 'consul.json')]);
  const as = (token: string | null): ConsulClient => connectConsul({ host: '127.0.0.1', port: http, token });
  const stop = async (): Promise<void> => {
    await program.stop('SIGKILL');
    await folder.remove();
  };
  try {
    await until({
      condition: 'Consul answers',
      intervalMs: 20,
      deadlineMs: 20_000,
      look: async () => {
        const leader = await as(null)
          .leaderAddress()
          .catch(() => null);
        const ready = leader !== null && (leader !== '' || options.expect !== undefined);
        return ready ? { ready, value: leader } : { ready: false, seen: program.output() };
      },
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const wish = (secret: (name: string) => string): AclWish => ({
    ...{ cluster: 'geo', scope: 'geo', nodes: aclNodes, secret, managementToken, as, address: '127.0.0.1' },
    allowReset: (index) => writeFile(join(folder.path, 'data', 'acl-bootstrap-reset'), String(index)),
  });
  return { port: http, managementToken, wish, as, program, stop };
}
