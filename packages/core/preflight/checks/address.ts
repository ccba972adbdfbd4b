import { nodePrograms } from '@tamada/core/platform';
import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';

export const address: Check = {
  name: 'address',
  about: "the node has its topology's address, and keeps it",
  ignorable: true,
  check: (input) =>
    answered(input).flatMap((report) => {
      const { node, facts } = report;
      if (facts.interface === null)
        return [fail(node.name, `no interface holds ${node.address}`, 'correct the address in cluster.yaml, or give it to the host')];
      const risks = judgeRisks(report, nodePrograms(input.topology, node).includes('keepalived'));
      return risks.length > 0 ? risks : [pass(node.name, `${facts.interface.name} holds ${node.address}`)];
    }),
};

function judgeRisks({ node, facts, survey }: AnsweredReport, keepsVip: boolean): readonly Judgement[] {
  const held = facts.interface?.name ?? '';
  return survey.addressRisks.flatMap((risk): readonly Judgement[] => {
    switch (risk) {
      case 'dhcp':
        return [
          warn(
            node.name,
            `${node.address} comes from DHCP and may change`,
            'give the host a fixed address: the whole cluster knows it by this one',
          ),
        ];
      case 'loopback':
        return keepsVip
          ? [
              fail(
                node.name,
                `${node.address} stands on ${held}: keepalived needs a network`,
                "name the address of the datacentre's network",
              ),
            ]
          : [];
      case 'networkd':
        return keepsVip
          ? [
              warn(
                node.name,
                `systemd-networkd manages ${held} and removes the VIP whenever it starts again`,
                `add \`KeepConfiguration=static\` to [Network] of ${held}'s .network file`,
              ),
            ]
          : [];
    }
  });
}
