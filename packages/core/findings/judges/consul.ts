import { silence } from '@tamada/core/view';
import { finding, wholeCluster } from '../finding.ts';
import { ofNode, type Judge } from '../judge.ts';

const hasLeader: Judge = ({ view: { consul } }) => {
  switch (consul.led.is) {
    case 'yes':
      return [];
    case 'no':
      return [finding('consul_no_leader', wholeCluster, {}, consul.led.evidence)];
    case 'unknown':
      return [finding('consul_unknown', wholeCluster, {}, consul.led.evidence)];
  }
};

const serversRun: Judge = ({ view: { consul } }) =>
  consul.servers.flatMap((server) =>
    server.alive.is === 'no'
      ? [finding('consul_server_down', ofNode(server), { why: server.alive.evidence.join(', ') }, server.alive.evidence)]
      : [],
  );

const serversVote: Judge = ({ view: { consul } }) =>
  consul.servers.flatMap((server) =>
    server.voter.is === 'no' && server.alive.is !== 'no' ? [finding('consul_not_voter', ofNode(server), {}, server.voter.evidence)] : [],
  );

const serversFollow: Judge = ({ view: { consul } }) =>
  consul.servers.flatMap((server) =>
    consul.led.is === 'yes' && server.own !== null && (server.own.leader === null || server.givenUp)
      ? [finding('consul_cut_off', ofNode(server), {}, [...consul.led.evidence, ...server.alive.evidence])]
      : [],
  );

const tokensWork: Judge = ({ view: { consul } }) =>
  consul.servers.flatMap((server) =>
    server.own?.tokenWorks === false && consul.led.is === 'yes' ? [finding('consul_token_refused', ofNode(server), {})] : [],
  );

/** A part of its answer that is missing counts too; what is known to be down is said already. */
const serversAnswer: Judge = ({ view: { consul, nodes } }) =>
  consul.servers.flatMap((server) => {
    const look = nodes.find(({ name }) => name === server.name)?.status?.consul;
    const quiet = silence(look) ?? silence(server.own?.servers);
    if (quiet?.why !== 'timeout' || server.alive.is === 'no') return [];
    return [finding('consul_slow', ofNode(server), { problem: quiet.problem, waitedMs: quiet.waitedMs })];
  });

export const consulJudges: readonly Judge[] = [hasLeader, serversRun, serversVote, serversFollow, tokensWork, serversAnswer];
