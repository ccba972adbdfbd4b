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
  bundle_unfinished: row<{ readonly generation: number }>({
    severity: 'warning',
    about: 'node',
    means: 'An apply was begun and not finished.',
    say: ({ generation }) => `generation ${String(generation)} was begun and not finished`,
    remedy: () => 'run again what was rolled out',
    example: { generation: 4 },
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
    remedy: journal('patroni'),
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
    remedy: () => '`patronictl -c /etc/patroni/config.yml resume` on a database node',
    example: {},
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
};

function whose(certificate: string, node: string | null): string {
  return node === null ? `the workspace's certificate ${certificate}` : `the certificate ${certificate}`;
}

function renewal(node: string | null): string {
  return node === null ? 'docs/certificates.md says how to renew it' : `renew: tamada enroll --renew ${node}`;
}

function days(count: number): string {
  return `${String(count)} day${count === 1 ? '' : 's'}`;
}
