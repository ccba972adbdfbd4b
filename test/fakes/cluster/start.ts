import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTopology, type Topology } from '@tamada/core/topology';
import { judgeFence } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import {
  clientCredentials,
  createAgentServer,
  issueCertificate,
  requestParser,
  serverCredentials,
  type AgentHandlers,
  type AgentServer,
  type RpcName,
} from '@tamada/wire';
import type { OperationContext } from '../../../packages/coordinator/cli/context.ts';
import { makeConnections, type Connections } from '../../../packages/coordinator/connections/connections.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { init } from '../../../packages/coordinator/operations/init.ts';
import { makePaint } from '../../../packages/coordinator/report/paint.ts';
import { nodeSubject, loadAuthority } from '../../../packages/coordinator/workspace/authority.ts';
import { loadAdminIdentity } from '../../../packages/coordinator/workspace/credentials.ts';
import { loadTopology } from '../../../packages/coordinator/workspace/topology-file.ts';
import type { RunEvent } from '@tamada/core/sequence';
import { hostHandlers } from './handlers.ts';
import { consulLeader, makeWorld, type World } from './world.ts';

export interface SimulatedCluster {
  readonly world: World;
  readonly workspace: string;
  readonly context: (signal?: AbortSignal) => OperationContext & { readonly events: readonly RunEvent[]; readonly said: readonly string[] };
  /** Its agent is gone, as after a power loss; what the host has become stays. */
  readonly stop: (node: string) => Promise<void>;
  readonly start: (node: string) => Promise<void>;
  /** Another cluster.yaml; `without`: a node that it does not have. As an operator does, `init` adds the secrets that this needs. */
  readonly writeTopology: (change: string, without?: string) => Promise<void>;
  /** An operation as a command runs it, and what was said meanwhile. */
  readonly through: <T>(
    work: (reach: Reach) => Promise<T>,
    signal?: AbortSignal,
  ) => Promise<{ readonly answer: T; readonly context: ReturnType<SimulatedCluster['context']> }>;
  /** The coordinator's connections, but to loopback. */
  readonly connect: (context: OperationContext, topology: Topology) => Promise<Connections>;
  readonly close: () => Promise<void>;
}

/** Six agents on loopback, each with an address of its own, real TLS and a workspace that `tamada init` made. */
export async function startSimulatedCluster(change = ''): Promise<SimulatedCluster> {
  const workspace = await mkdtemp(join(tmpdir(), 'tamada-simulated-'));
  const port = await freePort();
  const text = (more: string): string => `${header}agent: { port: ${String(port)} }\n${more}`;
  await writeFile(join(workspace, 'cluster.yaml'), text(change));
  const secrets = () => init(makeContext(workspace), { template: 'two-plus-two-plus-one', name: null, secrets: [], replace: [] });
  await secrets();
  const topology = parsed(text(change));
  const world = makeWorld(topology);
  const authority = await loadAuthority(workspace);
  const servers = new Map<string, AgentServer>();

  const start = async (name: string): Promise<void> => {
    const host = world.hosts.get(name);
    if (host === undefined) throw new Error(`no host ${name}`);
    const identity = await issueCertificate({ authority, subject: nodeSubject(topology, host.node, 'agent'), nowMs: Date.now() });
    const server = createAgentServer({
      credentials: serverCredentials({ ...identity, authority: authority.certificate }),
      handlers: watched(world, name, hostHandlers(world, host)),
      record: () => undefined,
      admitFence: async (fence) => {
        const known = consulLeader(world) === '' ? null : (world.lease?.fence ?? 0);
        const verdict = judgeFence({ fence, proven: host.fence, unproven: 0, known });
        if (verdict.kind === 'refused') throw new TamadaError(verdict.detail);
        if (verdict.note === 'journal') host.fence = fence ?? 0;
        return () => undefined;
      },
      // What the real agents would refuse must not pass here.
      parseRequest: requestParser({ role: host.node.role, platform: 'debian', postgres: askedPostgres }),
      clean: async (thrown) => thrown,
      turnedAway: () => undefined,
    });
    await server.listen(onLoopback(host.node.address), port);
    servers.set(name, server);
  };
  await Promise.all(topology.nodes.map(({ name }) => start(name)));
  return {
    world,
    workspace,
    context: (signal) => makeContext(workspace, signal),
    start,
    stop: async (name) => servers.get(name)?.close(0),
    writeTopology: async (more, without) => {
      const lines = text(more).split('\n');
      const left = lines.filter((line) => without === undefined || !line.startsWith(`  ${without}: `)).join('\n');
      await writeFile(join(workspace, 'cluster.yaml'), left);
      world.topology = parsed(left);
      await secrets();
    },
    connect,
    through: async (work, signal) => {
      const context = makeContext(workspace, signal);
      const wanted = await loadTopology(context);
      const connections = await connect(context, wanted);
      try {
        return { answer: await work({ context, topology: wanted, connections }), context };
      } finally {
        connections.close();
      }
    },
    close: async () => {
      await Promise.all([...servers.values()].map((server) => server.close(0)));
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

async function connect(context: OperationContext, wanted: Topology): Promise<Connections> {
  const nodes = wanted.nodes.map((node) => ({ ...node, address: onLoopback(node.address) }));
  const credentials = clientCredentials(await loadAdminIdentity(context));
  return makeConnections({ topology: { ...wanted, nodes }, credentials, signal: context.signal });
}

function parsed(text: string): Topology {
  const { topology, problems } = parseTopology(text, 'cluster.yaml');
  if (topology === null) throw new Error(JSON.stringify(problems));
  return topology;
}

const askedPostgres = { version: 15, port: 5432, dataDirectory: '', binDirectory: '', socketDirectory: '' };

const header = `name: geo
datacenters:
  a1: { vip: 10.10.1.3/24 }
  a2: { vip: 10.10.2.3/24 }
  a3: {}
nodes:
  pg-a1-1: { datacenter: a1, address: 10.10.1.1, role: database }
  pg-a1-2: { datacenter: a1, address: 10.10.1.2, role: database }
  pg-a2-1: { datacenter: a2, address: 10.10.2.1, role: database }
  pg-a2-2: { datacenter: a2, address: 10.10.2.2, role: database }
  arb-a3: { datacenter: a3, address: 10.10.3.1, role: witness }
  backup: { datacenter: a3, address: 10.10.3.4, role: backup }
`;

/** A topology's addresses are those of real networks; here each has its twin on loopback. */
function onLoopback(address: string): string {
  return address.replace(/^10\./, '127.');
}

function watched(world: World, node: string, handlers: AgentHandlers): AgentHandlers {
  const names = Object.keys(handlers) as RpcName[];
  const calls = names.map((name) => {
    const handle = handlers[name] as (...input: unknown[]) => unknown;
    const call = (...input: unknown[]): unknown => {
      world.before(node, name);
      return handle(...input);
    };
    return [name, call];
  });
  return Object.fromEntries(calls) as AgentHandlers;
}

function makeContext(workspace: string, signal = new AbortController().signal): ReturnType<SimulatedCluster['context']> {
  const events: RunEvent[] = [];
  const said: string[] = [];
  return {
    workspace,
    json: false,
    emit: (event) => void events.push(event),
    say: (line) => void said.push(line),
    print: () => undefined,
    paint: makePaint(false),
    signal,
    now: Date.now,
    events,
    said,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
