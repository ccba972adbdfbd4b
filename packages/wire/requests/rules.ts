import type { AgentConfig } from '@tamada/core/bundle';
import { dataFolder, jobIdPattern, jobKinds, jobOrders, restoreId, sendWish } from '@tamada/core/jobs';
import { rolePackages, roleUsers } from '@tamada/core/platform';
import { surveyPaths } from '@tamada/core/preflight';
import { mostGeneration } from '@tamada/core/sequence';
import { roleCertificates } from '@tamada/core/certificates';
import { nodeName, sqlName } from '@tamada/core/topology';
import * as z from 'zod';
import type { RequestOf, RpcName } from '../service/contract.ts';
import { account, address, hostName, jsonObject, locale, mostNumber, oneOf, password, pem, run, token, whole, word } from './grammar.ts';

/** What a node is, as far as it decides what it may be asked. */
export type AskedNode = Pick<AgentConfig, 'role' | 'platform' | 'postgres'>;

/** Call → what its request may say. A call or a field without a rule does not compile. */
export type RequestRules = { readonly [N in RpcName]: z.ZodType<RequestOf<N>> };

const nothing = z.strictObject({});

/** How long a caller waits for a look; after the most it gets what is known by then. */
const patience = whole.max(600_000);

/** A node is not left on trial for longer than a day. */
const mostTrialMs = 86_400_000;

const secretName = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,127}$/, { error: 'is not the name of a secret' });

const portQuestion = z.union(
  [
    z.strictObject({ port: z.int().min(1).max(65_535), protocol: z.enum(['tcp', 'udp']) }),
    z.strictObject({ port: z.literal(0), protocol: z.literal('vrrp') }),
  ],
  { error: 'is not a port: tcp or udp and 1 to 65535, or vrrp and 0' },
);

const probeTarget = z.union(
  [
    z.strictObject({ node: word(), address, port: z.int().min(1).max(65_535), protocol: z.enum(['tcp', 'udp']) }),
    z.strictObject({ node: word(), address, port: z.literal(0), protocol: z.enum(['vrrp', 'arp']) }),
  ],
  { error: 'is not a target: an IPv4 address with tcp or udp and 1 to 65535, or with vrrp or arp and 0' },
);

/** Only a file's content may be long; paths, owners and units are then looked up in the role's table. */
const placed = { path: word(1024), program: word(), owner: account, group: account, mode: z.int().min(0).max(0o7777) };

const bundlePart = z.strictObject({
  header: z
    .strictObject({
      cluster: word(),
      node: word(),
      generation: whole.max(mostGeneration),
      digest: word(),
      start: z.array(word()).max(64),
      confirmWithinMs: whole.max(mostTrialMs),
    })
    .nullable()
    .exactOptional(),
  directory: z.strictObject(placed).nullable().exactOptional(),
  file: z
    .strictObject({ ...placed, content: z.string() })
    .nullable()
    .exactOptional(),
  unit: z.strictObject({ name: word(), program: word(), running: z.boolean(), enabled: z.boolean() }).nullable().exactOptional(),
  secret: z.strictObject({ name: secretName, value: z.string() }).nullable().exactOptional(),
  end: z.strictObject({ parts: whole }).nullable().exactOptional(),
  more: z.strictObject({ content: z.string() }).nullable().exactOptional(),
  part: z.enum(['header', 'directory', 'file', 'unit', 'secret', 'end', 'more']).exactOptional(),
});

/** Of PostgreSQL; with a dot, of an extension. */
const parameterName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.]{0,126}$/, { error: 'is not the name of a parameter' });

const jobId = z.string().regex(jobIdPattern, { error: 'is not the name of a job' });
const backup = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, { error: 'is not the name of a backup' });
const startJob = z.strictObject({
  backup: jobOrders.backup.nullable().exactOptional(),
  verify: jobOrders.verify.nullable().exactOptional(),
  expire: jobOrders.expire.nullable().exactOptional(),
  prove: jobOrders.prove.nullable().exactOptional(),
  restore: jobOrders.restore.nullable().exactOptional(),
  member: jobOrders.member.nullable().exactOptional(),
  rebuild: jobOrders.rebuild.nullable().exactOptional(),
  advance: jobOrders.advance.nullable().exactOptional(),
  find: jobOrders.find.nullable().exactOptional(),
  dump: jobOrders.dump.nullable().exactOptional(),
  send: jobOrders.send.nullable().exactOptional(),
  job: z.enum(jobKinds).exactOptional(),
});

const bootId = z.string().regex(/^[0-9a-f-]{32,36}$/, { error: 'is not the id of a boot' });

const emptyMember = z.strictObject({ restore: restoreId, keep: z.boolean(), tablespaces: z.array(dataFolder).max(1000) });

/** The rules for one node: what the role has no part in cannot be asked about. */
export function requestRules({ role, platform, postgres }: AskedNode): RequestRules {
  const paths = surveyPaths(role, platform, postgres.version);
  const packages = z.array(oneOf(rolePackages(role, platform, postgres.version), 'a package of this role')).max(64);
  const certificate = oneOf(roleCertificates(role), 'a certificate that a node of this role has');
  return {
    Info: nothing,
    GetFacts: nothing,
    GetStatus: z.strictObject({ patienceMs: patience }),
    WatchStatus: z.strictObject({ intervalMs: whole.max(3_600_000), patienceMs: patience }),
    Survey: z.strictObject({
      ports: z.array(portQuestion).max(64),
      paths: z.array(oneOf(paths, 'a folder of this role')).max(16),
      dataDirectory: oneOf(['', ...paths], 'the data directory of this role'),
      users: z.array(oneOf(roleUsers(role, platform), 'a user of this role')).max(16),
      locales: z.array(locale).max(16),
      packages,
    }),
    Listen: z.strictObject({ ports: z.array(portQuestion).max(64) }),
    Probe: z.strictObject({ targets: z.array(probeTarget).max(256), timeoutMs: whole.max(10_000) }),
    InstallPackages: z.strictObject({ packages }),
    RequestCertificate: z.strictObject({
      name: certificate,
      dnsNames: z.array(hostName).max(64),
      ipAddresses: z.array(address).max(64),
    }),
    InstallCertificate: z.strictObject({ name: certificate, certificate: pem, authority: pem }),
    PlanBundle: bundlePart,
    Apply: bundlePart,
    ConfirmBundle: z.strictObject({ generation: whole.max(mostGeneration) }),
    RevertBundle: z.strictObject({ generation: whole.max(mostGeneration), why: word(1000) }),
    EnsureAcl: z.strictObject({
      managementToken: token,
      nodes: z.array(z.strictObject({ name: nodeName, role: z.enum(['database', 'witness']) })).max(100),
      tokens: z.array(z.strictObject({ name: secretName, value: token })).max(1000),
    }),
    ClearStaleInitialize: nothing,
    EnsureDynamicConfig: z.strictObject({ config: jsonObject }),
    ChangeLeader: z.strictObject({ to: nodeName }),
    RestartMember: z.strictObject({ onlyIfPending: z.boolean() }),
    ReinitMember: nothing,
    TakeLead: nothing,
    SetDrained: z.strictObject({ drained: z.boolean(), forReboot: z.boolean() }),
    Reboot: z.strictObject({ boot: bootId }),
    ReadSessions: nothing,
    ReadSettings: z.strictObject({ names: z.array(parameterName).max(1000) }),
    EnsureDatabases: z.strictObject({
      roles: z
        .array(z.strictObject({ name: sqlName, password, options: z.array(z.enum(['CREATEDB', 'CREATEROLE', 'REPLICATION'])).max(3) }))
        .max(1000),
      databases: z.array(z.strictObject({ name: sqlName, owner: z.union([z.literal(''), sqlName]) })).max(1000),
    }),
    HoldLease: z.strictObject({ run, holder: word().min(1) }),
    ReadLease: nothing,
    ReadHistory: z.strictObject({ most: whole }),
    ReadSnapshot: z.strictObject({ managementToken: token }),
    AppendHistory: z.strictObject({
      run,
      kind: z.string().regex(/^[a-z][a-z_]{0,39}$/, { error: 'is not a kind of run' }),
      atMs: z.number().min(0).max(mostNumber),
      json: z.string().max(64 * 1024),
    }),
    StartJob: startJob,
    WatchJob: z.strictObject({ id: jobId }),
    ListJobs: z.strictObject({ most: whole }),
    CancelJob: z.strictObject({ id: jobId }),
    ReadDump: z.strictObject({ id: jobId }),
    PrepareCatalogue: nothing,
    CheckArchive: z.strictObject({ patienceMs: patience }),
    ReadCatalogue: z.strictObject({ backup: jobOrders.verify.shape.backup }),
    SendBackup: z.strictObject(sendWish),
    ListRestored: nothing,
    RemoveRestored: z.strictObject({ directory: dataFolder }),
    PlanEmptyMember: emptyMember,
    EmptyMember: emptyMember,
    AdoptMember: z.strictObject({ restore: restoreId }),
    PinBackup: z.strictObject({ backup, untilMs: z.number().min(0).max(mostNumber) }),
    ControlDelayed: z.strictObject({ action: z.enum(['pause', 'resume']) }),
    PromoteDelayed: nothing,
  };
}
