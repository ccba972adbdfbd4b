import { TamadaError } from '@tamada/core/errors';
import type { Argv, CommandRunner } from '@tamada/runtime';

/** What systemd says about a unit. `invocationId` changes with every start and is empty while the unit was never started. */
export interface UnitState {
  readonly name: string;
  readonly loaded: boolean;
  /** Somebody has forbidden its start. */
  readonly masked: boolean;
  readonly active: string;
  readonly sub: string;
  readonly enabled: boolean;
  readonly invocationId: string;
  readonly restarts: number;
}

export type UnitVerb = 'start' | 'restart' | 'reload' | 'stop' | 'enable' | 'disable';

/** The node's systemd. */
export interface Units {
  /** In the order of the names. Rejects where systemd gives no answer: a unit with an unknown state is not one that is off. */
  readonly show: (names: readonly string[]) => Promise<readonly UnitState[]>;
  /** Refuses with `unit_failed`. */
  readonly change: (verb: UnitVerb, name: string) => Promise<void>;
  readonly daemonReload: () => Promise<void>;
  /** The unit's state and the end of its log, as an operator would look at them. */
  readonly lastWords: (name: string) => Promise<string>;
}

const properties = 'Id,LoadState,ActiveState,SubState,UnitFileState,InvocationID,NRestarts';
const lookMs = 10_000;
const beginMs = 30_000;
/** A unit's own start timeout is shorter; this one only keeps us from hanging with systemd. */
const changeMs = 180_000;

const wanted: Readonly<Record<UnitVerb, string>> = {
  start: 'active',
  restart: 'active',
  reload: 'reloaded',
  stop: 'inactive',
  enable: 'enabled',
  disable: 'disabled',
};

export function makeUnits(run: CommandRunner): Units {
  return {
    lastWords: (name) => lastWords(run, name),
    async show(names) {
      if (names.length === 0) return [];
      const { code, stdout, stderr, timedOut } = await run(['systemctl', 'show', `--property=${properties}`, '--', ...names], {
        timeoutMs: lookMs,
      });
      if (code !== 0) throw silent(timedOut ? `no answer within ${String(lookMs / 1000)} s` : stderr.trim());
      const blocks = stdout.trim().split(/\n\n+/).map(readBlock);
      return names.map((name, index) => unitState(name, blocks[index] ?? new Map<string, string>()));
    },
    async change(verb, name) {
      // A unit that failed too often in a row refuses to start before this.
      if (verb === 'start' || verb === 'restart') await run(['systemctl', 'reset-failed', '--', name], { timeoutMs: lookMs });
      const { code, stderr } = await run(['systemctl', verb, '--', name], { timeoutMs: changeMs });
      if (code === 0) return;
      throw new TamadaError({
        code: 'unit_failed',
        unit: name,
        wanted: wanted[verb],
        output: `${stderr.trim()}\n${await lastWords(run, name)}`,
      });
    },
    async daemonReload() {
      const { code, stderr } = await run(['systemctl', 'daemon-reload'], { timeoutMs: changeMs });
      if (code !== 0) throw new TamadaError({ code: 'unit_failed', unit: 'systemd', wanted: 'reloaded', output: stderr.trim() });
    },
  };
}

/** What systemd says about a timer. Times in milliseconds since the epoch, null for never. */
export interface TimerState {
  readonly active: boolean;
  readonly nextAtMs: number | null;
  readonly lastAtMs: number | null;
}

const timerProperties = 'Id,ActiveState,NextElapseUSecRealtime,LastTriggerUSec';

/** In the order of the names. Rejects where systemd gives no answer. */
export async function showTimers(run: CommandRunner, names: readonly string[]): Promise<readonly TimerState[]> {
  const argv = ['systemctl', 'show', `--property=${timerProperties}`, '--', ...names] as const;
  // It writes times in the zone of whoever asks.
  const { code, stdout, stderr, timedOut } = await run(argv, { timeoutMs: lookMs, env: { TZ: 'UTC' } });
  if (code !== 0) throw silent(timedOut ? `no answer within ${String(lookMs / 1000)} s` : stderr.trim());
  const blocks = stdout.trim().split(/\n\n+/).map(readBlock);
  return names.map((_name, index) => ({
    active: blocks[index]?.get('ActiveState') === 'active',
    nextAtMs: timeMs(blocks[index]?.get('NextElapseUSecRealtime') ?? ''),
    lastAtMs: timeMs(blocks[index]?.get('LastTriggerUSec') ?? ''),
  }));
}

/** `Sun 2026-11-29 01:00:00 UTC`; anything else (`n/a`) is no time. */
function timeMs(text: string): number | null {
  const [, date, time] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? UTC$/.exec(text) ?? [];
  return date === undefined || time === undefined ? null : Date.parse(`${date}T${time}Z`);
}

/** The state by systemd, then the journal: `systemctl status` alone has nothing from before the last start, nor of a unit that waits for its next. */
async function lastWords(run: CommandRunner, name: string): Promise<string> {
  const state = await run(['systemctl', 'status', '--no-pager', '--full', '--lines=0', '--', name], { timeoutMs: lookMs });
  const journal = await run(['journalctl', '--no-pager', '--quiet', '--lines=30', `--unit=${name}`], { timeoutMs: lookMs }).then(
    ({ code, stdout }) => (code === 0 ? stdout.trim() : ''),
    // A host that keeps none still says its state.
    () => '',
  );
  return `${state.stdout.trim()}\n\n${journal}`.trim();
}

/** A unit without a file. It is gone as soon as it has ended. */
export interface TransientUnit {
  readonly name: string;
  readonly description: string;
  /** As in a unit's file: `Type=exec`. */
  readonly properties: readonly string[];
  readonly program: Argv;
  /** Do not wait until it has started. */
  readonly noBlock?: boolean;
}

/** Lets systemd start a program that belongs to nobody here; `unit_failed` where it does not. */
export async function startTransient(run: CommandRunner, unit: TransientUnit): Promise<void> {
  const { name, description, properties, program, noBlock = false } = unit;
  const options = ['--quiet', '--collect', ...(noBlock ? ['--no-block'] : []), `--unit=${name}`, `--description=${description}`];
  const argv = ['systemd-run', ...options, ...properties.map((one) => `--property=${one}`), '--', ...program] as const;
  const { code, stderr, timedOut } = await run(argv, { timeoutMs: beginMs });
  if (code === 0) return;
  const output = timedOut ? 'systemd did not answer' : `${stderr.trim()}\n${await lastWords(run, name)}`.trim();
  throw new TamadaError({ code: 'unit_failed', unit: name, wanted: 'started', output });
}

function silent(problem: string): TamadaError<'request_failed'> {
  return new TamadaError({ code: 'request_failed', program: 'systemd', request: 'show units', problem });
}

function readBlock(block: string): ReadonlyMap<string, string> {
  return new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

function unitState(name: string, block: ReadonlyMap<string, string>): UnitState {
  return {
    name,
    loaded: block.get('LoadState') === 'loaded',
    masked: block.get('LoadState') === 'masked',
    active: block.get('ActiveState') ?? 'unknown',
    sub: block.get('SubState') ?? 'unknown',
    enabled: block.get('UnitFileState') === 'enabled',
    invocationId: block.get('InvocationID') ?? '',
    restarts: Number(block.get('NRestarts') ?? '0'),
  };
}
