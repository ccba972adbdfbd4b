import { rolePrograms } from '@tamada/core/platform';
import type { NodeStatus } from '@tamada/core/verdict';
import { protocolVersion } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { localConsul } from '../consul/node-consul.ts';
import { haproxyStatus, runtimeSocket } from '../haproxy/haproxy-status.ts';
import { memberStatus } from '../patroni/member-status.ts';
import { ownPatroni } from '../patroni/rest.ts';
import { hostAddresses } from './addresses.ts';
import { certificatePaths, certificatesStatus } from './certificates.ts';
import { checksStatus } from './checks.ts';
import { consulPart, noConsul } from './consul.ts';
import { unitsStatus } from './units.ts';

/** No source may take longer, whatever hangs. */
const deadlineMs = 800;

/** The checks wait for their own answer that long, and then have something to say of it. */
const checksDeadlineMs = 1000;

/** One look at the node, all sources at once. Never fails: what does not answer is said in its part. */
export async function nodeStatus(agent: AgentContext): Promise<NodeStatus> {
  const { config, journal, paths, run } = agent;
  const programs = rolePrograms(config.role);
  const [consul, member, haproxy, checks, units, certificates] = await Promise.all([
    programs.includes('consul') ? askConsul(agent) : noConsul,
    programs.includes('patroni') ? memberStatus(ownPatroni(config, paths), deadlineMs) : null,
    programs.includes('haproxy') ? haproxyStatus(paths.at(runtimeSocket), deadlineMs) : null,
    programs.includes('keepalived') ? checksStatus(run, paths, checksDeadlineMs) : [],
    unitsStatus(config, agent.units, deadlineMs),
    certificatesStatus(certificatePaths(paths, config.role)),
  ]);
  return {
    cluster: config.cluster,
    node: config.node,
    observedAtMs: agent.clock.now(),
    agent: ownStatus(agent),
    consul: consul.consul,
    member: member === null ? null : { ...member, established: journal.read().established !== null },
    dcs: consul.dcs,
    units: units.units,
    certificates: [...certificates],
    warnings: [...consul.warnings, ...units.warnings],
    addresses: hostAddresses(),
    haproxy,
    checks,
  };
}

function ownStatus({ version, journal, exclusive, startedAtMs }: AgentContext): NodeStatus['agent'] {
  const { active, confirmed } = journal.read();
  return {
    version,
    protocol: protocolVersion,
    activeGeneration: active?.generation ?? 0,
    confirmedGeneration: confirmed?.generation ?? 0,
    digest: active?.digest ?? '',
    busyWith: exclusive.busyWith(),
    startedAtMs,
  };
}

async function askConsul({ config, secrets }: AgentContext): Promise<typeof noConsul> {
  const token = await secrets.value('consul_token_tamada');
  return consulPart(localConsul(token), token !== null, config.patroni.scope);
}
