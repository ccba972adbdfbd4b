import { TamadaError } from '@tamada/core/errors';
import { factsSchema } from '@tamada/core/facts';
import { own, plainText, plainLine } from '@tamada/core/foreign';
import { probeResultSchema, surveySchema } from '@tamada/core/preflight';
import { nodeStatusSchema } from '@tamada/core/view';
import { mostNumber } from '../requests/grammar.ts';
import type { ReplyOf, RpcName } from '../service/contract.ts';
import type { ClientReplyOf, ParsedReplies } from './client.ts';

const parsers: { readonly [N in keyof ParsedReplies]: (reply: ReplyOf<N>) => ParsedReplies[N] } = {
  GetFacts: (reply) => factsSchema.parse(reply),
  GetStatus: (reply) => nodeStatusSchema.parse(reply),
  WatchStatus: (reply) => nodeStatusSchema.parse(reply),
  Survey: (reply) => surveySchema.parse(reply),
  Probe: (reply) => reply.results.map((result) => probeResultSchema.parse(result)),
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

/** Fields that may have several lines; whatever else an agent says stays on one, so that it cannot look like a line of ours. */
const texts: readonly string[] = ['difference', 'output', 'problem', 'config', 'json', 'signingRequest'];

/** What an agent sent, as it may go to a terminal and into dates: no control characters, no number that cannot be. Throws for such a number. */
export function cleanReply(value: unknown, field = 'it'): unknown {
  if (typeof value === 'string') return texts.includes(field) ? plainText(value) : plainLine(value);
  if (typeof value === 'number' && !(Math.abs(value) <= mostNumber)) throw new RangeError(`${field} is ${String(value)}`);
  if (Array.isArray(value)) return value.map((item) => cleanReply(item, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cleanReply(item, name)]));
}
