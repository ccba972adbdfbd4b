import { nodePrograms, theCheck } from '@tamada/core/platform';
import { vipHosts, type Vip } from '@tamada/core/topology';
import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport, type PreflightInput } from '../input.ts';

export const vip: Check = {
  name: 'vip',
  about: 'a VIP is free, or held by one of its own hosts',
  ignorable: true,
  check: (input) =>
    input.topology.datacenters.flatMap(({ name, vip: own }) =>
      own === null ? [] : [...judgeVip(input, name, own.address), ...judgePrefix(input, name, own)],
    ),
};

function judgeVip(input: PreflightInput, datacenter: string, address: string): readonly Judgement[] {
  const hosts = vipHosts(input.topology, datacenter).map(({ name }) => name);
  const holders = answered(input).filter(({ survey }) => survey.addresses.includes(address));
  const strangers = holders.filter(({ node }) => !hosts.includes(node.name));
  if (strangers.length > 0) {
    const remedy = `remove the address there, or give ${datacenter} another VIP in cluster.yaml`;
    return strangers.map(({ node }) => fail(node.name, `holds ${address}, the VIP of ${datacenter}`, remedy));
  }
  if (holders.length > 0) return holders.map(({ node }) => pass(node.name, `holds the VIP ${address} already`));
  const silent = hosts.filter((host) => !answered(input).some(({ node }) => node.name === host));
  return answered(input).flatMap((report) => judgeAnswer(report, address, silent));
}

/** A VIP with another prefix length brings a route that the host's own network does not have. */
function judgePrefix(input: PreflightInput, datacenter: string, { address, prefixLength }: Vip): readonly Judgement[] {
  const hosts = vipHosts(input.topology, datacenter).map(({ name }) => name);
  return answered(input).flatMap(({ node, facts }) => {
    const held = facts.interface;
    if (!hosts.includes(node.name) || held === null || held.prefixLength === prefixLength || prefixLength === 32) return [];
    const reason = `the VIP is ${address}/${String(prefixLength)}, and ${held.name} is in a /${String(held.prefixLength)}`;
    return [warn(node.name, reason, `write ${address}/${String(held.prefixLength)} in cluster.yaml, if that is the network's`)];
  });
}

/** `silent`: hosts of the VIP that could not be asked whether they hold it. */
function judgeAnswer({ node, probes }: AnsweredReport, address: string, silent: readonly string[]): readonly Judgement[] {
  return probes
    .filter(({ target }) => target.protocol === 'arp' && target.address === address)
    .map(({ reachable, problem, by }) => {
      if (reachable) {
        const stranger = 'find the host with that hardware address and take the VIP from it, or choose another VIP in cluster.yaml';
        const remedy =
          silent.length === 0
            ? stranger
            : `rightly, if it is ${silent.join(' or ')}, which did not answer: ask again when it does; else ${stranger}`;
        return fail(node.name, `somebody answers for the VIP ${address} already: ${by}`, remedy);
      }
      return problem === ''
        ? pass(node.name, `nobody answers for the VIP ${address}`)
        : warn(node.name, `nobody knows whether the VIP ${address} is free: ${problem}`, `ask with \`arping ${address}\` on ${node.name}`);
    });
}

export const checkProgram: Check = {
  name: 'check-program',
  about: "keepalived's user can run what keepalived asks",
  ignorable: true,
  check: (input) =>
    answered(input)
      .filter(({ node }) => nodePrograms(input.topology, node).includes('keepalived'))
      .map(({ node, survey }) =>
        survey.checkProblem === ''
          ? pass(node.name, 'tamada-check runs')
          : fail(
              node.name,
              `the user ${theCheck.user} cannot run tamada-check, so keepalived would hold no VIP: ${survey.checkProblem}`,
              `run \`tamada-agent install\` again on ${node.name}: it opens what is tamada's own; \`chmod o+x\` opens what is not`,
            ),
      ),
};
