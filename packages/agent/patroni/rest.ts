import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { AgentConfig } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { certificateFiles } from '../certificates/certificate-files.ts';
import type { AgentPaths } from '../paths.ts';

/** Where the node's own Patroni answers. */
export interface PatroniAddress {
  readonly host: string;
  readonly port: number;
  /** The name that its certificate must have: another program on its port is not believed. */
  readonly servername: string;
  /** The file of the authority that signed it. */
  readonly authority: string;
}

/** Patroni of the agent's own node. */
export function ownPatroni({ node, patroni }: Pick<AgentConfig, 'node' | 'patroni'>, paths: AgentPaths): PatroniAddress {
  return { host: '127.0.0.1', port: patroni.port, servername: node, authority: certificateFiles(paths, 'agent').authority };
}

export interface PatroniCall {
  readonly method: 'GET' | 'PATCH' | 'POST';
  readonly path: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly body?: unknown;
  /** Patroni asks for it on calls that change something. */
  readonly authentication?: { readonly user: string; readonly password: string };
}

export interface PatroniAnswer {
  readonly status: number;
  readonly body: string;
}

/** One call of Patroni's REST API; every HTTP status is an answer, silence is `request_failed`. */
export async function callPatroni(address: PatroniAddress, call: PatroniCall): Promise<PatroniAnswer> {
  try {
    return await askPatroni(address, call);
  } catch (error) {
    const late = error instanceof Error && error.name === 'AbortError';
    throw failed(call, late ? 'no answer in time' : error instanceof Error ? error.message : String(error));
  }
}

/** Patroni answers some refusals with an HTML page that holds one sentence. */
export function answerWords(body: string): string {
  return (/<p>Message: (.*?)<\/p>/.exec(body)?.[1] ?? body).trim().slice(0, 500);
}

/** A call that Patroni did not answer as it should. */
export function failed(call: PatroniCall, problem: string): TamadaError {
  return new TamadaError({ code: 'request_failed', program: 'patroni', request: `${call.method} ${call.path}`, problem });
}

/** The same with the system's own errors, for callers to whom a refused connection and silence are different. */
export async function askPatroni(
  { host, port, servername, authority }: PatroniAddress,
  { method, path, timeoutMs, signal, body, authentication }: PatroniCall,
): Promise<PatroniAnswer> {
  const ca = await readFile(authority, 'utf8');
  const content = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ host, port, servername, ca },
      method,
      path,
      auth: authentication === undefined ? null : `${authentication.user}:${authentication.password}`,
      headers: content === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) },
      agent: false,
      // The whole answer, not only its first byte, must be there in time.
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]),
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    sent.end(content);
  });
}
