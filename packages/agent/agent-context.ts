import type { AgentConfig } from '@tamada/core/bundle';
import type { Clock, CommandRunner, Logger } from '@tamada/runtime';
import type { Identity, Handler, RpcName } from '@tamada/wire';
import type { Backups } from './backup/backups.ts';
import type { Journal } from './journal/journal.ts';
import type { SecretStore } from './journal/secret-store.ts';
import type { Establishment, Member } from './member.ts';
import type { Accounts } from './observe/accounts.ts';
import type { Units } from './observe/units.ts';
import type { AgentPaths } from './paths.ts';
import type { ExclusiveRunner } from './runner/exclusive-runner.ts';
import type { Senses } from './status/senses.ts';

/** Everything of the outside world that a handler may use. */
export interface AgentContext {
  readonly config: AgentConfig;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** The host's boot, in which this process runs. */
  readonly boot: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly run: CommandRunner;
  readonly paths: AgentPaths;
  readonly journal: Journal;
  readonly secrets: SecretStore;
  readonly exclusive: ExclusiveRunner;
  readonly units: Units;
  readonly accounts: Accounts;
  readonly senses: Senses;
  readonly backups: Backups;
  readonly member: Member;
  readonly establishment: Establishment;
  /** Takes a renewed certificate of the agent into use for new connections. */
  readonly renewIdentity: (identity: Identity) => void;
  /** Ends this process once the calls that run are answered; systemd starts it again. */
  readonly requestRestart: (reason: string) => void;
  /** Ends when the agent shuts down: work stops at the next safe point. */
  readonly signal: AbortSignal;
}

/** How one call is served; handlers/index.ts has one for each call. */
export type MakeHandler<N extends RpcName> = (context: AgentContext) => Handler<N>;
