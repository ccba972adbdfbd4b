import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const automation: Check = {
  name: 'automation',
  about: 'nothing upgrades our packages or restarts our programs by itself, on all hosts in the same hour',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.automation.length === 0
        ? pass(node.name, 'nothing upgrades or restarts our programs by itself')
        : warn(
            node.name,
            `may upgrade our packages, restart our programs or rewrite our files by itself: ${survey.automation.join(', ')}`,
            'keep it away from them: docs/hosts.md has the lines',
          ),
    ),
};

export const selinux: Check = {
  name: 'selinux',
  about: 'SELinux does not stand in the way',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.selinux === 'enforcing'
        ? warn(
            node.name,
            'SELinux is enforcing',
            'HAProxy needs `setsebool -P haproxy_connect_any 1`; look for denials (`ausearch -m avc`) if a program does not start',
          )
        : pass(node.name, `SELinux ${survey.selinux}`),
    ),
};

export const firewall: Check = {
  name: 'firewall',
  about: 'a firewall that may cut connections later',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.firewalls.length === 0
        ? pass(node.name, 'no firewall is active')
        : warn(
            node.name,
            `a firewall is active: ${survey.firewalls.join(', ')}`,
            'the check `network` tells whether it lets our ports through now; make those rules permanent',
          ),
    ),
};
