import { createSigningRequest, certificateFits, clientCredentials, describeCertificate } from '@tamada/wire';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeConnections } from '../../../packages/coordinator/connections/connections.ts';
import { renewNode } from '../../../packages/coordinator/operations/enroll-renew.ts';
import { node, topology } from '../../builders/cluster.ts';
import { emptyHandlers, nodeName, startAgent } from './agent-fixture.ts';

describe('renewal over the network', () => {
  it('signs the key that the node made, for the names that the topology gives', async () => {
    const keys = new Map<string, string>();
    const installed = new Map<string, string>();
    const peers = await startAgent(
      emptyHandlers({
        RequestCertificate: async ({ name }) => {
          const { request, key } = await createSigningRequest('asked for');
          keys.set(name, key);
          return { signingRequest: request };
        },
        InstallCertificate: async ({ name, certificate, authority }) => {
          expect(certificateFits(certificate, authority, keys.get(name)!)).toBe(true);
          installed.set(name, certificate);
          return { changed: true, notAfterMs: describeCertificate(certificate).notAfterMs };
        },
      }),
    );
    const here = node(nodeName, 'a1', '127.0.0.1', 'database');
    const cluster = topology({ nodes: [here, node('pg-a1-2', 'a1', '127.0.0.1', 'database')], agent: { port: peers.port } });
    const context = { signal: new AbortController().signal, now: () => Date.now() };
    const connections = makeConnections({
      topology: cluster,
      credentials: clientCredentials(await peers.identity({})),
      signal: context.signal,
    });

    const renewed = await renewNode(context, cluster, here, peers.authority, connections);
    expect(renewed).toMatchObject([
      { holder: nodeName, name: 'agent', problem: null },
      { holder: nodeName, name: 'consul', problem: null },
      { holder: nodeName, name: 'postgres', problem: null },
      { holder: nodeName, name: 'patroni', problem: null },
      { holder: nodeName, name: 'backup', problem: null },
    ]);
    const names = (name: string): unknown => new X509Certificate(installed.get(name)!).subjectAltName;
    expect(describeCertificate(installed.get('agent')!).subject).toBe(`CN=${nodeName}, O=agent`);
    expect(names('agent')).toBe(`DNS:${nodeName}, IP Address:127.0.0.1`);
    expect(describeCertificate(installed.get('consul')!).subject).toBe(`CN=${nodeName}, O=consul`);
    expect(names('consul')).toBe('DNS:server.geo.consul');
    expect(describeCertificate(installed.get('postgres')!).subject).toBe(`CN=${nodeName}, O=postgres`);
    expect(names('postgres')).toBe(`DNS:${nodeName}, DNS:localhost, IP Address:127.0.0.1, IP Address:127.0.0.1`);
    expect(describeCertificate(installed.get('backup')!).subject).toBe(`CN=${nodeName}, O=backup`);

    const wrong = await renewNode(context, cluster, cluster.nodes[1]!, peers.authority, connections);
    expect(wrong.map(({ problem }) => problem)).toEqual(
      Array.from({ length: renewed.length }, (): unknown => expect.stringContaining(nodeName)),
    );
    connections.close();
    await peers.close();
  });
});
