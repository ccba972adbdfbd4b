import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export type AgentRequest =
  | { readonly kind: 'run'; readonly root: string }
  | { readonly kind: 'install'; readonly root: string; readonly file: string; readonly replace: string | null }
  | { readonly kind: 'job'; readonly root: string; readonly id: string }
  | { readonly kind: 'delayed-settings'; readonly root: string }
  | { readonly kind: 'job-now'; readonly root: string; readonly job: TimedJob }
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly text: string; readonly exitCode: 0 | 2 };

/** What timers ask for. */
export const timedJobs = ['full', 'incremental', 'verify', 'prove', 'expire'] as const;
export type TimedJob = (typeof timedJobs)[number];

const usage = `Usage: tamada-agent run | install FILE | job ID | job-now WHAT | delayed-settings | --version

  run              serve the coordinator; systemd does this
  install FILE     put this node's certificate, configuration and unit in place and start the agent; FILE is made by \`tamada enroll NODE\`
    --replace NAME   take the place of the node or cluster NAME that this host belongs to now
  job ID           do the work of one job; its unit does this
  job-now WHAT     start a job: full, incremental, verify, prove or expire; timers do this
  delayed-settings   what the delayed replica must have before it starts; its unit does this
  --root DIR       with run and install: every path of the host stands below DIR (for tests)

Examples:
  # tamada-agent install /root/pg-a1-1.json
  # systemctl status tamada-agent`;

export function parseArguments(args: readonly string[]): AgentRequest {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        root: { type: 'string', default: '/' },
        replace: { type: 'string' },
        version: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { kind: 'help', text: usage, exitCode: 0 };
    if (values.version === true) return { kind: 'version' };
    const [command, file, ...more] = positionals;
    if (command === 'run' && file === undefined) return { kind: 'run', root: values.root };
    if (command === 'install' && file !== undefined && more.length === 0) {
      return { kind: 'install', root: values.root, file, replace: values.replace ?? null };
    }
    if (command === 'job' && file !== undefined && more.length === 0) return { kind: 'job', root: values.root, id: file };
    if (command === 'delayed-settings' && file === undefined) return { kind: 'delayed-settings', root: values.root };
    if (command === 'job-now' && more.length === 0) {
      const job = timedJobs.find((name) => name === file);
      if (job !== undefined) return { kind: 'job-now', root: values.root, job };
    }
    return wrong(command === undefined ? 'Say what to do.' : `This is not understood: ${positionals.join(' ')}`);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(problem: string): AgentRequest {
  return { kind: 'help', text: `${problem}\n\n${usage}`, exitCode: 2 };
}
