import {
  hostIn,
  readFrontend,
  serverByHand,
  servicePorts,
  shut,
  silence,
  unitRuns,
  waitsForVip,
  writeBackend,
  nodeIn,
  type HaproxySaid,
  type HostView,
  type Shut,
} from '@tamada/core/view';
import { finding, type Finding } from '../finding.ts';
import { ofDatacenter, ofNode, type FindingInput, type Judge } from '../judge.ts';

const vipsHeldOnce: Judge = ({ view }) =>
  view.vips.flatMap(({ datacenter, address, holders, unseen }): readonly Finding[] => {
    const subject = ofDatacenter(datacenter);
    if (holders.length > 1) return [finding('vip_held_twice', subject, { address, holders })];
    if (holders.length === 1) return [];
    return [
      unseen.length > 0 ? finding('vip_unseen', subject, { address, silent: unseen }) : finding('vip_held_by_nobody', subject, { address }),
    ];
  });

const vipAtLeader: Judge = ({ view }) =>
  view.vips.flatMap(({ datacenter, address, hosts, holders }) => {
    const { name: leader, hasKey } = view.leader;
    const [holder] = holders;
    if (leader === null || !hasKey || holder === undefined || holders.length > 1 || !hosts.includes(leader) || holder === leader) return [];
    return [finding('vip_elsewhere', ofDatacenter(datacenter), { address, holder, leader })];
  });

const haproxyRuns: Judge = ({ view }) =>
  view.traffic.hosts.flatMap(({ name, runs }) => {
    const node = nodeIn(view, name);
    if (node === undefined) return [];
    if (runs.is === 'no') return [finding('haproxy_not_running', ofNode(node), { why: runs.evidence.join(', ') }, runs.evidence)];
    const quiet = silence(node.status?.haproxy);
    return quiet === null ? [] : [finding('haproxy_slow', ofNode(node), { problem: quiet.problem, waitedMs: quiet.waitedMs })];
  });

const writesLeadToLeader: Judge = (input) =>
  telling(input).flatMap(({ name, haproxy, writes }): readonly Finding[] => {
    const { view } = input;
    const subject = ofNode(nodeIn(view, name) ?? null);
    const { name: leader, is } = view.leader;
    const port = servicePorts.rw;
    const nowhere = (why: string): readonly Finding[] => [finding('writes_lead_nowhere', subject, { port, leader, why })];
    const closed = shut(haproxy, writeBackend);
    if (closed !== null) return nowhere(whyShut(closed));
    if (writes.length > 1) return nowhere(`more than one server is up: ${writes.join(', ')}`);
    const [to] = writes;
    // Without a leader there is nothing that it should lead to, and another finding says so.
    if (to === undefined && leader === null) return [];
    if (to === undefined) {
      return waitsForVip(view.topology, haproxy, name, leader ?? '')
        ? [finding('writes_wait', subject, { port, leader: leader ?? '' })]
        : nowhere(`the leader ${leader ?? ''} is not up there`);
    }
    return to === leader || is === 'unknown' ? [] : [finding('writes_lead_astray', subject, { port, to, leader })];
  });

const readsLead: Judge = (input) =>
  telling(input).flatMap(({ name, haproxy, reads }): readonly Finding[] => {
    const subject = ofNode(nodeIn(input.view, name) ?? null);
    const port = servicePorts.ro;
    if (reads?.backend === null) {
      const closed = shut(haproxy, readFrontend);
      return [finding('reads_lead_nowhere', subject, { port, why: closed === null ? 'no replica is up' : whyShut(closed) })];
    }
    return reads === null || reads.fallback === 'none' ? [] : [finding('reads_fall_back', subject, { port, to: reads.fallback })];
  });

const keepalivedRuns: Judge = ({ view }) =>
  view.vips.flatMap(({ hosts }) =>
    hosts.flatMap((host) => {
      const node = nodeIn(view, host);
      return node?.status != null && unitRuns(node.status, 'keepalived.service') === false
        ? [finding('keepalived_not_running', ofNode(node), {})]
        : [];
    }),
  );

const setByHand: Judge = (input) =>
  telling(input).flatMap(({ name, haproxy }) => {
    const frontends = [...new Set([writeBackend, readFrontend, ...haproxy.frontends.map((one) => one.name)])];
    const ports = frontends.map((what) => {
      const closed = shut(haproxy, what);
      return { what, set: closed?.byHand === true ? closed.words : null };
    });
    const servers = haproxy.servers.map((server) => ({
      what: `${server.backend}/${server.name}`,
      set: serverByHand(input.view.topology, server),
    }));
    return [...ports, ...servers].flatMap(({ what, set }) =>
      set === null ? [] : [finding('haproxy_set_by_hand', ofNode(nodeIn(input.view, name) ?? null), { what, set })],
    );
  });

/** What was done by hand has a finding of its own, with its remedy. */
function whyShut({ byHand, words }: Shut): string {
  return byHand ? 'it is shut in HAProxy' : words;
}

type Telling = HostView & { readonly haproxy: HaproxySaid; readonly writes: readonly string[] };

/** Hosts whose HAProxy answers: about the others there is another finding. */
function telling({ view }: FindingInput): readonly Telling[] {
  return view.traffic.hosts.flatMap((host) => {
    const { haproxy, writes } = hostIn(view, host.name) ?? host;
    return haproxy === null || writes === null ? [] : [{ ...host, haproxy, writes }];
  });
}

export const trafficJudges: readonly Judge[] = [
  vipsHeldOnce,
  vipAtLeader,
  haproxyRuns,
  writesLeadToLeader,
  readsLead,
  keepalivedRuns,
  setByHand,
];
