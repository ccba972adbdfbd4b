import { request } from 'node:http';
import type { Program } from '@tamada/core/facts';
import { ports } from '@tamada/core/platform';
import type { AgentContext } from '../agent-context.ts';

const answerMs = 2000;

/** What is missing for a program to be healthy on its own; null when nothing is. Whether the cluster is healthy is the coordinator's question. */
export async function healthOf(program: Program, { senses }: Pick<AgentContext, 'senses'>, signal: AbortSignal): Promise<string | null> {
  switch (program) {
    case 'consul':
      return answers(ports.consulHttp, '/v1/agent/self', signal);
    case 'patroni': {
      const member = await senses.member({ patienceMs: answerMs });
      return member?.answer === 'silent' ? `Patroni does not answer: ${member.problem}` : null;
    }
    case 'postgres':
    case 'haproxy':
    case 'keepalived':
    case 'pgbackrest':
    case 'pg_probackup':
    case 'sshd':
    case 'delayed':
      return null;
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
