import { loadPackageDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { MethodDefinition } from '@grpc/proto-loader';
import type { BackupToolName, Catalogue, Tablespace } from '@tamada/core/backup';
import type { DelayedSaid, JobState } from '@tamada/core/jobs';
import type { NodeStatus } from '@tamada/core/view';
import descriptor from '../generated/agent.json' with { type: 'json' };
import type { ProtoGrpcType } from '../generated/agent.ts';
import type { AgentDefinition, AgentHandlers } from '../generated/tamada/v1/Agent.ts';

/** The contract as grpc-js wants it. From JSON, because a bundle of one file cannot load a .proto. */
export const agentService: AgentDefinition = load();

function load(): AgentDefinition {
  const definition = fromJSON(descriptor as Parameters<typeof fromJSON>[0], { longs: String, enums: String, defaults: true, oneofs: true });
  return (loadPackageDefinition(definition) as unknown as ProtoGrpcType).tamada.v1.Agent.service;
}

/** Every call of the contract, by its name there. */
export type RpcName = keyof { [K in keyof AgentDefinition as string extends K ? never : number extends K ? never : K]: true };

/** What a side sends: complete, so that a forgotten field does not compile. */
type Complete<T> = T extends readonly (infer Item)[]
  ? readonly Complete<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Complete<T[K]> }
    : T;

export type RequestOf<N extends RpcName> =
  AgentDefinition[N] extends MethodDefinition<infer _In, infer _Out, infer Request, infer _Reply> ? Complete<Request> : never;
export type ReplyOf<N extends RpcName> =
  AgentDefinition[N] extends MethodDefinition<infer _In, infer _Out, infer _Request, infer Reply> ? Complete<Reply> : never;

/** Answers in core's own types, where null means a field that is not set. */
interface Answers {
  readonly GetStatus: NodeStatus;
  readonly WatchStatus: NodeStatus;
  readonly StartJob: JobState;
  readonly WatchJob: JobState;
  readonly ListJobs: { readonly jobs: readonly JobState[] };
  readonly CancelJob: JobState;
  readonly ReadCatalogue: CatalogueAnswer;
  readonly SendBackup: JobState;
  readonly ControlDelayed: DelayedSaid;
  readonly PromoteDelayed: DelayedSaid;
}

/** The catalogue with the tool that keeps it, when it was read, and the tablespaces of the backup that was named. */
export type CatalogueAnswer = Catalogue & {
  readonly tool: BackupToolName;
  readonly readAtMs: number;
  readonly tablespaces: readonly Tablespace[];
};

/** What a handler answers with. */
export type AnswerOf<N extends RpcName> = N extends keyof Answers ? Answers[N] : ReplyOf<N>;

type ServerCall<N extends RpcName> = Parameters<AgentHandlers[N]>[0];

/** Which of the two sides streams. */
export type ShapeOf<N extends RpcName> =
  ServerCall<N> extends { readonly request: unknown }
    ? ServerCall<N> extends { write: unknown }
      ? 'replies'
      : 'unary'
    : ServerCall<N> extends { write: unknown }
      ? 'both'
      : 'requests';
