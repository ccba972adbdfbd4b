import tls from 'node:tls';
import { parseArguments } from './arguments.ts';

// Before any socket: what a library opens must speak TLS 1.3, too.
tls.DEFAULT_MIN_VERSION = 'TLSv1.3';

// Everybody may enter folders on the way to a file; secret ones have a mode of their own. Hardened hosts come with 077.
process.umask(0o022);

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const request = parseArguments(args);
  switch (request.kind) {
    case 'run': {
      const { runDaemon } = await import('./daemon.ts');
      return runDaemon({
        root: request.root,
        notifySocket: process.env.NOTIFY_SOCKET,
        journal: process.env.JOURNAL_STREAM !== undefined,
      });
    }
    case 'install': {
      const { runInstall } = await import('./install/run-install.ts');
      return runInstall({ ...request, sudoUid: process.env.SUDO_UID });
    }
    case 'version': {
      const { version } = await import('@tamada/core/version');
      process.stdout.write(`tamada-agent ${version}\n`);
      return 0;
    }
    case 'help':
      process[request.exitCode === 0 ? 'stdout' : 'stderr'].write(`${request.text}\n`);
      return request.exitCode;
  }
}
