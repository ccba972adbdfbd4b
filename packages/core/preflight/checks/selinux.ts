import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

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
            'HAProxy needs `setsebool -P haproxy_connect_any 1`; look for denials (`ausearch -m avc`) should a program not start',
          )
        : pass(node.name, `SELinux ${survey.selinux}`),
    ),
};
