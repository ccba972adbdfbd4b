import { backupTools, catalogueSchema, tablespaceSchema } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { factsSchema } from '@tamada/core/facts';
import { own, plainText } from '@tamada/core/foreign';
import { delayedSaidSchema, jobStateSchema } from '@tamada/core/jobs';
import { probeResultSchema, surveySchema } from '@tamada/core/preflight';
import { nodeStatusSchema } from '@tamada/core/view';
import * as z from 'zod';
import type { ReplyOf, RpcName } from '../service/contract.ts';
import { cleanReply } from './clean.ts';
import type { ClientReplyOf, ParsedReplies } from './client.ts';

const catalogueAnswer = z.object({
  tool: z.enum(backupTools),
  readAtMs: z.number(),
  ...catalogueSchema.shape,
  tablespaces: z.array(tablespaceSchema).readonly(),
});

const parsers: { readonly [N in keyof ParsedReplies]: (reply: ReplyOf<N>) => ParsedReplies[N] } = {
  GetFacts: (reply) => factsSchema.parse(reply),
  GetStatus: (reply) => nodeStatusSchema.parse(reply),
  WatchStatus: (reply) => nodeStatusSchema.parse(reply),
  Survey: (reply) => surveySchema.parse(reply),
  Probe: (reply) => reply.results.map((result) => probeResultSchema.parse(result)),
  StartJob: (reply) => jobStateSchema.parse(reply),
  WatchJob: (reply) => jobStateSchema.parse(reply),
  ListJobs: (reply) => reply.jobs.map((job) => jobStateSchema.parse(job)),
  CancelJob: (reply) => jobStateSchema.parse(reply),
  ReadCatalogue: (reply) => catalogueAnswer.parse(reply),
  SendBackup: (reply) => jobStateSchema.parse(reply),
  ControlDelayed: (reply) => delayedSaidSchema.parse(reply),
  PromoteDelayed: (reply) => delayedSaidSchema.parse(reply),
};

/** A reply as core's type, cleaned and checked; those without one stay as the contract has them. */
export function parseReply<N extends RpcName>(name: N, reply: unknown): ClientReplyOf<N> {
  const parse = own(parsers as Readonly<Record<string, (reply: never) => unknown>>, name);
  try {
    const clean = cleanReply(reply);
    return (parse === undefined ? clean : parse(clean as never)) as ClientReplyOf<N>;
  } catch (error) {
    const problem = `its answer cannot be read: ${plainText(error instanceof Error ? error.message : String(error))}`;
    throw new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: name, problem }, { cause: error });
  }
}
