import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Host, hosts, type Lab, openLab, type Place, seats, viewLab } from '../../../scripts/lab/index.ts';
import { exitCode, callProgram } from '../../../scripts/program.ts';
import { repository } from '../../../scripts/repository.ts';
import { tracesOf } from './traces.ts';

const name = 'tamada-labtest';
const directory = join(repository, '.cache/lab-test');
const main = join(repository, 'scripts/lab/main.ts');
const minutes = 60_000;
vi.setConfig({ testTimeout: 2 * minutes });

let lab: Lab;

beforeAll(async () => {
  lab = await openLab({ name, directory, command: 'the test of the lab' });
  await lab.down();
  await lab.up();
}, 15 * minutes);

afterAll(async () => {
  await lab.down();
  await lab.close();
  rmSync(directory, { recursive: true, force: true });
}, minutes);

async function reaches(from: Place, to: Place): Promise<boolean> {
  const { code } = await lab.exec(from, ['ping', '-q', '-c', '1', '-W', '1', seats[to].address]);
  return code === 0;
}

async function sh(place: Place, script: string): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(place, ['sh', '-c', script]);
  if (code !== 0) throw new Error(`${script}: ${code} ${stderr}`);
  return stdout.trim();
}

function powerOf(host: Host): string | undefined {
  return lab.status().hosts.find((each) => each.name === host)?.power;
}

/** The command line, as a person's: in a process of its own. */
async function cli(...words: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const env = { ...process.env, TAMADA_LAB_DIR: directory, TAMADA_LAB_NAME: name };
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...words], { env, cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return { code: await exitCode(child, 'close'), ...said };
}

describe('hosts', () => {
  test('are started, each with its own name, machine id, address, and nothing of ours running', async () => {
    const looks = await Promise.all(
      hosts.map((host) =>
        sh(
          host,
          'hostname; systemctl is-system-running; ip -4 -o addr show eth0; cat /etc/machine-id; which psql patroni consul haproxy keepalived',
        ),
      ),
    );
    for (const [index, host] of hosts.entries()) {
      const [hostname, state, address] = looks[index]?.split('\n') ?? [];
      expect([hostname, state]).toEqual([host, 'running']);
      expect(address).toContain(`${seats[host].address}/24`);
    }
    expect(new Set(looks.map((look) => look.split('\n')[3])).size).toBe(hosts.length);
    const active = await sh('pg-a1-1', 'systemctl is-active patroni consul haproxy keepalived postgresql || true');
    expect(new Set(active.split('\n'))).toEqual(new Set(['inactive']));
  });

  test(
    'install packages through apt, without a network',
    async () => {
      await sh('backup', 'DEBIAN_FRONTEND=noninteractive apt-get purge --yes consul && ! which consul');
      await sh('backup', 'DEBIAN_FRONTEND=noninteractive apt-get install --yes consul && consul version');
    },
    2 * minutes,
  );

  test('lose power, keep their disk, and start again', async () => {
    await sh('arb-a3', 'echo kept > /var/lib/kept; ip address add 10.10.3.77/24 dev eth0');
    await lab.kill('arb-a3');
    expect(powerOf('arb-a3')).toBe('off');
    expect(await reaches('ops', 'arb-a3')).toBe(false);
    await expect(lab.exec('arb-a3', ['true'])).rejects.toMatchObject({ code: 'host-is-off' });
    await lab.boot('arb-a3');
    expect(await sh('arb-a3', 'cat /var/lib/kept')).toBe('kept');
    expect(await reaches('ops', 'arb-a3')).toBe(true);
    expect(await sh('arb-a3', 'ip -4 -o addr show eth0')).not.toContain('10.10.3.77');
  });

  test('die without a word: a connection to one hangs, where the end of a program would close it', async () => {
    await sh('backup', 'systemd-run --quiet --unit=listener python3 -m http.server 8080 --bind 10.10.1.4 --directory /srv');
    await expect.poll(() => sh('backup', 'ss --listening --numeric --tcp'), { timeout: 20_000 }).toContain(':8080');
    const connects =
      "import socket; s = socket.create_connection(('10.10.1.4', 8080), 2); print('open', flush=True); s.settimeout(3); s.recv(1)";
    const client = lab.spawnIn('ops', ['/usr/bin/python3', '-c', connects]);
    let said = '';
    client.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    client.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = exitCode(client, 'close');
    await expect.poll(() => said, { timeout: 20_000 }).toContain('open');
    await lab.kill('backup');
    await ended;
    expect(said).toContain('timed out');
    await lab.boot('backup');
  });

  test('run programs that end with the one who started them', async () => {
    const child = lab.spawnIn('backup', ['sleep', '4321'], 'ignore');
    const running = (): Promise<string> => sh('backup', 'pgrep --count --full "^sleep 4321" || true');
    await expect.poll(running, { timeout: 10_000 }).toBe('1');
    child.kill('SIGKILL');
    await expect.poll(running, { timeout: 10_000 }).toBe('0');
  });

  test('reboot and stop by their own systemd', async () => {
    const bootedAt = 'systemctl show --property=UserspaceTimestampMonotonic; stat -c %Y /proc/1';
    const before = await sh('backup', bootedAt);
    await lab.reboot('backup');
    expect(await sh('backup', bootedAt)).not.toBe(before);
    await lab.stop('backup');
    expect(powerOf('backup')).toBe('off');
    await lab.boot('backup');
    await lab.exec('backup', ['systemctl', 'poweroff']);
    await expect.poll(() => powerOf('backup'), { timeout: minutes }).toBe('off');
    expect(await reaches('ops', 'backup')).toBe(false);
    await lab.boot('backup');
    expect(await sh('backup', 'journalctl --boot=-1 --no-pager | tail -1')).toContain('Journal stopped');
  });

  test('hang as a whole and go on', async () => {
    const beat = (): string => readFileSync(lab.fileOf('pg-a2-1', 'var/lib/beat'), 'utf8');
    const loop = 'while :; do date +%s%N > /var/lib/beat.new; mv /var/lib/beat.new /var/lib/beat; sleep 0.02; done';
    await lab.exec('pg-a2-1', ['systemd-run', '--quiet', '--unit=beat', 'sh', '-c', loop]);
    await expect.poll(() => existsSync(lab.fileOf('pg-a2-1', 'var/lib/beat'))).toBe(true);
    await lab.freeze('pg-a2-1');
    expect(powerOf('pg-a2-1')).toBe('frozen');
    const frozenAt = beat();
    await expect(lab.exec('pg-a2-1', ['systemctl', 'is-active', 'beat'], { timeoutMs: 500 })).rejects.toMatchObject({ code: 'deadline' });
    expect(beat()).toBe(frozenAt);
    await lab.thaw('pg-a2-1');
    await expect.poll(beat).not.toBe(frozenAt);
    await lab.freeze('pg-a2-1');
    await lab.kill('pg-a2-1');
    await lab.boot('pg-a2-1');
    expect(powerOf('pg-a2-1')).toBe('on');
  });
});

describe('networks', () => {
  test('every host reaches every other, and the operator all of them', async () => {
    const pairs = (['pg-a1-1', 'arb-a3', 'ops'] as const).flatMap((from) => hosts.map((to) => [from, to] as const));
    for (const [from, to] of pairs) expect(await reaches(from, to), `${from} → ${to}`).toBe(true);
  });

  test('a datacentre is cut off from everybody, or from one, until the links are healed', async () => {
    await lab.cut('a1', 'a2');
    expect([await reaches('pg-a1-1', 'pg-a2-1'), await reaches('pg-a2-1', 'pg-a1-1')]).toEqual([false, false]);
    expect([await reaches('pg-a1-1', 'arb-a3'), await reaches('ops', 'pg-a1-1')]).toEqual([true, true]);
    await lab.cut('a1');
    expect([await reaches('pg-a1-1', 'arb-a3'), await reaches('ops', 'pg-a1-1'), await reaches('pg-a1-1', 'pg-a1-2')]).toEqual([
      false,
      false,
      true,
    ]);
    await lab.heal();
    expect([await reaches('pg-a1-1', 'pg-a2-1'), await reaches('ops', 'pg-a1-1')]).toEqual([true, true]);
  });

  test('a slow link slows both directions, and only what crosses it', async () => {
    const milliseconds = async (from: Place, to: Place): Promise<number> =>
      Number(/= [\d.]+\/([\d.]+)/.exec(await sh(from, `ping -q -c 5 -i 0.1 ${seats[to].address}`))?.[1]);
    await lab.delay('a1', 20);
    await lab.delay('a2', 10);
    expect(await milliseconds('pg-a1-1', 'arb-a3')).toBeGreaterThanOrEqual(40);
    expect(await milliseconds('pg-a2-1', 'pg-a1-1')).toBeGreaterThanOrEqual(60);
    expect(await milliseconds('pg-a1-1', 'pg-a1-2')).toBeLessThan(15);
    await lab.delay('a1', 0);
    expect(await milliseconds('pg-a1-1', 'arb-a3')).toBeLessThan(15);
    await lab.delay('a3', 0, 100);
    expect(await reaches('pg-a1-1', 'arb-a3')).toBe(false);
    await lab.heal();
    expect(await reaches('pg-a1-1', 'arb-a3')).toBe(true);
    expect(await milliseconds('pg-a2-1', 'pg-a1-1')).toBeLessThan(15);
  });
});

test(
  'a checkpoint keeps what hosts and operator have on disk, and restoring forgets the rest',
  async () => {
    await sh('pg-a1-1', 'mkdir -p /var/lib/kept && echo one > /var/lib/kept/file');
    writeFileSync(join(lab.operator.workspace, 'cluster.yaml'), 'one');
    await lab.checkpoint({ name: 'one', key: 'k1' });
    await sh('pg-a1-1', 'mv /var/lib/kept /var/lib/moved && echo two > /var/lib/moved/file');
    writeFileSync(join(lab.operator.workspace, 'cluster.yaml'), 'two');
    await lab.checkpoint({ name: 'two', key: 'k2' });
    await lab.cut('a1');
    await lab.restore('one');
    expect(lab.status()).toMatchObject({ phase: 'up', from: 'one', cuts: [] });
    expect(await sh('pg-a1-1', 'cat /var/lib/kept/file; ls /var/lib/moved 2>&1 || true')).toMatch(/^one\n.*No such file/);
    expect(readFileSync(join(lab.operator.workspace, 'cluster.yaml'), 'utf8')).toBe('one');
    await lab.restore('two');
    expect(await sh('pg-a1-1', 'cat /var/lib/moved/file; ls /var/lib/kept 2>&1 || true')).toMatch(/^two\n.*No such file/);
    await expect(lab.forget('one')).rejects.toMatchObject({ code: 'checkpoint-in-use' });
    await expect(lab.restore('three')).rejects.toMatchObject({ code: 'no-checkpoint' });
    await lab.restore('one');
    expect(await lab.prune((key) => key === 'k1')).toEqual(['two']);
    await lab.down();
    await lab.up({ from: 'one' });
    expect(await sh('pg-a1-1', 'cat /var/lib/kept/file')).toBe('one');
  },
  5 * minutes,
);

test("an archive is unpacked for the operator, and installed on a host by its own agent's installer", async () => {
  const folder = join(directory, 'product');
  const script = (file: string, text: string): void => {
    writeFileSync(join(folder, '9.9.9/bin', file), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  };
  mkdirSync(join(folder, '9.9.9/bin'), { recursive: true });
  script('tamada', 'echo "$@"; exit 3');
  script('tamada-agent', 'echo "$1 $(cat $2)" > /etc/installed');
  const archive = join(folder, 'tamada-9.9.9-linux-x64.tar.xz');
  await callProgram(['tar', '-cJf', archive, '-C', folder, '9.9.9']);
  writeFileSync(join(folder, 'pg-a1-1.enroll'), 'enrolled');
  await lab.installArchiveForOperator(archive);
  await lab.installOnHosts(archive, [['pg-a1-1', join(folder, 'pg-a1-1.enroll')]]);
  expect(await sh('pg-a1-1', 'cat /etc/installed; stat -c %a /root/pg-a1-1.enroll')).toBe('install enrolled\n600');
  const { code, stdout } = await cli('tamada', 'status', '--json');
  expect({ code, stdout }).toEqual({ code: 3, stdout: `-C ${lab.operator.workspace} status --json\n` });
});

describe('a second run', () => {
  test('is refused while the first holds the lab, and told who does', async () => {
    const { code, stderr } = await cli('up');
    expect(code).toBe(3);
    expect(stderr).toContain(`the test of the lab (process ${process.pid}`);
  });

  test('may still look and go inside', async () => {
    expect(JSON.parse((await cli('status', '--json')).stdout)).toMatchObject({ phase: 'up' });
    expect(await cli('shell', 'pg-a1-1', 'sh', '-c', 'hostname; exit 7')).toMatchObject({ code: 7, stdout: 'pg-a1-1\n' });
  });

  test('of another folder is refused, and told where the lab stands', async () => {
    await lab.close();
    const other = await openLab({ name, directory: `${directory}-other` });
    await expect(other.up()).rejects.toMatchObject({ code: 'busy', next: expect.stringContaining(directory) as string });
    await expect(other.down()).rejects.toMatchObject({ code: 'busy' });
    await other.close();
    lab = await openLab({ name, directory, command: 'the test of the lab' });
    expect(viewLab({ name, directory }).status().phase).toBe('up');
  });
});

describe('down leaves nothing', () => {
  test('of a lab with everything on, the operator at work, and links slow', async () => {
    await lab.delay('a2', 5);
    const atWork = exitCode(lab.spawnIn('ops', ['sleep', '600'], 'ignore'), 'exit');
    expect(tracesOf({ name, directory })).not.toEqual([]);
    await lab.down();
    expect(await atWork).toBe(137);
    expect(tracesOf({ name, directory })).toEqual([]);
    expect(existsSync(join(directory, 'trees'))).toBe(false);
    await lab.down();
  });

  test.each([
    ['interrupted', 'SIGINT'],
    ['killed', 'SIGKILL'],
  ] as const)(
    'of an `up` that was %s in the middle',
    async (_, signal) => {
      await lab.close();
      const env = { ...process.env, TAMADA_LAB_DIR: directory, TAMADA_LAB_NAME: name };
      const child = spawn(process.execPath, ['--import', 'tsx', main, 'up'], { env, cwd: repository, stdio: 'ignore' });
      await expect.poll(() => Object.keys(hostsNoted()).length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(2);
      child.kill(signal);
      await exitCode(child, 'exit');
      lab = await openLab({ name, directory, command: 'the test of the lab' });
      if (signal === 'SIGINT') expect(tracesOf({ name, directory })).toEqual([]);
      await lab.down();
      expect(tracesOf({ name, directory })).toEqual([]);
    },
    minutes,
  );
});

function hostsNoted(): Readonly<Record<string, unknown>> {
  const file = join(directory, 'state.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly hosts: Readonly<Record<string, unknown>> }).hosts : {};
}
