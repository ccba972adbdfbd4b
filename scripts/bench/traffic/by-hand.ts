import { writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { databases, vips } from '../../cluster/known.ts';
import { seats, type Host, type Lab } from '../../lab/index.ts';

const settleMs = 15_000;

/** HAProxy, keepalived and its script as the original description has them, in the place of ours, on a cluster that stays as it is. */
export async function setUpByHand(lab: Lab): Promise<void> {
  await Promise.all(
    databases.map(async (host, index) => {
      await writeFile(lab.fileOf(host, '/etc/haproxy/haproxy.cfg'), haproxy);
      await writeFile(lab.fileOf(host, '/etc/keepalived/keepalived.conf'), keepalived(host, 100 - (index % 2)));
      await writeFile(lab.fileOf(host, '/etc/keepalived/patroni_check.sh'), check(host), { mode: 0o755 });
      const { code, stderr } = await lab.exec(host, ['systemctl', 'restart', 'haproxy', 'keepalived']);
      if (code !== 0) throw new Error(`the set-up by hand on ${host}: ${stderr}`);
    }),
  );
  await setTimeout(settleMs);
}

function listen(name: string, port: number, path: string): string {
  return `listen ${name}
  bind *:${String(port)}
  option httpchk OPTIONS ${path}
  http-check expect status 200
  default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
${databases.map((host) => `  server ${host} ${seats[host].address}:5432 check port 8008 check-ssl verify none\n`).join('')}`;
}

const haproxy = `global
  maxconn 1000
defaults
  mode tcp
  retries 2
  timeout client 30m
  timeout connect 4s
  timeout server 30m
  timeout check 5s
${listen('rw', 5555, '/master')}${listen('ro', 5556, '/async')}`;

function check(host: Host): string {
  return `#!/bin/bash
[ "$(curl -sk -o /dev/null -w '%{http_code}' --max-time 1 https://${seats[host].address}:8008/master)" = 200 ]
`;
}

function keepalived(host: Host, priority: number): string {
  return `global_defs {
  script_user root
  enable_script_security
}
vrrp_script patroni {
  script "/etc/keepalived/patroni_check.sh"
  interval 2
  fall 2
  rise 2
  weight 50
}
vrrp_instance VI_1 {
  state BACKUP
  interface eth0
  virtual_router_id 51
  priority ${String(priority)}
  advert_int 1
  authentication {
    auth_type PASS
    auth_pass geo12345
  }
  virtual_ipaddress { ${seats[host].segment === 'a1' ? vips.a1 : vips.a2} }
  track_script { patroni }
}
`;
}
