import type { Bundle, BundleDirectory, BundleFile } from '@tamada/core/bundle';
import { bundleDigest } from '@tamada/core/bundle';
import type { ErrorDetail } from '@tamada/core/errors';
import { errorDetail } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import type { AgentClient, BundlePart, ReplyOf } from '@tamada/wire';
import { bundleParts } from '@tamada/wire';

interface Step {
  readonly kind: string;
  readonly subject: string;
}

/** A witness's bundle: Consul's user, configuration and unit. */
export function witnessBundle(change: Partial<Bundle> = {}, config = '{"x": "@{slot:raw:gossip}"}\n'): Bundle {
  return {
    cluster: 'geo',
    node: 'n1',
    generation: 1,
    directories: [folder('/etc/consul.d', 'root', 0o755), folder('/var/lib/consul', 'consul', 0o700)],
    files: [
      file('/etc/sysusers.d/tamada-consul.conf', 'root', 0o644, 'u consul - "Consul" /var/lib/consul\n'),
      file('/etc/consul.d/consul.json', 'consul', 0o600, config),
      file('/etc/systemd/system/consul.service', 'root', 0o644, '[Service]\nExecStart=consul\n'),
    ],
    units: [{ name: 'consul.service', program: 'consul', running: true, enabled: true }],
    ...change,
  };
}

export function folder(path: string, owner: string, mode: number, program: BundleDirectory['program'] = 'consul'): BundleDirectory {
  return { path, program, owner, group: owner, mode };
}

export function file(path: string, owner: string, mode: number, content: string, program: BundleFile['program'] = 'consul'): BundleFile {
  return { ...folder(path, owner, mode, program), content };
}

export const secrets = { gossip: 'gossip-value-1' };

/** The parts as the coordinator sends them. */
export function partsOf(
  bundle: Bundle,
  start: readonly Program[] = [],
  values: Readonly<Record<string, string>> = secrets,
): readonly BundlePart[] {
  return bundleParts({ bundle, secrets: values, start, digest: bundleDigest(bundle) });
}

export interface Outcome {
  readonly steps: readonly string[];
  readonly done: ReplyOf<'Apply'>['done'];
  readonly error: ErrorDetail | null;
}

/** An apply to its end: steps as `kind subject`, what was done, or the refusal. */
export async function apply(client: AgentClient, parts: readonly BundlePart[], fence?: number): Promise<Outcome> {
  const steps: string[] = [];
  let done: Outcome['done'];
  try {
    for await (const event of client.apply(parts, { deadlineMs: 20_000, ...(fence === undefined ? {} : { fence }) })) {
      if (event.finished) steps.push(words(event.finished));
      if (event.done) done = event.done;
    }
    return { steps, done, error: null };
  } catch (error) {
    return { steps, done, error: errorDetail(error) };
  }
}

function words({ kind, subject }: Step): string {
  return `${kind} ${subject}`;
}
