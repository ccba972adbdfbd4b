import { synchronousNodeCount } from '@tamada/core/topology';
import { memberIn, nodeIn, silence, type ClusterView, type MemberView } from '@tamada/core/view';
import { finding, wholeCluster, type Finding } from '../finding.ts';
import { ofNode, type Judge } from '../judge.ts';

const leads: Judge = ({ view: { leader } }) => {
  switch (leader.is) {
    case 'no':
      return [finding('no_leader', wholeCluster, {}, leader.evidence)];
    case 'unknown':
      return [finding('leader_unknown', wholeCluster, {}, leader.evidence)];
    case 'yes':
      return [];
  }
};

const leaderPromoted: Judge = ({ view }) => {
  const { name, promoted } = view.leader;
  const member = memberIn(view, name ?? '');
  if (member === undefined || promoted.is !== 'no' || member.runs.is === 'no') return [];
  return [finding('leader_promoting', ofNode(member), { role: member.own?.role?.text ?? 'unknown' }, promoted.evidence)];
};

const oneLeads: Judge = ({ view: { leader } }) =>
  leader.claimants.length > 1 ? [finding('several_leaders', wholeCluster, { members: leader.claimants })] : [];

/** One finding a member: the gravest that explains the others. */
const membersRun: Judge = ({ view }) => view.members.flatMap((member) => standing(view, member));

function standing(view: ClusterView, member: MemberView): readonly Finding[] {
  const { runs, patroni, takesPart } = member;
  const isLeader = view.leader.name === member.name;
  const subject = ofNode(member);
  if (runs.is === 'no') {
    const state = { state: member.own?.state.text ?? runs.evidence.join(', ') };
    return [finding(isLeader && view.takesWrites.is === 'no' ? 'leader_not_running' : 'member_not_running', subject, state, runs.evidence)];
  }
  if (patroni.is === 'no') return [finding('patroni_not_running', subject, { why: patroni.evidence.join(', ') }, patroni.evidence)];
  if (takesPart.is === 'no') return [finding('member_missing', subject, {}, [...takesPart.evidence, ...runs.evidence])];
  if (runs.is === 'unknown') return [finding(isLeader ? 'leader_unseen' : 'member_unknown', subject, {}, runs.evidence)];
  const quiet = silence(nodeIn(view, member.name)?.status?.member);
  return quiet === null ? [] : [finding('patroni_slow', subject, { problem: quiet.problem, waitedMs: quiet.waitedMs }, runs.evidence)];
}

const membersReplicate: Judge = ({ view }) => {
  const { leader, members } = view;
  if (leader.name === null || !leader.hasKey) return [];
  const leaders = memberIn(view, leader.name)?.timeline ?? null;
  return members.flatMap((member) => {
    if (member.runs.is !== 'yes' || member.name === leader.name) return [];
    const { timeline, streams } = member;
    if (timeline !== null && leaders !== null && timeline !== leaders) {
      return [finding('member_timeline', ofNode(member), { timeline, leaders })];
    }
    return streams.is === 'no'
      ? [finding('member_not_streaming', ofNode(member), { state: streams.evidence.join(', ') }, streams.evidence)]
      : [];
  });
};

/** By those synchronous standbys that may run: one that is silent is not counted out. */
const synchronousGuarantee: Judge = ({ view }) => {
  const { topology, leader, members, dcs } = view;
  const home = members.find(({ name }) => name === leader.name);
  const { guarantee } = topology.synchronous;
  if (home === undefined || guarantee === 'off') return [];
  if (dcs.syncStandbys === undefined) return [finding('sync_unknown', wholeCluster, {})];
  const standbys = members.filter(({ name, runs }) => dcs.syncStandbys?.includes(name) === true && runs.is !== 'no');
  const names = standbys.map(({ name }) => name);
  const wanted = synchronousNodeCount(topology);
  const several = new Set(members.map(({ datacenter }) => datacenter)).size > 1;
  if (guarantee === 'datacenter' && several && !standbys.some(({ datacenter }) => datacenter !== home.datacenter)) {
    return [finding('sync_not_elsewhere', wholeCluster, { datacenter: home.datacenter, standbys: names })];
  }
  return standbys.length < wanted ? [finding('sync_too_few', wholeCluster, { standbys: names, wanted })] : [];
};

const restartsPending: Judge = ({ view }) =>
  view.members.flatMap((member) => (member.own?.pendingRestart === true ? [finding('restart_pending', ofNode(member), {})] : []));

const patroniPaused: Judge = ({ view }) =>
  view.members.some(({ own }) => own?.paused === true) ? [finding('patroni_paused', wholeCluster, {})] : [];

export const memberJudges: readonly Judge[] = [
  leads,
  leaderPromoted,
  oneLeads,
  membersRun,
  membersReplicate,
  synchronousGuarantee,
  restartsPending,
  patroniPaused,
];
