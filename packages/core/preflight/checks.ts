import type { Check } from './check.ts';
import { address } from './checks/address.ts';
import { agent } from './checks/agent.ts';
import { automation } from './checks/automation.ts';
import { checkProgram } from './checks/check-program.ts';
import { places } from './checks/places.ts';
import { programs } from './checks/programs.ts';
import { clockOffset } from './checks/clock-offset.ts';
import { clock } from './checks/clock.ts';
import { dataDirectory } from './checks/data-directory.ts';
import { diskSpace } from './checks/disk-space.ts';
import { diskSpeed } from './checks/disk-speed.ts';
import { firewall } from './checks/firewall.ts';
import { locale } from './checks/locale.ts';
import { network } from './checks/network.ts';
import { packages } from './checks/packages.ts';
import { platform } from './checks/platform.ts';
import { ports } from './checks/ports.ts';
import { selinux } from './checks/selinux.ts';
import { systemd } from './checks/systemd.ts';
import { users } from './checks/users.ts';
import { versions } from './checks/versions.ts';
import { vip } from './checks/vip.ts';
import { watchdog } from './checks/watchdog.ts';

/** Everything that preflight judges, in the order in which it is shown. */
export const checks: readonly Check[] = [
  agent,
  platform,
  systemd,
  address,
  versions,
  packages,
  users,
  programs,
  locale,
  ports,
  network,
  vip,
  clock,
  clockOffset,
  diskSpace,
  diskSpeed,
  dataDirectory,
  places,
  checkProgram,
  watchdog,
  selinux,
  firewall,
  automation,
];
