import type { BackupSite, BackupTool, Talk, ToolAnswer } from '@tamada/core/backup';
import type { JobDone, JobKind, JobOrder } from '@tamada/core/jobs';
import type { AgentContext } from '../agent-context.ts';
import type { QueueName } from './queue.ts';

/** What a job's body may use. What it says is seen by whoever watches. */
export interface Job extends Pick<AgentContext, 'config' | 'paths' | 'run' | 'accounts' | 'units' | 'clock' | 'logger'> {
  readonly id: string;
  readonly site: BackupSite;
  readonly tool: BackupTool;
  /** Ends when somebody cancels: stop at the next safe point, and clean up. */
  readonly signal: AbortSignal;
  readonly doing: (what: string) => void;
  /** 0 to 100. */
  readonly percent: (value: number | null) => void;
  readonly note: (what: string) => void;
  /** Works when nobody else in that queue does; the job counts as running from then on. */
  readonly inQueue: <T>(name: QueueName, work: () => Promise<T>) => Promise<T>;
  /** One talk with the tool, within the queue that the body is in; fails where the tool says no. */
  readonly talk: <T>(request: string, talk: Talk<T>) => Promise<T>;
  readonly tryTalk: <T>(talk: Talk<T>) => Promise<ToolAnswer<T>>;
}

/** What one kind of job does. */
export type JobBody<K extends JobKind> = (order: JobOrder<K>, job: Job) => Promise<NonNullable<JobDone[K]>>;
