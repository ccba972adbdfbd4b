import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { readAgentConfig } from '@tamada/core/bundle';
import type { Enrollment } from '@tamada/core/enrollment';
import { readOptional } from '@tamada/runtime';
import type { CommandRunner } from '@tamada/runtime';
import { certificateFits, describeCertificate } from '@tamada/wire';
import { certificateFiles } from '../certificates/certificate-files.ts';
import { makeUnits } from '../observe/units.ts';
import type { AgentPaths } from '../paths.ts';
import { agentConfigPath } from '../paths.ts';
import { openProgram, productFolder, requireWayIn, placeFile, placeFolder, placeLink } from './place.ts';
import { checkHost, takeOver } from './host.ts';
import { clockBehind, readEnrollment } from './read-enrollment.ts';

export interface InstallOptions {
  readonly paths: AgentPaths;
  readonly run: CommandRunner;
  /** What `tamada enroll` made. */
  readonly file: string;
  readonly replace: string | null;
  /** The folder of the version to run: it has bin/ and configs/. */
  readonly home: string;
  readonly uid: number | undefined;
  /** Whose file is believed: root's, and of who became root for this. */
  readonly owners: readonly number[];
  readonly nowMs: number;
}

export interface Installed {
  readonly enrollment: Enrollment;
  /** What was done, in words. */
  readonly changes: readonly string[];
  /** What later steps will stumble over, in words. */
  readonly warnings: readonly string[];
}

const unit = 'tamada-agent.service';

/** Puts unit, certificate and configuration in place and starts the agent; resolves when it is ready. A second time it does nothing. */
export async function install(options: InstallOptions): Promise<Installed> {
  const { paths, run, home, nowMs } = options;
  const platform = await checkHost(paths, options.uid);
  const enrollment = await readEnrollment(options.file, nowMs, options.owners);
  const unitText = await readFile(join(home, 'configs/systemd', unit), 'utf8');
  const { role } = readAgentConfig(agentConfigPath, enrollment.agentConfig[platform]);
  const folder = await productFolder(paths, home);
  if (role === 'database') await requireWayIn(folder, paths.root);
  const aside = await takeOver(paths, enrollment, options);
  const changes = aside === null ? [] : [`the data of the former agent is kept in ${aside}`];

  if (await openProgram(folder, home)) changes.push(`${home} can be read by everybody, and written by root alone`);
  await placeFolder(dirname(paths.config), 0o755);
  await placeFolder(paths.agentTls, 0o700);
  await placeFolder(paths.state, 0o700);
  if (await placeFile(paths.config, enrollment.agentConfig[platform], 0o644)) changes.push(`wrote ${paths.config}`);
  if (await placeCertificate(paths, enrollment)) changes.push(`wrote certificate and key to ${paths.agentTls}`);
  const link = paths.at('/opt/tamada/current');
  if (await placeLink(link, relative(folder, await realpath(home)))) changes.push(`${link} leads to ${home}`);
  await restoreLabels(run, paths, folder);
  const unitChanged = await placeFile(paths.at(`/etc/systemd/system/${unit}`), unitText, 0o644);
  if (unitChanged) changes.push(`wrote ${unit}`);

  const units = makeUnits(run);
  if (unitChanged) await units.daemonReload();
  const [state] = await units.show([unit]);
  if (state?.enabled !== true) {
    await units.change('enable', unit);
    changes.push(`${unit} starts with the host`);
  }
  if (changes.length > 0 || state?.active !== 'active') {
    await units.change('restart', unit);
    changes.push(`${unit} was started`);
  }
  const behind = clockBehind(enrollment, nowMs);
  return { enrollment, changes, warnings: behind === null ? [] : [behind] };
}

/** SELinux lets keepalived run what is labelled as a program; what tar wrote has its folder's label. Best effort: preflight asks. */
async function restoreLabels(run: CommandRunner, paths: AgentPaths, folder: string): Promise<void> {
  if ((await readOptional(paths.at('/sys/fs/selinux/enforce'))) === null) return;
  await run(['restorecon', '-R', folder], { timeoutMs: 30_000 }).catch(() => undefined);
}

/** A certificate that was renewed in place since the file was made stays. */
async function placeCertificate(paths: AgentPaths, { certificate, key, authority }: Enrollment): Promise<boolean> {
  const files = certificateFiles(paths, 'agent');
  if (await isNewer(files, authority, certificate)) return false;
  const written = [
    await placeFile(files.authority, authority, 0o644),
    await placeFile(files.key, key, 0o600),
    await placeFile(files.certificate, certificate, 0o644),
  ];
  return written.includes(true);
}

async function isNewer(files: ReturnType<typeof certificateFiles>, authority: string, offered: string): Promise<boolean> {
  const certificate = await readOptional(files.certificate);
  const key = await readOptional(files.key);
  if (certificate === null || key === null) return false;
  try {
    const [here, there] = [describeCertificate(certificate), describeCertificate(offered)];
    return certificateFits(certificate, authority, key) && here.commonName === there.commonName && here.notAfterMs > there.notAfterMs;
  } catch {
    return false;
  }
}
