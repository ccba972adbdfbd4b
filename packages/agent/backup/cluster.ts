import type { BackupSite } from '@tamada/core/backup';
import type { AgentConfig } from '@tamada/core/bundle';
import { describeError, errorDetail, TamadaError } from '@tamada/core/errors';
import { patroniRole, patroniState } from '@tamada/core/view';
import { certificateFiles } from '../certificates/certificate-files.ts';
import { list, number, object, parseObject, text } from '../json/fields.ts';
import type { AgentPaths } from '../paths.ts';
import { callPatroni } from '../patroni/rest.ts';

/** A member as Patroni's `GET /cluster` tells it; `lagBytes` null where nobody knows. */
export interface ClusterMember {
  readonly name: string;
  readonly leads: boolean;
  readonly runs: boolean;
  readonly lagBytes: number | null;
}

const askMs = 4000;

/** The members, as the first host tells them whose Patroni answers. All are asked, because the cluster learns of a death only later. */
export async function readMembers(
  site: BackupSite,
  { config, paths, signal }: { readonly config: Pick<AgentConfig, 'patroni'>; readonly paths: AgentPaths; readonly signal?: AbortSignal },
): Promise<readonly ClusterMember[]> {
  const { authority } = certificateFiles(paths, 'agent');
  const asked = site.databases.map(async ({ name, address }) => {
    const where = { host: address, port: config.patroni.port, servername: name, authority };
    const call = { method: 'GET', path: '/cluster', timeoutMs: askMs, ...(signal === undefined ? {} : { signal }) } as const;
    const { body } = await callPatroni(where, call);
    const members = list(parseObject(body).members).map(readMember);
    if (members.length === 0) throw new Error(`${name} names no members`);
    return { name, members };
  });
  const done = await Promise.allSettled(asked);
  const answers = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [first] = answers;
  if (first !== undefined)
    return heardOf(
      first.members,
      answers.map(({ name }) => name),
    );
  const failed = done.find((one) => one.status === 'rejected');
  throw new TamadaError({
    code: 'request_failed',
    program: 'patroni',
    request: 'GET /cluster',
    problem: `no database host answers: ${describeError(errorDetail(failed?.reason)).message}`,
  });
}

/** Whoever did not answer is down: Patroni says of a dead member that it runs, and leads, until its time has ended. */
export function heardOf(members: readonly ClusterMember[], answered: readonly string[]): readonly ClusterMember[] {
  return members.map((member) => ({ ...member, runs: member.runs && answered.includes(member.name) }));
}

/** Who can be read from, and written to. */
export function runningLeader(members: readonly ClusterMember[]): ClusterMember | undefined {
  return members.find(({ leads, runs }) => leads && runs);
}

export function readMember(value: unknown): ClusterMember {
  const member = object(value);
  return {
    name: text(member.name),
    leads: ['leader', 'standby_leader'].includes(patroniRole.read(text(member.role)).is),
    runs: patroniState.read(text(member.state)).is === 'running',
    lagBytes: typeof member.lag === 'number' ? number(member.lag) : null,
  };
}

export interface Source {
  readonly source: string;
  readonly leader: string;
  /** Why it is another one than the topology's; null where it is not. */
  readonly note: string | null;
}

/** What a replica may be behind and still be read from: more would have to be waited for. */
const mostLag = 1024 ** 3;

/** The named node, where it is fit; else another replica, and the leader only where nobody else is. */
export function chooseSource(wanted: string, members: readonly ClusterMember[]): Source {
  const leader = runningLeader(members);
  if (leader === undefined) {
    const next = 'look at `tamada status`, and start it again when the cluster has a leader';
    throw new TamadaError({ code: 'unsafe', problem: 'the cluster has no leader: a backup begins and ends there', next });
  }
  const unfit = ({ runs, leads, lagBytes }: ClusterMember): string | null => {
    if (!runs) return 'is down';
    return !leads && (lagBytes ?? Infinity) > mostLag ? 'lags' : null;
  };
  const named = members.find(({ name }) => name === wanted);
  const problem = named === undefined ? 'is no member now' : unfit(named);
  if (problem === null) return { source: wanted, leader: leader.name, note: null };
  const other = members.find((member) => member.name !== wanted && !member.leads && unfit(member) === null) ?? leader;
  return { source: other.name, leader: leader.name, note: `${wanted} ${problem}: taken from ${other.name} instead` };
}
