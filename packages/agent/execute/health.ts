import { request } from 'node:http';
import { describeError, errorDetail } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import { ports } from '@tamada/core/platform';
import type { AgentContext } from '../agent-context.ts';
import { callPatroni, ownPatroni } from '../patroni/rest.ts';
import type { PatroniAddress } from '../patroni/rest.ts';

const answerMs = 2000;

/** What is missing for a program to be healthy on its own; null when nothing is. Whether the cluster is healthy is the coordinator's question. */
export async function healthOf(program: Program, { config, paths }: AgentContext, signal: AbortSignal): Promise<string | null> {
  switch (program) {
    case 'consul':
      return answers(ports.consulHttp, '/v1/agent/self', signal);
    case 'patroni':
      return patroniAnswers(ownPatroni(config, paths));
    case 'postgres':
    case 'haproxy':
    case 'keepalived':
    case 'pg_probackup':
      return null;
  }
}

/** Any HTTP status is an answer: before there is a leader, Patroni knows no member. */
async function patroniAnswers(address: PatroniAddress): Promise<string | null> {
  try {
    await callPatroni(address, { method: 'GET', path: '/patroni', timeoutMs: answerMs });
    return null;
  } catch (error) {
    return `no answer on port ${String(address.port)}: ${describeError(errorDetail(error)).message}`;
  }
}

/** Any HTTP status is an answer: before there is a leader, Consul knows no token. */
function answers(port: number, path: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]) });
    sent.on('response', (response) => {
      response.resume();
      resolve(null);
    });
    sent.on('error', (error) => {
      resolve(`no answer on port ${String(port)}: ${error.message}`);
    });
    sent.end();
  });
}
