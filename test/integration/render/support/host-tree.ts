import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Outcome {
  readonly code: number;
  /** Lines of both streams that are not empty. */
  readonly lines: readonly string[];
}

/** A host's file tree that nothing runs on: the lab's base below, files of our own above. */
export interface HostTree {
  readonly write: (path: string, content: string, mode?: number) => Promise<void>;
  /** Runs a program of the tree, in namespaces of its own whose network, `eth0`, leads nowhere. */
  readonly run: (argv: readonly string[], timeoutMs?: number) => Promise<Outcome>;
  readonly remove: () => Promise<void>;
}

const apart = ['--mount', '--net', '--pid', '--ipc', '--fork', '--kill-child', '--mount-proc'];
// The shell stays: programs of systemd that find themselves to be process 1 write to the kernel's log.
const mounted = `mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root" || exit 99
mount -t proc proc "$2/root/proc" && mount --bind /dev "$2/root/dev" || exit 99
ip link set lo up && ip link add eth0 type veth peer name nowhere && ip link set eth0 up || exit 99
root="$2/root"; shift 2; chroot "$root" "$@"; exit $?`;
const environment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8' };

export async function hostTree(base: string): Promise<HostTree> {
  const folder = await mkdtemp(join(tmpdir(), 'tamada-render-'));
  for (const name of ['upper', 'work', 'root']) await mkdir(join(folder, name));
  return {
    write: async (path, content, mode = 0o644) => {
      const target = join(folder, 'upper', path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      await chmod(target, mode);
    },
    run: (argv, timeoutMs = 60_000) => outcome('unshare', [...apart, 'sh', '-c', mounted, 'sh', base, folder, ...argv], timeoutMs),
    remove: () => rm(folder, { recursive: true }),
  };
}

function outcome(program: string, args: readonly string[], timeout: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout, env: environment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
      if (typeof code === 'number' && code !== 99) resolve({ code, lines });
      else reject(new Error(`${program} ${args.slice(-3).join(' ')} did not run: ${lines.join('\n')}`, { cause: error }));
    });
  });
}
