import { ServerInterceptingCall } from '@grpc/grpc-js';
import type { ServerInterceptor } from '@grpc/grpc-js';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import { accessTable } from '../access.ts';
import { readMark } from '../service/metadata.ts';
import type { RpcName } from '../service/contract.ts';
import { toStatus } from '../status/to-status.ts';
import { admitCaller, holderOf } from './caller.ts';
import type { Front } from './front.ts';
import type { CallGate } from './serve-call.ts';

/** Judges a call by its caller and its metadata, before a byte of its request is read. */
export function admission(gate: CallGate, cut: Front['cut']): ServerInterceptor {
  const running = new Map<string, number>();
  const count = (key: string, by: 1 | -1): void => {
    const left = (running.get(key) ?? 0) + by;
    if (left === 0) running.delete(key);
    else running.set(key, left);
  };
  return ({ path }, call) => {
    const name = path.slice(path.lastIndexOf('/') + 1) as RpcName;
    const certificate = call.getAuthContext().sslPeerCertificate;
    const keys = [name, `${name} ${certificate?.fingerprint256 ?? ''}`] as const;
    let admitted = false;
    let late: NodeJS.Timeout | undefined;

    const admit = (): void => {
      admitCaller(name, certificate);
      const { atOnce } = accessTable[name];
      const [all, own] = keys.map((key) => running.get(key) ?? 0);
      if ((all ?? 0) >= atOnce || (own ?? 0) >= atOnce / 2)
        throw new TamadaError({ code: 'busy', with: `${String(all)} other calls of ${name}` });
      keys.forEach((key) => {
        count(key, 1);
      });
      admitted = true;
    };
    return new ServerInterceptingCall(call, {
      start(begin) {
        begin({
          onReceiveMetadata(metadata, pass) {
            let run = '';
            try {
              run = readMark(metadata).run;
              admit();
            } catch (thrown) {
              const error = errorDetail(thrown);
              gate.record({ call: name, caller: null, run, tookMs: 0, error, cause: thrown });
              call.sendStatus(toStatus(error));
              return;
            }
            late = setTimeout(() => {
              const { remoteAddress, remotePort } = call.getConnectionInfo();
              const problem = `${holderOf(certificate).name} started a request and did not finish it in time`;
              gate.record({ call: name, caller: null, run, tookMs: 0, error: { code: 'usage', problem, next: '' }, cause: null });
              cut(remoteAddress, remotePort);
            }, accessTable[name].requestMs);
            pass(metadata);
          },
          onReceiveHalfClose(pass) {
            clearTimeout(late);
            pass();
          },
          // Comes exactly once, however the call ends.
          onCancel() {
            clearTimeout(late);
            if (!admitted) return;
            keys.forEach((key) => {
              count(key, -1);
            });
          },
        });
      },
    });
  };
}
