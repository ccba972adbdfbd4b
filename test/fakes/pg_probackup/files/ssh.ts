import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import type { Log } from '../log/log.ts';
import { program, protocolText } from '../program.ts';
import { compatibility } from './agent.ts';
import { magic, PieceReader, printFrame } from './frames.ts';
import type { Frame } from './frames.ts';
import type { Host } from './host.ts';
import type { Answer, OperationName } from './operations.ts';

export interface Remote {
  readonly host: string;
  readonly port: string | undefined;
  readonly user: string | undefined;
  /** The folder of the program on the other side. */
  readonly path: string | undefined;
  readonly options: string | undefined;
}

/** Connects to the agent on another host; `self` is how this program was called. No deadline but those of ssh: as in the real one. */
export async function connect(remote: Remote, self: string, log: Log): Promise<Host> {
  const command = `${remote.path === undefined ? self : join(remote.path, basename(self))} agent`;
  const child = spawn('ssh', sshWords(remote, command), { stdio: ['pipe', 'pipe', 'pipe'] });
  log.log(`Start SSH client process, pid ${child.pid ?? 0}, cmd "${command}"`);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').catch(() => undefined);
  const reader = new PieceReader(child.stdout);
  let ending: Promise<never> | undefined;
  // Calls that are open together end together: it is said once.
  const lost = (): Promise<never> =>
    (ending ??= ended.then(() => log.fail(said === '' ? 'Communication error: end of data' : `Agent error: ${said}`)));

  const first = await reader.take(magic.length);
  if (first === null) return lost();
  if (!first.equals(magic)) {
    child.kill();
    log.fail('Corrupted remote compatibility protocol: insufficient payload_buf_size=1024');
  }
  const greeting = await reader.frame();
  if (greeting === null) return lost();
  greet(greeting, log, () => child.kill());

  const open = new Map<number, (frame: Frame | null) => void>();
  let last = 0;
  let gone = false;
  void (async () => {
    for (let frame = await reader.frame(); frame !== null; frame = await reader.frame()) {
      const id = Number(frame.head.id);
      open.get(id)?.(frame);
      open.delete(id);
    }
    gone = true;
    for (const settle of open.values()) settle(null);
  })();
  return {
    name: remote.host,
    async call<Name extends OperationName>(operation: Name, wish: unknown, bytes = Buffer.alloc(0)) {
      const id = ++last;
      const frame = await new Promise<Frame | null>((settle) => {
        if (gone) {
          settle(null);
          return;
        }
        open.set(id, settle);
        child.stdin.write(printFrame({ head: { id, operation, wish }, bytes }));
      });
      if (frame === null) return lost();
      const error = frame.head.error as { code?: string; message: string } | undefined;
      if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
      return { ...(frame.head.answer as object), bytes: frame.bytes } as unknown as Answer<Name>;
    },
    async close() {
      child.stdin.end();
      await ended;
      log.log(`SSH process ${child.pid ?? 0} is terminated with status ${child.exitCode ?? 0}`);
    },
  };
}

function greet({ head }: Frame, log: Log, hangUp: () => void): void {
  const protocol = Number(head.protocol);
  log.log(`Agent version=${protocol}`);
  if (protocol !== program.protocol) {
    hangUp();
    const words = `Remote agent protocol version ${protocolText(protocol)} does not match local program protocol version`;
    log.fail(`${words} ${protocolText(program.protocol)}, consider to upgrade pg_probackup binary`);
  }
  log.log('Agent compatibility params:');
  if (head.compatibility === compatibility()) return;
  hangUp();
  log.fail(`Incompatible remote agent params, expected:\n${compatibility()}, actual:\n:${String(head.compatibility)}`);
}

function sshWords({ host, port, user, options }: Remote, command: string): readonly string[] {
  return [
    ...(port === undefined ? [] : ['-p', port]),
    ...(user === undefined ? [] : ['-l', user]),
    ...splitWords(options ?? ''),
    ...['PasswordAuthentication=no', 'Compression=no', 'ControlMaster=no', 'LogLevel=error'].flatMap((option) => ['-o', option]),
    ...[host, command],
  ];
}

/** Words apart by blanks; quotes keep blanks. */
export function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
