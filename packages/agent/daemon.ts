import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { readAgentConfig } from '@tamada/core/bundle';
import type { AgentConfig } from '@tamada/core/bundle';
import { certificateNames } from '@tamada/core/certificates';
import { describeError, errorDetail, TamadaError } from '@tamada/core/errors';
import { version } from '@tamada/core/version';
import type { Logger } from '@tamada/runtime';
import { makeLogger, notifyReady, onShutdown, outliveReaders, systemClock } from '@tamada/runtime';
import { describeCertificate, outOfTime, serverCredentials } from '@tamada/wire';
import { certificateFiles, readIdentity } from './certificates/certificate-files.ts';
import { finishInstallation } from './certificates/renew.ts';
import { finishBegunInTime } from './execute/finish-begun.ts';
import { revert } from './execute/revert.ts';
import { watchTrials } from './execute/watch-trial.ts';
import { hostCommands } from './host-commands.ts';
import { makeContext } from './make-context.ts';
import { forgetDeniedStarts } from './packages/starts-denied.ts';
import type { AgentPaths } from './paths.ts';
import { agentConfigPath, agentPaths } from './paths.ts';
import { makeServer } from './server.ts';

export interface DaemonOptions {
  readonly root: string;
  readonly notifySocket: string | undefined;
  /** stdout goes to journald. */
  readonly journal: boolean;
}

/** Calls and operations that are still at work get this long after SIGTERM; systemd waits longer. */
const graceMs = 20_000;
/** Whoever calls after that may meet a busy agent. */
const finishMs = 5000;

/** Serves until SIGTERM or until it asks for its own restart; resolves with the exit code. */
export async function runDaemon({ root, notifySocket, journal }: DaemonOptions): Promise<number> {
  outliveReaders();
  const logger = makeLogger({ level: 'info', journal });
  const shutdown = onShutdown();
  try {
    await serve(agentPaths(root), logger, shutdown.signal, notifySocket);
    return 0;
  } catch (error) {
    const detail = errorDetail(error);
    logger.error('the agent cannot run', { ...describeError(detail), error: detail });
    return 1;
  } finally {
    shutdown.dispose();
  }
}

async function serve(paths: AgentPaths, logger: Logger, terminate: AbortSignal, notifySocket: string | undefined): Promise<void> {
  const config = await loadConfig(paths);
  await makeGood(paths);
  const identity = await readIdentity(certificateFiles(paths, 'agent'));
  const credentials = serverCredentials(identity);
  const unfit = outOfTime(describeCertificate(identity.certificate), systemClock.now());
  if (unfit !== null) logger.error("the agent's certificate is not valid now: nobody can connect", { reason: unfit });
  const stop = new AbortController();
  terminate.addEventListener('abort', () => {
    stop.abort();
  });
  const context = await makeContext({
    paths,
    config,
    logger,
    run: hostCommands(paths),
    clock: systemClock,
    signal: stop.signal,
    renewIdentity: (identity) => {
      credentials.renew(identity);
    },
    requestRestart: (reason) => {
      logger.warn('the agent stops, so that systemd starts it again', { reason });
      // The answer of the call that asked for it goes out first.
      setImmediate(() => {
        stop.abort();
      });
    },
  });
  await finishBegunInTime(context, finishMs);
  context.establishment.watch();
  context.backups.begin();
  const server = makeServer(context, credentials);
  const port = await server.listen(config.address, config.port).catch(async (error: unknown) => {
    // On trial may be the agent's own configuration: nobody can reach it to confirm anything.
    const why = `the agent cannot listen: ${describeError(errorDetail(error)).message}`;
    await context.exclusive.run('going back', () => revert(context, why));
    throw error;
  });
  void watchTrials(context);
  logger.info('listening', { address: config.address, port, node: config.node, cluster: config.cluster, version });
  const serving = `serving ${config.node} of ${config.cluster}`;
  // What `systemctl status` shows: whoever is refused in the handshake is sent there.
  await notifyReady(context.run, notifySocket, unfit === null ? serving : `${serving}, but its certificate is not valid now: ${unfit}`);
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  await server.close(graceMs);
  await context.exclusive.idle();
  logger.info('stopped');
}

/** What an earlier process left half done, before anything is read. */
async function makeGood(paths: AgentPaths): Promise<void> {
  await forgetDeniedStarts(paths.at);
  for (const name of certificateNames) await finishInstallation(certificateFiles(paths, name));
}

async function loadConfig(paths: AgentPaths): Promise<AgentConfig> {
  try {
    return readAgentConfig(agentConfigPath, await readFile(paths.config, 'utf8'));
  } catch (error) {
    if (error instanceof TamadaError) throw error;
    const next = 'run `tamada-agent install FILE` with the file that `tamada enroll` made for this node';
    throw new TamadaError({ code: 'file_missing', file: agentConfigPath, next }, { cause: error });
  }
}
