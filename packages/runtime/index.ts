export type { Argv, CommandOptions, CommandResult, CommandRunner } from './command/command.ts';
export { runCommand } from './command/run-command.ts';
export {
  errnoOf,
  nullIfMissing,
  readOptional,
  syncFolder,
  temporarySuffix,
  withPath,
  writeDurably,
  writeFileAtomic,
} from './files/file-access.ts';
export type { FileOwnership } from './files/file-access.ts';
export type { LogContext, Logger, LogLevel } from './logger/logger.ts';
export { makeLogger } from './logger/winston.ts';
export type { LoggerOptions } from './logger/winston.ts';
export { notifyReady, onShutdown, outliveReaders } from './process/lifecycle.ts';
export { lockFile } from './process/lock-file.ts';
export type { Lock } from './process/lock-file.ts';
export { follow } from './time/follow.ts';
export { elapsed, sleep, systemClock, until } from './time/wait.ts';
export type { Clock, Look, Wait } from './time/wait.ts';
