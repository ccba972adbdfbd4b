import type { Role } from '@tamada/core/topology';
import type { FindingRow, FindingSubject } from './row.ts';

/** A finding without a field of its own. */
type Plain = Readonly<Record<string, never>>;

function row<F extends object>(entry: FindingRow<F>): FindingRow<F> {
  return entry;
}

const journal =
  (unit: string) =>
  (_fields: object, { node }: FindingSubject) =>
    `\`journalctl -u ${unit}\` on ${node ?? 'it'} says why; \`systemctl start ${unit}\``;

interface Silent {
  readonly problem: string;
  readonly waitedMs: number;
}
const silent: Silent = { problem: 'no answer within 800 ms', waitedMs: 800 };
const late = ({ waitedMs }: Silent): string => `within ${String(Math.round(waitedMs))} ms`;

interface Failing {
  readonly segment: string;
  readonly sinceMs: number;
  readonly words: string;
  readonly lagSegments: number;
  readonly fullInSeconds: number | null;
}
const failing: Failing = {
  segment: '00000001000000000000002A',
  sinceMs: 1_795_600_000_000,
  words: "unable to find a valid repository: repo1: [HostConnectError] timeout connecting to '10.10.1.4:8432'",
  lagSegments: 3,
  fullInSeconds: 36_000,
};

interface Scheduled {
  readonly job: string;
  readonly failures: number;
  readonly problem: string;
  /** The newest such job. */
  readonly last: string;
}

/**
 * Everything that `status` can find: one row a code. Codes, subjects and fields are stable: alerts and scripts hang on them. The rows of a
 * severity stand in the order in which they are shown, the gravest first.
 */
export const vocabulary = {
  no_leader: row<Plain>({
    severity: 'critical',
    about: 'cluster',
    means: 'By the majority of Consul there is no leader key: nobody takes writes.',
    say: () => 'there is no leader: nobody takes writes',
    remedy: () => 'a failover takes up to half a minute; after that, `patronictl list` and the logs of Patroni say what holds it up',
    example: {},
  }),
  leader_not_running: row<{ readonly state: string }>({
    severity: 'critical',
    about: 'node',
    means: "The leader's PostgreSQL is known not to run: nobody takes writes until it does, or another takes over.",
    say: ({ state }) => `it leads, and its PostgreSQL does not run: ${state}`,
    remedy: journal('patroni'),
    example: { state: 'starting' },
  }),
  several_leaders: row<{ readonly members: readonly string[] }>({
    severity: 'critical',
    about: 'cluster',
    means: 'More than one member says of itself that it leads. HAProxy refuses writes from hosts that see both.',
    say: ({ members }) => `more than one member says it is the leader: ${members.join(', ')}`,
    remedy: () => 'the one without the leader key gives up when its time ends; `tamada explain rw` says whom each host leads to',
    example: { members: ['pg-a1-1', 'pg-a2-1'] },
  }),
  vip_held_twice: row<{ readonly address: string; readonly holders: readonly string[] }>({
    severity: 'critical',
    about: 'datacenter',
    means: 'Several hosts have the VIP on an interface: clients reach now one, now the other.',
    say: ({ address, holders }) => `the VIP ${address} is held by more than one: ${holders.join(', ')}`,
    remedy: (_fields, { datacenter }) => `\`tamada explain vip ${datacenter ?? ''}\` says why`,
    example: { address: '10.10.1.3', holders: ['pg-a1-1', 'pg-a1-2'] },
  }),
  vip_held_by_nobody: row<{ readonly address: string }>({
    severity: 'critical',
    about: 'datacenter',
    means: 'All hosts that may hold the VIP answer, and none has it: clients of this datacentre reach nobody.',
    say: ({ address }) => `the VIP ${address} is held by nobody`,
    remedy: (_fields, { datacenter }) => `\`tamada explain vip ${datacenter ?? ''}\` says why`,
    example: { address: '10.10.1.3' },
  }),
  writes_lead_astray: row<{ readonly port: number; readonly to: string; readonly leader: string | null }>({
    severity: 'critical',
    about: 'node',
    means: 'From this host 5555 leads to a member that is not the leader. It takes no writes, or not for long.',
    say: ({ port, to, leader }) => `${String(port)} leads to ${to}, ${leader === null ? 'there is no leader' : `the leader is ${leader}`}`,
    remedy: () => 'it passes within seconds; if not, `tamada explain rw` says what the checks there find',
    example: { port: 5555, to: 'pg-a1-2', leader: 'pg-a1-1' },
  }),
  writes_lead_nowhere: row<{ readonly port: number; readonly leader: string | null; readonly why: string }>({
    severity: 'critical',
    about: 'node',
    means: 'From this host 5555 leads to nobody, though there is a leader.',
    say: ({ port, why }) => `${String(port)} leads nowhere: ${why}`,
    remedy: () => '`tamada explain rw` says what the checks there find',
    example: { port: 5555, leader: 'pg-a1-1', why: 'the leader pg-a1-1 is not up there' },
  }),
  reads_lead_nowhere: row<{ readonly port: number; readonly why: string }>({
    severity: 'critical',
    about: 'node',
    means: 'From this host 5556 leads to nobody.',
    say: ({ port, why }) => `${String(port)} leads nowhere: ${why}`,
    remedy: () => '`tamada explain ro` says what the checks there find',
    example: { port: 5556, why: 'no replica is up' },
  }),
  certificate_ended: row<{ readonly certificate: string; readonly endedAtMs: number }>({
    severity: 'critical',
    about: 'node',
    means: 'A certificate of the node, or of the workspace, has ended: whoever checks it refuses.',
    say: ({ certificate }, { node }) => `${whose(certificate, node)} has ended`,
    remedy: (_fields, { node }) => renewal(node),
    example: { certificate: 'postgres', endedAtMs: 0 },
  }),

  wal_filling: row<{ readonly fullInSeconds: number; readonly walFreeBytes: number }>({
    severity: 'critical',
    about: 'node',
    means:
      'WAL does not reach the archive and piles up: within an hour only the reserve (`backup.walReserve`) is free on the disk of pg_wal, and segments are let go without the archive.',
    say: ({ fullInSeconds, walFreeBytes }) =>
      `the disk of pg_wal has no more than the reserve in ${span(fullInSeconds)}: ${megabytes(walFreeBytes)} are free`,
    remedy: () => 'make the archive answer again; once the reserve is reached the cluster goes on and the archive gets a hole',
    example: { fullInSeconds: 1800, walFreeBytes: 2_147_483_648 },
  }),
  archive_let_go: row<{ readonly first: string; readonly files: number }>({
    severity: 'critical',
    about: 'node',
    means:
      'The archive is away for so long that no more than the reserve (`backup.walReserve`) is free on the disk of pg_wal: the leader goes on, and WAL is let go without the archive. The archive gets a hole.',
    say: ({ first, files }) => `${String(files)} WAL files were let go without the archive, from ${first} on`,
    remedy: () =>
      'make the archive answer again; then, unless a host still has what is missing: `tamada backup run --full`, then `tamada delayed rebuild`',
    example: { first: '0000000100000000000000A3', files: 12 },
  }),
  archive_conflict: row<{
    readonly segment: string;
    readonly first: string | null;
    readonly leader: string | null;
    readonly words: string;
  }>({
    severity: 'critical',
    about: 'node',
    means:
      'The archive has a segment under the same name with another content: two hosts wrote WAL on one timeline. Nothing is overwritten. `first`: who brought the other one there, by what that host has pushed on this timeline; null where no agent knows.',
    say: ({ segment, first, leader }) =>
      `its ${segment} is not what the archive has: ${first === null ? 'no agent knows who pushed that' : `that came from ${first}`}${leader === null ? '' : `; ${leader} leads`}`,
    remedy: ({ segment, first }, { node }) =>
      `find out which of both is of the history that goes on: \`tamada backup verify\`, \`pg_waldump\` of ${segment} on ${node ?? 'it'}${first === null ? '' : ` and on ${first}`}; docs/backup.md goes through it`,
    example: {
      segment: '0000000200000000000000A3',
      first: 'pg-a1-2',
      leader: 'pg-a2-1',
      words: 'already exists with a different checksum',
    },
  }),
  leader_unknown: row<Plain>({
    severity: 'warning',
    about: 'cluster',
    means: 'Nobody that answers knows who leads. This is not an outage by itself: it says that status cannot see.',
    say: () => 'nobody knows who leads',
    remedy: () => 'look again; the list of what did not answer says whom to look after',
    example: {},
  }),
  leader_unseen: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: 'It holds the leader key, and nobody knows whether its PostgreSQL runs.',
    say: () => 'it leads, and nobody knows whether its PostgreSQL runs',
    remedy: () => 'if its host is dead, another takes over when the leader key ends, within half a minute; look again',
    example: {},
  }),
  leader_promoting: row<{ readonly role: string }>({
    severity: 'warning',
    about: 'node',
    means: 'It holds the leader key, and says of itself that it does not lead: it is being promoted, or gives up.',
    say: ({ role }) => `it holds the leader key, and does not lead yet (${role})`,
    remedy: journal('patroni'),
    example: { role: 'replica' },
  }),
  datacenter_silent: row<{ readonly hosts: readonly string[] }>({
    severity: 'warning',
    about: 'datacenter',
    means: 'No host of the datacentre answers: one cause, which may lie on the way.',
    say: ({ hosts }) => `none of its ${String(hosts.length)} hosts answers: they are off, or the datacentre is cut off from here`,
    remedy: (_fields, { datacenter }) => `look at the way to ${datacenter ?? 'it'} first`,
    example: { hosts: ['pg-a2-1', 'pg-a2-2'] },
  }),
  agent_silent: row<Silent>({
    severity: 'warning',
    about: 'node',
    means: 'Nothing of the host was heard: it is off, frozen or cut off from here.',
    say: ({ problem }) => `the agent does not answer: ${problem}`,
    remedy: (_fields, { node }) => `is ${node ?? 'the host'} up, and can it be reached from here?`,
    example: { problem: 'no answer at all: the host is off, or a firewall drops the packets', waitedMs: 1300 },
  }),
  agent_not_running: row<Silent>({
    severity: 'warning',
    about: 'node',
    means: 'The host is up, and its agent does not listen.',
    say: ({ problem }) => `the agent does not run: ${problem}`,
    remedy: journal('tamada-agent'),
    example: { problem: 'connection refused', waitedMs: 2 },
  }),
  agent_refuses: row<Silent>({
    severity: 'warning',
    about: 'node',
    means: 'Something answers there that is not an agent that we may trust, or the agent answered with an error.',
    say: ({ problem }) => `the agent cannot be asked: ${problem}`,
    remedy: () => '`tamada preflight` says more of it',
    example: { problem: "the agent's certificate has expired", waitedMs: 12 },
  }),
  bundle_old: row<{ readonly generation: number; readonly newest: number }>({
    severity: 'warning',
    about: 'node',
    means: 'Other nodes have a newer bundle.',
    say: ({ generation, newest }) => `has generation ${String(generation)}, the newest is ${String(newest)}`,
    remedy: () => 'run again what was rolled out',
    example: { generation: 3, newest: 4 },
  }),
  bundle_none: row<{ readonly role: Role }>({
    severity: 'warning',
    about: 'node',
    means: 'Other nodes have a bundle, and this one was never given one: it was enrolled, and takes no part yet.',
    say: () => 'was enrolled, and was given nothing yet',
    remedy: ({ role }) => (role === 'backup' ? 'run `tamada backup setup`' : 'run `tamada bootstrap`'),
    example: { role: 'backup' },
  }),
  bundle_unfinished: row<{ readonly generation: number }>({
    severity: 'warning',
    about: 'node',
    means: 'An apply was begun and not finished.',
    say: ({ generation }) => `generation ${String(generation)} was begun and not finished`,
    remedy: () => 'run again what was rolled out',
    example: { generation: 4 },
  }),
  bundle_held: row<{ readonly generation: number; readonly backTo: number; readonly problem: string }>({
    severity: 'warning',
    about: 'node',
    means:
      'A bundle on trial was not confirmed, and the node cannot go back by itself: that would restart Patroni, PostgreSQL or Consul, or it failed. It stays as it is.',
    say: ({ generation, problem }) => `holds generation ${String(generation)}, which is not confirmed: ${problem}`,
    remedy: ({ backTo }) =>
      `correct what is wrong, in cluster.yaml or a template, or put back what it was with generation ${String(backTo)}; then \`tamada apply\``,
    example: {
      generation: 4,
      backTo: 3,
      problem: 'nobody confirmed it within 900 s; it cannot go back by itself: that takes restart unit consul.service',
    },
  }),
  consul_no_leader: row<Plain>({
    severity: 'warning',
    about: 'cluster',
    means: 'A majority of the Consul servers was asked and knows of no leader: no failover is possible, the leader stays by failsafe mode.',
    say: () => 'Consul has no leader',
    remedy: () => 'a majority of its servers must run and reach each other: `consul operator raft list-peers` on one of them',
    example: {},
  }),
  consul_unknown: row<Plain>({
    severity: 'warning',
    about: 'cluster',
    means: 'Nobody that answers knows whether Consul has a leader.',
    say: () => 'nobody knows whether Consul has a leader',
    remedy: () => 'look again; the list of what did not answer says whom to look after',
    example: {},
  }),
  consul_server_down: row<{ readonly why: string }>({
    severity: 'warning',
    about: 'node',
    means: 'A Consul server does not run, by its own host or by the gossip of the others.',
    say: () => 'its Consul is down',
    remedy: journal('consul'),
    example: { why: 'gossip calls it dead, by pg-a1-1' },
  }),
  consul_not_voter: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: "A Consul server's vote is not in the raft configuration.",
    say: () => 'its Consul is not a voter',
    remedy: () => 'a new server votes after ten seconds; if it stays so, look at `consul operator raft list-peers`',
    example: {},
  }),
  consul_cut_off: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: 'This Consul server runs, and the others do not hear it: it knows of no leader while they do, or their gossip calls it dead.',
    say: () => 'its Consul runs, but it and the others do not hear each other',
    remedy: (_fields, { node }) => `look at the way from ${node ?? 'it'} to the other Consul servers (8300, 8301)`,
    example: {},
  }),
  consul_token_refused: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: "Consul does not take the agent's token: the agent can neither look at Patroni's keys nor hold a lease there.",
    say: () => "Consul does not take its agent's token",
    remedy: () => '`tamada bootstrap` again corrects policies and tokens',
    example: {},
  }),
  member_not_running: row<{ readonly state: string }>({
    severity: 'warning',
    about: 'node',
    means: 'PostgreSQL of a standby is known not to run.',
    say: ({ state }) => `PostgreSQL is not running: ${state}`,
    remedy: journal('patroni'),
    example: { state: 'stopped' },
  }),
  member_missing: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: 'Its Patroni has no key in Consul: it takes no part in the cluster, whether its PostgreSQL runs or not.',
    say: () => 'its Patroni has no key in Consul: it takes no part in the cluster',
    remedy: (_fields, { node }) => `is ${node ?? 'the host'} up? \`journalctl -u patroni\` there says why`,
    example: {},
  }),
  member_unknown: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: 'Nobody knows whether its PostgreSQL runs.',
    say: () => 'nobody knows whether its PostgreSQL runs',
    remedy: () => 'look again; the list of what did not answer says whom to look after',
    example: {},
  }),
  patroni_not_running: row<{ readonly why: string }>({
    severity: 'warning',
    about: 'node',
    means: 'PostgreSQL may run, its Patroni does not: nobody looks after it, and it cannot take over.',
    say: ({ why }) => `Patroni does not run: ${why}`,
    remedy: journal('patroni'),
    example: { why: 'its unit is not active' },
  }),
  member_timeline: row<{ readonly timeline: number; readonly leaders: number }>({
    severity: 'warning',
    about: 'node',
    means: 'A standby is on another timeline than the leader. After a failover that passes; if it stays so, it was not rewound.',
    say: ({ timeline, leaders }) => `is on timeline ${String(timeline)}, the leader on ${String(leaders)}`,
    remedy: (_fields, { node }) =>
      `Patroni rewinds it, or says in \`journalctl -u patroni\` why not; where it stays so: \`tamada reinit ${node ?? 'NODE'}\``,
    example: { timeline: 3, leaders: 4 },
  }),
  member_not_streaming: row<{ readonly state: string }>({
    severity: 'warning',
    about: 'node',
    means: 'A standby runs and takes no WAL by streaming: it falls behind.',
    say: ({ state }) => `does not stream (${state})`,
    remedy: (_fields, { node }) => `PostgreSQL's log on ${node ?? 'it'} says why`,
    example: { state: 'no WAL receiver' },
  }),
  sync_not_elsewhere: row<{ readonly datacenter: string; readonly standbys: readonly string[] }>({
    severity: 'warning',
    about: 'cluster',
    means: "No synchronous standby stands outside the leader's datacentre: losing that one could lose acknowledged rows.",
    say: ({ datacenter }) => `no sync standby outside ${datacenter}: losing that datacentre could lose acknowledged rows`,
    remedy: () => 'Patroni chooses one as soon as a standby elsewhere runs and has caught up',
    example: { datacenter: 'a1', standbys: ['pg-a1-2'] },
  }),
  sync_too_few: row<{ readonly standbys: readonly string[]; readonly wanted: number }>({
    severity: 'warning',
    about: 'cluster',
    means: 'There are fewer synchronous standbys than the guarantee of the topology needs.',
    say: ({ standbys, wanted }) => `${String(standbys.length)} of ${String(wanted)} sync standbys`,
    remedy: () => 'Patroni chooses one as soon as another standby runs and has caught up',
    example: { standbys: ['pg-a2-1'], wanted: 2 },
  }),
  sync_unknown: row<Plain>({
    severity: 'warning',
    about: 'cluster',
    means: 'Nobody that answers knows which standbys are synchronous, or the list changes just now.',
    say: () => 'nobody knows which standbys are synchronous',
    remedy: () => 'Look again; the list of what did not answer says whom to look after',
    example: {},
  }),
  patroni_paused: row<Plain>({
    severity: 'warning',
    about: 'cluster',
    means: 'Somebody paused Patroni: there is no automatic failover.',
    say: () => 'Patroni is paused: there is no automatic failover',
    remedy: () => '`tamada resume` turns it on again',
    example: {},
  }),
  node_drained: row<{ readonly sinceMs: number; readonly reboot: boolean }>({
    severity: 'warning',
    about: 'node',
    means:
      'The host is drained: 5556 does not lead to it, it is no synchronous standby, nobody fails over to it, and a VIP stands elsewhere where it can. `reboot`: for a reboot that has not ended.',
    say: ({ sinceMs, reboot }) =>
      `is drained since ${new Date(sinceMs).toISOString().slice(0, 19)}Z${reboot ? ', for a reboot that has not ended' : ''}: it takes no clients`,
    remedy: ({ reboot }, { node }) =>
      reboot
        ? `\`tamada node reboot ${node ?? 'NODE'}\` goes on with it, \`tamada node undrain ${node ?? 'NODE'}\` takes it back`
        : `\`tamada node undrain ${node ?? 'NODE'}\` lets it serve again`,
    example: { sinceMs: 1_795_600_000_000, reboot: false },
  }),
  vip_unseen: row<{ readonly address: string; readonly silent: readonly string[] }>({
    severity: 'warning',
    about: 'datacenter',
    means: 'No host that answers holds the VIP; a silent one may.',
    say: ({ address, silent: hosts }) => `nobody that answers holds the VIP ${address}; ${hosts.join(' or ')} may, and cannot be asked`,
    remedy: (_fields, { datacenter }) => `\`tamada explain vip ${datacenter ?? ''}\` says more`,
    example: { address: '10.10.2.3', silent: ['pg-a2-1'] },
  }),
  vip_elsewhere: row<{ readonly address: string; readonly holder: string; readonly leader: string }>({
    severity: 'warning',
    about: 'datacenter',
    means: "The VIP of the leader's datacentre is not on the leader's host: writes take one way more, and its loss would hurt twice.",
    say: ({ address, holder, leader }) => `the VIP ${address} is on ${holder}, not on the leader's host ${leader}`,
    remedy: (_fields, { datacenter }) => `it moves within seconds; if not, \`tamada explain vip ${datacenter ?? ''}\` says why`,
    example: { address: '10.10.1.3', holder: 'pg-a1-2', leader: 'pg-a1-1' },
  }),
  haproxy_not_running: row<{ readonly why: string }>({
    severity: 'warning',
    about: 'node',
    means: 'HAProxy does not run on this host: it serves no client and may hold no VIP.',
    say: ({ why }) => `HAProxy does not run: ${why}`,
    remedy: journal('haproxy'),
    example: { why: 'it has no runtime socket' },
  }),
  writes_wait: row<{ readonly port: number; readonly leader: string }>({
    severity: 'warning',
    about: 'node',
    means: 'From this host 5555 leads to nobody yet, on purpose: it waits for some seconds, so that the VIP moves to the new leader first.',
    say: ({ port, leader }) =>
      `${String(port)} leads nowhere: it waits for some seconds on purpose, so that the VIP moves to ${leader} first`,
    remedy: () => 'it passes by itself',
    example: { port: 5555, leader: 'pg-a1-1' },
  }),
  reads_fall_back: row<{ readonly port: number; readonly to: 'sync' | 'leader' }>({
    severity: 'warning',
    about: 'node',
    means: 'From this host 5556 leads to synchronous standbys, or to the leader, because nobody else is up.',
    say: ({ port, to }) =>
      `${String(port)} falls back to ${to === 'sync' ? 'the synchronous standbys: no asynchronous replica is up' : 'the leader: no replica is up'}`,
    remedy: () => '`tamada explain ro` says what the checks there find',
    example: { port: 5556, to: 'sync' },
  }),
  haproxy_set_by_hand: row<{ readonly what: string; readonly set: string }>({
    severity: 'warning',
    about: 'node',
    means: "Somebody changed a server or a port through HAProxy's runtime socket; it holds until a reload.",
    say: ({ what, set }) => `somebody set ${what} in HAProxy: ${set}`,
    remedy: (_fields, { node }) => `\`systemctl reload haproxy\` on ${node ?? 'it'} takes it back`,
    example: { what: 'rw/pg-a1-1', set: 'draining' },
  }),
  keepalived_not_running: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: 'keepalived does not run on this host: it cannot hold the VIP.',
    say: () => 'keepalived does not run: it cannot hold the VIP',
    remedy: journal('keepalived'),
    example: {},
  }),
  certificate_ends_soon: row<{ readonly certificate: string; readonly daysLeft: number }>({
    severity: 'warning',
    about: 'node',
    means: 'A certificate of the node, or of the workspace, ends within 14 days.',
    say: ({ certificate, daysLeft }, { node }) => `${whose(certificate, node)} ends in ${days(daysLeft)}`,
    remedy: (_fields, { node }) => renewal(node),
    example: { certificate: 'agent', daysLeft: 9 },
  }),
  certificate_unreadable: row<{ readonly certificate: string; readonly problem: string }>({
    severity: 'warning',
    about: 'node',
    means: 'A certificate of the node cannot be read: nobody knows when it ends.',
    say: ({ certificate, problem }, { node }) => `${whose(certificate, node)} cannot be read: ${problem}`,
    remedy: (_fields, { node }) => renewal(node),
    example: { certificate: 'postgres', problem: 'not a certificate' },
  }),

  archive_failing: row<Failing>({
    severity: 'warning',
    about: 'node',
    means: 'The leader cannot bring WAL to the archive; pg_wal grows, and the delayed replica gets nothing new.',
    say: ({ segment, words, lagSegments, fullInSeconds }) =>
      `WAL does not reach the archive, ${segment} and ${String(lagSegments)} in all: ${words}${fullInSeconds === null ? '' : `; there is room in pg_wal for ${span(fullInSeconds)}`}`,
    remedy: (_fields, { node }) =>
      `the words are the tool's; does the backup host answer, and has its disk room? The log of PostgreSQL on ${node ?? 'it'} has more`,
    example: failing,
  }),
  tool_versions_differ: row<Failing>({
    severity: 'warning',
    about: 'node',
    means: 'The backup tool has another version here than on the backup host; it refuses to work so.',
    say: ({ words }) => `its backup tool has another version than the backup host's: ${words}`,
    remedy: () => 'install the same version on every database node and on the backup host',
    example: { ...failing, words: "expected value '2.46' for greeting key 'version' but got '2.45'" },
  }),
  archive_hole: row<{ readonly timeline: number; readonly from: string; readonly to: string }>({
    severity: 'warning',
    about: 'node',
    means:
      'Segments are missing in the archive. Agents push them where a host still has them; else no restore and no replica gets past the hole.',
    say: ({ from, to }) => `the archive has a hole: ${from === to ? from : `${from} to ${to}`}`,
    remedy: () => 'if it stays, no host has it any more: `tamada backup run --full`, then `tamada delayed rebuild`',
    example: { timeline: 1, from: '0000000100000000000000A0', to: '0000000100000000000000A2' },
  }),
  delayed_stopped: row<{ readonly state: string; readonly problem: string | null }>({
    severity: 'warning',
    about: 'node',
    means: 'The delayed replica does not run, or was never made.',
    say: ({ state, problem }) => `the delayed replica is ${state}${problem === null ? '' : `: ${problem}`}`,
    remedy: (fields, subject) =>
      (fields.problem ?? '').includes('directory "/')
        ? 'a tablespace was made there: put an empty folder of PostgreSQL’s user in that place (`install -d -o postgres -g postgres -m 0700 …`); it starts again by itself'
        : journal('tamada-delayed')(fields, subject),
    example: { state: 'stopped', problem: 'requested recovery stop point is before consistent recovery point' },
  }),
  delayed_promoted: row<{ readonly timeline: number | null }>({
    severity: 'warning',
    about: 'node',
    means:
      'The delayed replica was promoted: it is a writable server of its own, on a timeline of its own, and no delayed replica any more.',
    say: ({ timeline }) =>
      `there is no delayed replica any more: it was promoted${timeline === null ? '' : `, and writes timeline ${String(timeline)} of its own`}`,
    remedy: () => 'once nobody needs what it holds: `tamada delayed rebuild` makes a new one, and keeps its folder under another name',
    example: { timeline: 3 },
  }),
  delayed_astray: row<{ readonly timeline: number; readonly replayLsn: string; readonly leftLsn: string }>({
    severity: 'warning',
    about: 'node',
    means:
      'A leader that was cut off together with the backup host went on for a while, and the delayed replica has replayed what the cluster does not have. It cannot come back from there.',
    say: ({ timeline, replayLsn, leftLsn }) =>
      `the delayed replica cannot go on: it stands at ${replayLsn} of timeline ${String(timeline)}, which the cluster left at ${leftLsn}`,
    remedy: () => '`tamada delayed rebuild`',
    example: { timeline: 2, replayLsn: '0/B000000', leftLsn: '0/A034C38' },
  }),
  delayed_waits_for_hole: row<{ readonly segment: string; readonly sinceMs: number }>({
    severity: 'warning',
    about: 'node',
    means: 'The delayed replica needs a segment that the archive does not have, while it has later ones.',
    say: ({ segment }) => `the delayed replica cannot go on: the archive does not have ${segment}`,
    remedy: () => 'if no host has it any more: `tamada backup run --full`, then `tamada delayed rebuild`',
    example: { segment: '0000000100000000000000A0', sinceMs: 1_795_600_000_000 },
  }),
  clock_off: row<{ readonly offsetSeconds: number }>({
    severity: 'warning',
    about: 'node',
    means:
      'Its clock is more than a minute away from those of most hosts. The delayed replica waits by the clock of its host: one that is ahead takes as much from the delay, up to all of it. Times that are given to `--to` are those of the leader.',
    say: ({ offsetSeconds }) =>
      `its clock is ${span(Math.abs(offsetSeconds))} ${offsetSeconds > 0 ? 'ahead of' : 'behind'} those of most hosts`,
    remedy: (_fields, { node }) => `set the clock of ${node ?? 'the host'}: run chrony or systemd-timesyncd, and see \`timedatectl\` there`,
    example: { offsetSeconds: 3600 },
  }),
  delayed_behind: row<{ readonly behindSeconds: number; readonly delaySeconds: number }>({
    severity: 'warning',
    about: 'node',
    means: 'The delayed replica is further behind than its delay explains: it gets no WAL, or cannot replay it as fast as it comes.',
    say: ({ behindSeconds, delaySeconds }) => `the delayed replica is ${span(behindSeconds)} behind, ${span(delaySeconds)} are wanted`,
    remedy: () => 'does WAL reach the archive? Does a long query hold it up? `tamada delayed status`',
    example: { behindSeconds: 180_000, delaySeconds: 86_400 },
  }),
  backup_none: row<Plain>({
    severity: 'warning',
    about: 'node',
    means: 'There is no good backup.',
    say: () => 'there is no good backup',
    remedy: () => '`tamada backup run --full`',
    example: {},
  }),
  backup_damaged: row<{ readonly backup: string }>({
    severity: 'warning',
    about: 'node',
    means: 'The newest backup is damaged: a page was broken where it came from, or the catalogue lost bytes.',
    say: ({ backup }) => `the newest backup, ${backup}, is damaged`,
    remedy: ({ backup }) => `\`tamada backup show ${backup}\` says what is damaged; then \`tamada backup run --full\``,
    example: { backup: '20261126-083514F' },
  }),
  backup_old: row<{ readonly backup: string; readonly endedAtMs: number; readonly days: number }>({
    severity: 'warning',
    about: 'node',
    means: 'The last good backup is two days old although one is scheduled more often, or fifteen where only full ones are.',
    say: ({ backup, days: age }) => `the last good backup, ${backup}, is ${days(age)} old`,
    remedy: () => '`tamada job list` shows what became of the scheduled ones; `tamada backup run`',
    example: { backup: '20261126-081104F', endedAtMs: 1_795_680_701_000, days: 3 },
  }),
  retention_stuck: row<Scheduled>({
    severity: 'warning',
    about: 'node',
    means:
      'Retention is not carried out: what it does not keep stays, and the catalogue grows. It failed, or was refused, at least twice in a row.',
    say: ({ failures, problem }) => `retention was not carried out ${times(failures)}: ${problem}`,
    remedy: ({ last }) => `\`tamada backup expire --dry-run\` shows what would go, and why not; the last try was job ${last}`,
    example: {
      job: 'expire',
      failures: 3,
      problem:
        'timeline 1 up to 00000001000000000000002A would be deleted, and the delayed replica still reads from 0/29000028 on timeline 1',
      last: '20261126-040000-expire-3f2a',
    },
  }),
  schedule_failing: row<Scheduled>({
    severity: 'warning',
    about: 'node',
    means: 'What runs by itself failed at least twice in a row.',
    say: ({ job, failures, problem }) => `the scheduled ${scheduled(job)} failed ${times(failures)}: ${problem}`,
    remedy: ({ last }, { node }) =>
      `\`journalctl -u tamada-job-${last}\` on ${node ?? 'it'} has more; \`tamada backup schedule\` shows all of them`,
    example: { job: 'incremental', failures: 2, problem: 'the cluster has no leader', last: '20261126-020000-backup-3f2a' },
  }),
  schedule_off: row<{ readonly job: string; readonly calendar: string }>({
    severity: 'warning',
    about: 'node',
    means: 'cluster.yaml gives a job a time, and its timer does not run.',
    say: ({ job, calendar }) => `the timer of the ${scheduled(job)} does not run, ${calendar} is wanted`,
    remedy: ({ job }, { node }) =>
      `\`systemctl start tamada-backup-${job}.timer\` on ${node ?? 'it'}; \`tamada plan\` shows what else differs`,
    example: { job: 'verify', calendar: 'Sat *-*-* 05:00' },
  }),
  backup_disk_filling: row<{
    readonly path: string;
    readonly holds: readonly string[];
    readonly freeBytes: number;
    readonly percentFree: number;
    readonly fullInSeconds: number | null;
  }>({
    severity: 'warning',
    about: 'node',
    means:
      'The disk of the catalogue, or of the delayed replica, has less than a tenth free, or is full within a week at the rate of the last days.',
    say: ({ holds, freeBytes, percentFree, fullInSeconds }) =>
      `the disk of the ${holds.join(' and the ')} has ${megabytes(freeBytes)} free (${String(percentFree)} %)${fullInSeconds === null ? '' : `, and is full in ${span(fullInSeconds)} at the rate of the last days`}`,
    remedy: () => 'a larger disk, or less kept (`backup.retention`); `tamada backup expire --dry-run` shows what goes by itself',
    example: {
      path: '/var/lib/pgbackrest',
      holds: ['catalogue'],
      freeBytes: 21_474_836_480,
      percentFree: 8,
      fullInSeconds: 400_000,
    },
  }),
  proof_failed: row<{ readonly backup: string; readonly atMs: number; readonly problem: string }>({
    severity: 'warning',
    about: 'node',
    means: 'The last proof failed: the newest backup could not be restored, started or read.',
    say: ({ backup, problem }) => `the proof of ${backup} failed: ${problem}`,
    remedy: () => '`tamada backup verify`, then `tamada backup run --full` and `tamada backup prove`',
    example: { backup: '20261126-081104F', atMs: 1_795_680_701_000, problem: 'checksums of 1 file do not fit' },
  }),
  agent_slow: row<Silent>({
    severity: 'notice',
    about: 'node',
    means: 'The host was heard, its agent did not answer in time: it is busy.',
    say: (fields) => `the agent did not answer ${late(fields)}: ${fields.problem}`,
    remedy: () => 'look again; what keeps the host busy?',
    example: { problem: 'deadline exceeded', waitedMs: 5000 },
  }),
  patroni_slow: row<Silent>({
    severity: 'notice',
    about: 'node',
    means: 'PostgreSQL runs, by others; its Patroni did not answer in time.',
    say: (fields) => `it runs, and its Patroni did not answer ${late(fields)}`,
    remedy: () => 'look again; what keeps the host busy?',
    example: silent,
  }),
  consul_slow: row<Silent>({
    severity: 'notice',
    about: 'node',
    means: 'The Consul server did not answer its agent in time, or not everything.',
    say: (fields) => `its Consul did not answer ${late(fields)}: ${fields.problem}`,
    remedy: () => 'look again; what keeps the host busy?',
    example: silent,
  }),
  haproxy_slow: row<Silent>({
    severity: 'notice',
    about: 'node',
    means: 'HAProxy did not answer its agent in time: nobody knows where its ports lead.',
    say: (fields) => `its HAProxy did not answer ${late(fields)}: ${fields.problem}`,
    remedy: () => 'look again; what keeps the host busy?',
    example: silent,
  }),
  systemd_silent: row<Silent>({
    severity: 'notice',
    about: 'node',
    means: 'systemd did not tell the agent of its units.',
    say: ({ problem }) => `systemd does not tell of the units: ${problem}`,
    remedy: () => 'look again; what keeps the host busy?',
    example: silent,
  }),
  certificates_silent: row<Silent>({
    severity: 'notice',
    about: 'node',
    means: 'The agent could not read the certificates of its node in time: its disk is busy.',
    say: ({ problem }) => `nobody knows when its certificates end: ${problem}`,
    remedy: () => 'look again; what keeps the disk busy?',
    example: silent,
  }),
  bundle_reverted: row<{ readonly generation: number; readonly backTo: number; readonly problem: string }>({
    severity: 'notice',
    about: 'node',
    means: 'A bundle on trial was not confirmed, and the node went back to the one before.',
    say: ({ generation, backTo, problem }) => `went back from generation ${String(generation)} to ${String(backTo)}: ${problem}`,
    remedy: () => 'correct what is wrong, or take the change back, in cluster.yaml or a template; then `tamada apply`',
    example: { generation: 4, backTo: 3, problem: 'nobody confirmed it within 900 s' },
  }),
  bundle_on_trial: row<{ readonly generation: number; readonly backTo: number; readonly secondsLeft: number }>({
    severity: 'notice',
    about: 'node',
    means: 'A rollout tries a bundle here, or its coordinator died while it did: unless it is confirmed, the node goes back by itself.',
    say: ({ generation, backTo, secondsLeft }) =>
      `tries generation ${String(generation)}: it goes back to ${String(backTo)} unless it is confirmed within ${span(secondsLeft)}`,
    remedy: () => 'wait for the rollout; where none runs any more, `tamada apply` goes on with it',
    example: { generation: 4, backTo: 3, secondsLeft: 840 },
  }),
  restart_pending: row<Plain>({
    severity: 'notice',
    about: 'node',
    means: 'A changed parameter takes effect only after a restart of PostgreSQL.',
    say: () => 'a changed parameter waits for a restart',
    remedy: (_fields, { node }) => `\`patronictl -c /etc/patroni/config.yml restart\` of ${node ?? 'it'}, standbys first`,
    example: {},
  }),
  certificate_ends: row<{ readonly certificate: string; readonly daysLeft: number }>({
    severity: 'notice',
    about: 'node',
    means: 'A certificate of the node, or of the workspace, ends within 60 days.',
    say: ({ certificate, daysLeft }, { node }) => `${whose(certificate, node)} ends in ${days(daysLeft)}`,
    remedy: (_fields, { node }) => renewal(node),
    example: { certificate: 'agent', daysLeft: 59 },
  }),
  archive_lagging: row<{ readonly lagSegments: number }>({
    severity: 'notice',
    about: 'node',
    means: 'WAL reaches the archive more slowly than it is written.',
    say: ({ lagSegments }) => `${String(lagSegments)} segments wait for the archive`,
    remedy: () => 'look again after the load; is the network to the backup host, or its disk, too slow for it?',
    example: { lagSegments: 40 },
  }),
  backups_silent: row<Silent & { readonly what: string }>({
    severity: 'notice',
    about: 'node',
    means: 'The agent could not look at the catalogue or at the delayed replica.',
    say: ({ what, problem }) => `nobody tells of the ${what}: ${problem}`,
    remedy: () => 'look again; is the disk of the catalogue busy, or away?',
    example: { ...silent, what: 'catalogue' },
  }),
  delayed_stands: row<{ readonly state: string }>({
    severity: 'notice',
    about: 'node',
    means: 'Somebody paused the delayed replica, or moved it to a place: it does not follow.',
    say: ({ state }) => `the delayed replica is ${state.replaceAll('_', ' ')}: it does not follow`,
    remedy: () => '`tamada delayed resume` once nobody needs it there any more',
    example: { state: 'at_target' },
  }),
  proof_old: row<{ readonly days: number | null }>({
    severity: 'notice',
    about: 'node',
    means: 'No backup was proved in the last fifteen days, or ever.',
    say: ({ days: age }) => (age === null ? 'no backup was ever proved' : `the last proof of a backup is ${days(age)} old`),
    remedy: () => '`tamada backup prove`',
    example: { days: 16 },
  }),
};

function whose(certificate: string, node: string | null): string {
  return node === null ? `the workspace's certificate ${certificate}` : `the certificate ${certificate}`;
}

function renewal(node: string | null): string {
  return node === null ? 'docs/certificates.md says how to renew it' : `renew: tamada enroll --renew ${node}`;
}

/** A timer's job, for people. */
function scheduled(job: string): string {
  return job === 'full' || job === 'incremental' ? `${job} backup` : job;
}

function times(count: number): string {
  return `${String(count)} times in a row`;
}

function days(count: number): string {
  return `${String(count)} day${count === 1 ? '' : 's'}`;
}

/** 90 → `90 s`, 7200 → `2 h`: whole units, rounded down. */
function span(seconds: number): string {
  const [size, unit] = seconds >= 172_800 ? [86_400, 'days'] : seconds >= 7200 ? [3600, 'h'] : seconds >= 120 ? [60, 'min'] : [1, 's'];
  return `${String(Math.floor(seconds / size))} ${unit}`;
}

function megabytes(bytes: number): string {
  return `${String(Math.floor(bytes / 2 ** 20))} MB`;
}
