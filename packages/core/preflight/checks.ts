import type { Check } from './check.ts';
import { address } from './checks/address.ts';
import { agent } from './checks/agent.ts';
import { automation, firewall, selinux } from './checks/other-software.ts';
import { checkProgram, vip } from './checks/keepalived.ts';
import { places } from './checks/places.ts';
import { programs, systemd } from './checks/programs.ts';
import { clock, clockOffset } from './checks/clock.ts';
import { dataDirectory } from './checks/data-directory.ts';
import { backupRoom, diskSpace, diskSpeed } from './checks/disk.ts';
import { locale, watchdog } from './checks/database.ts';
import { network, ports } from './checks/network.ts';
import { packages, users } from './checks/packages.ts';
import { platform, versions } from './checks/versions.ts';

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
  backupRoom,
  dataDirectory,
  places,
  checkProgram,
  watchdog,
  selinux,
  firewall,
  automation,
];
