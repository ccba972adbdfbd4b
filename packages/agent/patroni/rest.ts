import { request } from 'node:http';
import { TamadaError } from '@tamada/core/errors';

/** Where the node's own Patroni answers. */
export interface PatroniAddress {
  readonly host: string;
  readonly port: number;
}

export interface PatroniCall {
  readonly method: 'GET' | 'PATCH';
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

/** A call that Patroni did not answer as it should. */
export function failed(call: PatroniCall, problem: string): TamadaError {
  return new TamadaError({ code: 'request_failed', program: 'patroni', request: `${call.method} ${call.path}`, problem });
}

/** The same with the system's own errors, for those who tell a refused connection from silence. */
export function askPatroni(
  address: PatroniAddress,
  { method, path, timeoutMs, signal, body, authentication }: PatroniCall,
): Promise<PatroniAnswer> {
  const content = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request({
      ...address,
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
