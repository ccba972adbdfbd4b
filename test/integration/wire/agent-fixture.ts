import type { NodeStatus } from '@tamada/core/view';
import type {
  AgentClient,
  AgentHandlers,
  AgentServerCredentials,
  CallRecord,
  Identity,
  LeafSubject,
  Organization,
  TurnedAway,
} from '@tamada/wire';
import {
  clientCredentials,
  connectAgent,
  createAgentServer,
  createAuthority,
  issueCertificate,
  protocolVersion,
  serverCredentials,
} from '@tamada/wire';
import type { CertificateAuthority } from '@tamada/wire';
import { backupHandlers } from '../../builders/backup.ts';
import { said } from '../../builders/cluster.ts';

export const nodeName = 'pg-a1-1';

/** Handlers that answer every call with as little as the contract allows. */
export function emptyHandlers(change: Partial<AgentHandlers> = {}): AgentHandlers {
  const unchanged = async () => ({ changed: false, changes: [] });
  const status: NodeStatus = {
    cluster: 'geo',
    node: nodeName,
    observedAtMs: 1,
    agent: {
      version: '1',
      protocol: protocolVersion,
      activeGeneration: null,
      confirmedGeneration: null,
      digest: null,
      busyWith: null,
      startedAtMs: 1,
      memberEstablished: false,
      trial: null,
      boot: null,
      drained: null,
    },
    consul: null,
    dcs: null,
    member: null,
    postmaster: null,
    haproxy: null,
    units: said([]),
    checks: [],
    certificates: { answer: 'said', said: [], waitedMs: 1 },
    addresses: [],
    backup: null,
    archiver: null,
  };
  const drain = async (parts: AsyncIterable<unknown>) => {
    for await (const _part of parts);
  };
  return {
    Info: async () => ({ cluster: 'geo', node: nodeName, version: '1', protocol: protocolVersion, capabilities: [], wallClockMs: 1 }),
    GetFacts: async () => ({
      platform: 'debian',
      osName: 'Debian',
      osVersion: '12',
      arch: 'x64',
      hostname: nodeName,
      interface: null,
      programs: [{ program: 'consul', version: '1.8.7' }],
      cpus: 2,
      memoryBytes: 2 ** 33,
    }),
    GetStatus: async () => status,
    WatchStatus: async function* () {
      yield status;
    },
    Survey: async () => ({
      ports: [],
      disks: [],
      dataDirectory: 'none',
      users: [],
      locales: [],
      packages: [],
      clock: 'unknown',
      watchdog: 'absent',
      selinux: 'absent',
      firewalls: [],
      systemdRunning: true,
      addresses: [],
      dataFolder: null,
      places: [],
      checkProblem: '',
      automation: [],
      addressRisks: [],
      strangers: [],
      maskedUnits: [],
      stolenPorts: [],
    }),
    Listen: async function* () {
      yield { ports: [] };
    },
    Probe: async () => ({ results: [] }),
    InstallPackages: async function* () {
      yield { line: '', changed: false, done: true };
    },
    RequestCertificate: async () => ({ signingRequest: '' }),
    InstallCertificate: async () => ({ changed: false, notAfterMs: 0 }),
    PlanBundle: async (parts) => {
      await drain(parts);
      return { steps: [] };
    },
    Apply: async function* (parts) {
      await drain(parts);
      yield { done: { changed: false, steps: 0, generation: 1 } };
    },
    ConfirmBundle: unchanged,
    RevertBundle: unchanged,
    EnsureAcl: unchanged,
    ClearStaleInitialize: unchanged,
    EnsureDynamicConfig: unchanged,
    EnsureDatabases: unchanged,
    ChangeLeader: async () => ({ outcome: 'done', words: '' }),
    RestartMember: async () => ({ outcome: 'done', words: '' }),
    ReinitMember: async () => ({ outcome: 'done', words: '' }),
    TakeLead: async () => ({ outcome: 'done', words: '' }),
    SetDrained: unchanged,
    Reboot: unchanged,
    ReadSessions: async () => ({
      clients: 0,
      inTransaction: 0,
      longestSeconds: 0,
      prepared: 0,
      commitWaitSeconds: 0,
      copiedBytes: 0,
      copyBytes: 0,
    }),
    ReadSettings: async () => ({ settings: [], locale: 'C.UTF-8', encoding: 'UTF8', checksums: true, hbaErrors: [] }),
    ReadLease: async () => ({ run: '', holder: '', fence: 0 }),
    HoldLease: async function* () {
      yield { fence: 1 };
    },
    ReadHistory: async () => ({ entries: [] }),
    ReadSnapshot: async function* () {
      yield { content: Buffer.from('') };
    },
    AppendHistory: unchanged,
    ...backupHandlers(),
    ...change,
  };
}

export interface Peers {
  readonly authority: CertificateAuthority;
  readonly port: number;
  readonly records: readonly CallRecord[];
  readonly turnedAway: readonly TurnedAway[];
  readonly server: AgentServerCredentials;
  readonly identity: (subject: Partial<LeafSubject>, from?: CertificateAuthority, days?: number, nowMs?: number) => Promise<Identity>;
  readonly client: (identity: Identity, node?: string) => AgentClient;
  readonly clientOf: (organization: Organization) => Promise<AgentClient>;
  readonly close: () => Promise<void>;
}

/** A real agent's server on loopback, with an authority of its own. */
export async function startAgent(
  handlers: AgentHandlers,
  admitFence: (fence: number | null) => Promise<() => void> = async () => () => undefined,
): Promise<Peers> {
  const authority = await createAuthority('geo', Date.now());
  const clients: AgentClient[] = [];
  const records: CallRecord[] = [];
  const turnedAway: TurnedAway[] = [];
  const identity: Peers['identity'] = async (change, from = authority, days = 1, nowMs = Date.now()) => {
    const subject = { commonName: 'test', organization: 'admin' as const, dnsNames: [], ipAddresses: [], ...change };
    return { ...(await issueCertificate({ authority: from, subject, nowMs, days })), authority: authority.certificate };
  };
  const credentials = serverCredentials(await identity({ commonName: nodeName, organization: 'agent', dnsNames: [nodeName] }));
  const server = createAgentServer({
    credentials,
    handlers,
    admitFence,
    parseRequest: (_call, request) => request,
    clean: async (thrown) => thrown,
    turnedAway: (who) => turnedAway.push(who),
    record: (record) => records.push(record),
  });
  const port = await server.listen('127.0.0.1', 0);
  const client: Peers['client'] = (from, node = nodeName) => {
    const made = connectAgent({ node, address: '127.0.0.1', port, credentials: clientCredentials(from), version: 'test' });
    clients.push(made);
    return made;
  };
  return {
    authority,
    port,
    records,
    turnedAway,
    server: credentials,
    identity,
    client,
    clientOf: async (organization) => client(await identity({ organization })),
    close: async () => {
      for (const made of clients) made.close();
      await server.close(1000);
    },
  };
}
