import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../../scripts/repository.ts';
import { runSteps, type Outcome, type Steps } from './steps.ts';

const { name } = runSteps;
const program = `import { ${name} } from ${JSON.stringify(join(import.meta.dirname, 'steps.ts'))};
process.stdout.write(JSON.stringify(await ${name}(JSON.parse(process.argv[1]))));`;

/** A loopback where nobody listens, and an empty /etc and /run; all of it ends with the process. */
const setUp = 'ip link set lo up && mount -t tmpfs none /etc && mount -t tmpfs none /run && exec "$@"';

/** Runs the steps where every port and every path of a rendered file is free. Needs root. */
export async function onBareHost(steps: Steps): Promise<readonly Outcome[]> {
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', program, JSON.stringify(steps)];
  const { stdout } = await promisify(execFile)('unshare', ['--net', '--mount', '/bin/sh', '-c', setUp, 'sh', ...node], {
    cwd: repository,
    timeout: 60_000,
  });
  return JSON.parse(stdout) as readonly Outcome[];
}
