import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentClient, CertificateAuthority, Identity, Organization } from '@tamada/wire';
import { clientCredentials, connectAgent, createAuthority, issueCertificate } from '@tamada/wire';
import type { Role } from '@tamada/core/topology';
import type { Host } from './host.ts';

export interface RunningAgent {
  readonly port: number;
  /** A client with this authority; null for a certificate of another cluster. */
  readonly client: (authority?: Organization, of?: CertificateAuthority) => Promise<AgentClient>;
  readonly pid: number;
  /** Lines of its log so far. */
  readonly log: () => readonly Readonly<Record<string, unknown>>[];
  /** What it has said beside its log. */
  readonly stderr: () => string;
  /** Nobody reads its log any more. */
  readonly stopReading: () => void;
  /** A certificate of the cluster, for calls by hand. */
  readonly identity: (organization: Organization) => Promise<Identity>;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
}

export interface Trust {
  readonly authority: CertificateAuthority;
}

/** Puts the agent's certificate and configuration in place, as `install` does; the node's certificate comes with bootstrap only. */
export async function enrollHost(
  host: Host,
  options: { readonly role: Role; readonly patroniPort?: number; readonly authority?: CertificateAuthority },
): Promise<Trust> {
  const authority = options.authority ?? (await createAuthority('geo', Date.now()));
  const subject = { commonName: 'n1', organization: 'agent', dnsNames: ['n1'], ipAddresses: ['127.0.0.1'] } as const;
  const { certificate, key } = await issueCertificate({ authority, subject, nowMs: Date.now() });
  const tls = host.at('/etc/tamada/tls');
  mkdirSync(tls, { recursive: true });
  writeFileSync(join(tls, 'agent.crt'), certificate);
  writeFileSync(join(tls, 'agent.key'), key);
  writeFileSync(join(tls, 'authority.crt'), authority.certificate);
  host.write('/etc/tamada/agent.yaml', agentConfig(options.role, options.patroniPort ?? 1));
  return { authority };
}

/** JSON is YAML. */
export function agentConfig(role: Role, patroniPort: number): string {
  return JSON.stringify({
    cluster: 'geo',
    node: 'n1',
    role,
    datacenter: 'a1',
    address: '127.0.0.1',
    port: 0,
    platform: 'debian',
    postgres: {
      version: 15,
      port: 5432,
      dataDirectory: '/var/lib/postgresql/15/main',
      binDirectory: '/usr/lib/postgresql/15/bin',
      socketDirectory: '/run/postgresql',
    },
    patroni: { port: patroniPort, scope: 'geo' },
    consul: { datacenter: 'geo' },
  });
}

/** The agent's program as one file, which starts ten times faster than from its sources. */
async function bundleAgent(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tamada-agent-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const program = join(folder, 'agent.mjs');
  const require = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: ['packages/agent/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: { js: require },
    outfile: program,
    logLevel: 'error',
  });
  return program;
}

let bundled: Promise<string> | null = null;

/** Its path; made once. */
export function agentProgram(): Promise<string> {
  bundled ??= bundleAgent();
  return bundled;
}

/** The real agent in a process of its own. */
export async function startAgent(host: Host, trust: Trust): Promise<RunningAgent> {
  const child = spawn(process.execPath, [await agentProgram(), 'run', '--root', host.root], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Readonly<Record<string, unknown>>[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    process.stderr.write(chunk);
  });
  const port = await listening(child, lines);
  return {
    port,
    pid: child.pid ?? 0,
    log: () => lines,
    stderr: () => stderr,
    stopReading: () => child.stdout.destroy(),
    identity: async (organization) => identityOf(trust.authority, organization),
    async client(organization = 'admin', of = trust.authority) {
      const credentials = clientCredentials({ ...(await identityOf(of, organization)), authority: trust.authority.certificate });
      return connectAgent({ node: 'n1', address: '127.0.0.1', port, credentials, version: 'test' });
    },
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

async function identityOf(authority: CertificateAuthority, organization: Organization): Promise<Identity> {
  const subject = { commonName: 'somebody', organization, dnsNames: [], ipAddresses: [] };
  return { ...(await issueCertificate({ authority, subject, nowMs: Date.now() })), authority: authority.certificate };
}

function listening(child: ChildProcess, lines: Readonly<Record<string, unknown>>[]): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line) as Readonly<Record<string, unknown>>;
      lines.push(entry);
      if (entry.message === 'listening') resolve(Number(entry.port));
    });
    child.once('exit', (code) => {
      reject(new Error(`the agent ended with ${String(code)}: ${JSON.stringify(lines)}`));
    });
  });
}
