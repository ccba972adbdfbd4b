import { createLogger, format, transports } from 'winston';
import type { Logger as WinstonLogger } from 'winston';
import type { LogContext, Logger, LogLevel } from './logger.ts';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Prefix lines with syslog priorities, which journald reads and strips. */
  readonly journal: boolean;
}

const syslogPriority: Readonly<Record<string, string>> = { error: '<3>', warn: '<4>', info: '<6>', debug: '<7>' };

/** JSON lines to stdout: level, message, context; journald adds the time, so lines carry one only outside of it. */
export function makeLogger(options: LoggerOptions): Logger {
  const line = format.printf(
    ({ level, ...rest }) => `${options.journal ? (syslogPriority[level] ?? '') : ''}${JSON.stringify({ level, ...rest }, plainErrors)}`,
  );
  const winston = createLogger({
    level: options.level,
    format: options.journal ? line : format.combine(format.timestamp(), line),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston's types hide that Console extends it
    transports: [new transports.Console()],
  });
  return wrap(winston, {});
}

function wrap(winston: WinstonLogger, fixed: LogContext): Logger {
  const at =
    (level: LogLevel) =>
    (message: string, context: LogContext = {}) => {
      winston.log({ ...fixed, ...context, level, message });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (context) => wrap(winston, { ...fixed, ...context }),
  };
}

function plainErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message } : value;
}
