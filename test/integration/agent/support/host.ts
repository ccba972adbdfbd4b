import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A host in a folder: users, programs that are fakes, and a systemd of files. All users are the one who runs the test. */
export interface Host {
  readonly root: string;
  readonly at: (path: string) => string;
  readonly write: (path: string, content: string) => void;
  readonly read: (path: string) => string;
  /** Removes a file. */
  readonly drop: (path: string) => void;
  /** Every file below the host with content, mode, inode and mtime; what a look may change (folders' times, the fakes' log) left out. */
  readonly tree: () => Readonly<Record<string, string>>;
  /** Calls of systemctl that change something, since the last question. */
  readonly changes: () => readonly string[];
  readonly unit: (name: string) => { readonly active: string; readonly enabled: boolean; readonly invocation: string };
  /** The same view of a copy elsewhere. */
  readonly movedTo: (root: string) => Host;
  readonly remove: () => void;
}

const users = ['root', 'consul', 'postgres'];
const programs = {
  systemctl: 'systemctl',
  'systemd-run': 'systemd-run',
  consul: 'validator',
  patroni: 'validator',
  'systemd-analyze': 'succeeds',
  'systemd-sysusers': 'succeeds',
};

export function makeHost(): Host {
  const host = hostAt(mkdtempSync(join(tmpdir(), 'tamada-host-')));
  const { at, write } = host;
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  write('/etc/passwd', users.map((name) => `${name}:x:${String(uid)}:${String(gid)}::/:/bin/false\n`).join(''));
  write('/etc/group', users.map((name) => `${name}:x:${String(gid)}:\n`).join(''));
  mkdirSync(at('/usr/bin'), { recursive: true });
  mkdirSync(at('/run'));
  for (const [name, fake] of Object.entries(programs)) cpSync(join('test/fakes', fake), at(`/usr/bin/${name}`));
  write('/usr/lib/systemd/system/patroni.service', '');
  return host;
}

function hostAt(root: string): Host {
  const at = (path: string): string => join(root, path);
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  };
  const read = (path: string): string => readFileSync(at(path), 'utf8');
  const state = (name: string, key: string): string => {
    try {
      return read(`/run/fake-systemd/${name}/${key}`).trim();
    } catch {
      return '';
    }
  };
  return {
    root,
    at,
    write,
    read,
    drop: (path) => {
      rmSync(at(path));
    },
    tree: () => Object.fromEntries(walk(root).map((path) => [path.slice(root.length), describe(path)])),
    changes() {
      const log = at('/run/fake-systemd/calls');
      if (!existsSync(log)) return [];
      const calls = readFileSync(log, 'utf8').trim().split('\n');
      rmSync(log);
      return calls.filter((call) => !/^(show|status|reset-failed)/.test(call)).map((call) => call.replace(' --', ''));
    },
    unit: (name) => ({
      active: state(name, 'active'),
      enabled: state(name, 'enabled') === 'enabled',
      invocation: state(name, 'invocation'),
    }),
    movedTo: hostAt,
    remove: () => {
      // What a host's processes write at their very end comes a moment too late.
      rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === 'fake-systemd') return [];
    return entry.isDirectory() ? [path, ...walk(path)] : [path];
  });
}

function describe(path: string): string {
  const { mode, ino, mtimeMs, uid, gid } = lstatSync(path);
  const kind = lstatSync(path);
  if (kind.isDirectory()) return `folder ${mode.toString(8)} ${String(ino)} ${String(uid)}:${String(gid)}`;
  const content = kind.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
  return `file ${mode.toString(8)} ${String(ino)} ${String(uid)}:${String(gid)} ${String(mtimeMs)} ${content}`;
}
