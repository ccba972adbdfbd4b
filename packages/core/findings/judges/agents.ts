import { silence, type NodeView } from '@tamada/core/view';
import { finding, type Finding, type FindingCode } from '../finding.ts';
import { ofDatacenter, ofNode, type Judge } from '../judge.ts';

/** Several hosts of one datacentre that are silent at once have one cause, which may lie on the way. */
const datacentersAnswer: Judge = ({ view }) =>
  view.topology.datacenters.flatMap(({ name }) => {
    const own = view.nodes.filter(({ datacenter }) => datacenter === name);
    if (own.length < 2 || own.some(({ heard }) => heard)) return [];
    return [finding('datacenter_silent', ofDatacenter(name), { hosts: own.map((node) => node.name) })];
  });

const agentsAnswer: Judge = ({ view }) =>
  view.nodes.flatMap((node) => {
    if (node.silence === null) return [];
    const { problem, waitedMs } = node.silence;
    return [finding(codeOf(node), ofNode(node), { problem, waitedMs })];
  });

function codeOf({ silence: quiet, heard }: NodeView): Extract<FindingCode, `agent_${string}`> {
  if (quiet?.why === 'refused') return 'agent_not_running';
  if (quiet?.why === 'failed') return 'agent_refuses';
  return heard ? 'agent_slow' : 'agent_silent';
}

const bundlesConverged: Judge = ({ view }) => {
  const newest = Math.max(0, ...view.nodes.map(({ status }) => status?.agent.activeGeneration ?? 0));
  return view.nodes.flatMap((node): readonly Finding[] => {
    if (node.status === null || newest === 0) return [];
    const generation = node.status.agent.activeGeneration;
    if (generation === null) return [finding('bundle_none', ofNode(node), { role: node.role })];
    if (generation < newest) return [finding('bundle_old', ofNode(node), { generation, newest })];
    if (node.status.agent.trial?.generation === generation) return [];
    return node.status.agent.confirmedGeneration === generation ? [] : [finding('bundle_unfinished', ofNode(node), { generation })];
  });
};

const trialsEnd: Judge = ({ view }) =>
  view.nodes.flatMap((node): readonly Finding[] => {
    const { trial = null } = node.status?.agent ?? {};
    if (node.status === null || trial === null) return [];
    const { generation, backTo, problem, untilMs } = trial;
    switch (trial.state) {
      case 'armed': {
        const secondsLeft = Math.max(0, Math.round((untilMs - node.status.observedAtMs) / 1000));
        return [finding('bundle_on_trial', ofNode(node), { generation, backTo, secondsLeft })];
      }
      case 'held':
        return [finding('bundle_held', ofNode(node), { generation, backTo, problem })];
      case 'reverted':
        return [finding('bundle_reverted', ofNode(node), { generation, backTo, problem })];
    }
  });

const nodesServe: Judge = ({ view }) =>
  view.nodes.flatMap((node) => {
    const drained = node.status?.agent.drained ?? null;
    if (drained === null) return [];
    return [finding('node_drained', ofNode(node), { sinceMs: drained.sinceMs, reboot: drained.rebootFrom !== null })];
  });

/** An answer may be under way for some seconds. */
const mostClockMs = 60_000;

/** By most of those that answer: two who disagree say nothing of who is wrong. */
const clocksAgree: Judge = ({ view }) => {
  const told = view.nodes.flatMap((node) => (node.status === null ? [] : [{ node, atMs: node.status.observedAtMs }]));
  const median = told.map(({ atMs }) => atMs).toSorted((one, other) => one - other)[Math.floor((told.length - 1) / 2)];
  if (median === undefined || told.length < 3) return [];
  return told
    .filter(({ atMs }) => Math.abs(atMs - median) > mostClockMs)
    .map(({ node, atMs }) => finding('clock_off', ofNode(node), { offsetSeconds: Math.round((atMs - median) / 1000) }));
};

const systemdTells: Judge = ({ view }) =>
  view.nodes.flatMap((node) => {
    const quiet = silence(node.status?.units);
    return quiet === null ? [] : [finding('systemd_silent', ofNode(node), { problem: quiet.problem, waitedMs: quiet.waitedMs })];
  });

const certificatesTold: Judge = ({ view }) =>
  view.nodes.flatMap((node) => {
    const quiet = silence(node.status?.certificates);
    return quiet === null ? [] : [finding('certificates_silent', ofNode(node), { problem: quiet.problem, waitedMs: quiet.waitedMs })];
  });

const certificatesEnd: Judge = ({ view, certificates }) =>
  certificates.flatMap(({ node, name, state, notAfterMs, daysLeft, problem }): readonly Finding[] => {
    const subject = ofNode(view.nodes.find((one) => one.name === node) ?? null);
    switch (state) {
      case 'valid':
        return [];
      case 'unreadable':
        return [finding('certificate_unreadable', subject, { certificate: name, problem: problem ?? 'not a certificate' })];
      case 'ended':
        return [finding('certificate_ended', subject, { certificate: name, endedAtMs: notAfterMs ?? 0 })];
      case 'ends_soon':
        return [finding('certificate_ends_soon', subject, { certificate: name, daysLeft: daysLeft ?? 0 })];
      case 'ends':
        return [finding('certificate_ends', subject, { certificate: name, daysLeft: daysLeft ?? 0 })];
    }
  });

export const agentJudges: readonly Judge[] = [
  datacentersAnswer,
  agentsAnswer,
  bundlesConverged,
  trialsEnd,
  nodesServe,
  clocksAgree,
  systemdTells,
  certificatesTold,
  certificatesEnd,
];
