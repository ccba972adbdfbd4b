import { until } from '@tamada/runtime';
import { freePorts } from '../../agent-senses/support/free-ports.ts';
import { home, writeInto } from './stand.ts';
import type { Stand } from './stand.ts';

export interface Sshd {
  readonly port: number;
  /** Options that name the other side for the user postgres, who may only talk to the agent. */
  readonly remote: readonly string[];
  /** Connected but dead. */
  readonly freeze: () => Promise<unknown>;
  readonly thaw: () => Promise<unknown>;
}

const pidFile = '/run/sshd/stand.pid';

/** A real sshd on loopback. The one key that it takes is bound to the agent. */
export async function startSshd(stand: Stand): Promise<Sshd> {
  const { tree, shell } = stand;
  const [port = 0] = await freePorts(1);
  const asRoot = { user: 'root' };
  await shell(`install -d -m 755 /run/sshd && usermod --password '*' postgres`, asRoot);
  await shell('install -d -m 700 .ssh && ssh-keygen -q -t ecdsa -N "" -f .ssh/key && ssh-keygen -q -t ecdsa -N "" -f .ssh/other');
  await shell(`ssh-keygen -q -t ecdsa -N "" -f /etc/ssh/stand_key && chmod 600 /etc/ssh/stand_key`, asRoot);
  await shell('echo "restrict,command=\\"/usr/bin/pg_probackup-15 agent\\" $(cat .ssh/key.pub)" > .ssh/authorized_keys');
  await shell(`echo "[127.0.0.1]:${port} $(cat /etc/ssh/stand_key.pub)" > .ssh/known_hosts`);
  const config = [
    ...[`Port ${port}`, 'ListenAddress 127.0.0.1', 'HostKey /etc/ssh/stand_key', `PidFile ${pidFile}`],
    ...['PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no', 'StrictModes no', 'MaxStartups 100'],
  ];
  await writeInto(tree, '/etc/ssh/stand_config', `${config.join('\n')}\n`);
  const client = [
    'Host *',
    `  IdentityFile ${home}/.ssh/key`,
    `  UserKnownHostsFile ${home}/.ssh/known_hosts`,
    '  BatchMode yes',
    '  ConnectTimeout 5',
  ];
  await writeInto(tree, '/etc/ssh/stand_client', `${client.join('\n')}\n`);
  await writeInto(tree, '/etc/ssh/stand_other', client.map((line) => line.replace('.ssh/key', '.ssh/other')).join('\n'));
  const running = tree.start(['/usr/sbin/sshd', '-D', '-e', '-f', '/etc/ssh/stand_config']);
  await until({
    condition: 'sshd listens',
    intervalMs: 50,
    deadlineMs: 20_000,
    look: async () => {
      const ready = running.output().includes('Server listening');
      return ready ? { ready, value: null } : { ready, seen: running.output() };
    },
  });
  const remote = ['--remote-host=127.0.0.1', `--remote-port=${port}`, '--remote-user=postgres', '--ssh-options=-F /etc/ssh/stand_client'];
  const signal = (name: string): Promise<string> => shell(`kill -${name} $(cat ${pidFile})`, asRoot);
  return { port, remote, freeze: () => signal('STOP'), thaw: () => signal('CONT') };
}
