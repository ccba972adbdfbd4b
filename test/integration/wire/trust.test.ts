import { connect, createSecureContext, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { clientCredentials, connectAgent, createAuthority, serverCredentials, createAgentServer } from '@tamada/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyHandlers, nodeName, startAgent, type Peers } from './agent-fixture.ts';

const options = { deadlineMs: 5000 };
const refused = { detail: { code: 'node_unreachable', node: nodeName } };

describe('trust between coordinator and agent', () => {
  let peers: Peers;
  beforeAll(async () => {
    peers = await startAgent(emptyHandlers());
  });
  afterAll(() => peers.close());

  it('lets a certificate of the cluster in', async () => {
    const client = await peers.clientOf('viewer');
    await expect(client.info({}, options)).resolves.toMatchObject({ node: nodeName });
  });

  it('refuses a client without a certificate', async () => {
    const credentials = { context: createSecureContext({ ca: peers.authority.certificate, minVersion: 'TLSv1.3' }) };
    const client = connectAgent({ node: nodeName, address: '127.0.0.1', port: peers.port, credentials, version: 'test' });
    await expect(client.info({}, options)).rejects.toMatchObject(refused);
    client.close();
  });

  it('refuses a client of another authority, also one of the same name', async () => {
    const other = await createAuthority('geo', Date.now());
    await expect(peers.client(await peers.identity({}, other)).info({}, options)).rejects.toMatchObject(refused);
  });

  it("refuses an agent's certificate as a client", async () => {
    const agent = await peers.identity({ commonName: nodeName, organization: 'agent', dnsNames: [nodeName] });
    await expect(peers.client(agent).info({}, options)).rejects.toMatchObject(refused);
  });

  it('refuses a client whose certificate has ended, or has not begun', async () => {
    const day = 24 * 60 * 60 * 1000;
    const ended = await peers.identity({}, peers.authority, 1, Date.now() - 2 * day);
    const early = await peers.identity({}, peers.authority, 1, Date.now() + 2 * day);
    const named = { detail: { ...refused.detail, problem: expect.stringContaining('by the clock there') as string } };
    await expect(peers.client(ended).info({}, options)).rejects.toMatchObject(named);
    await expect(peers.client(early).info({}, options)).rejects.toMatchObject(named);
  });

  it('lets in who was certified by a clock that is an hour ahead, so that preflight can say so', async () => {
    const ahead = await peers.identity({}, peers.authority, 1, Date.now() + 60 * 60 * 1000);
    await expect(peers.client(ahead).info({}, options)).resolves.toMatchObject({ node: nodeName });
  });

  it('refuses an agent that is another node', async () => {
    const client = peers.client(await peers.identity({}), 'pg-a1-2');
    const wrong = { detail: { code: 'wrong_peer', node: 'pg-a1-2', problem: `the server there is ${nodeName}` } };
    await expect(client.info({}, options)).rejects.toMatchObject(wrong);
  });

  it('refuses an agent of another authority', async () => {
    const other = await createAuthority('geo', Date.now());
    const admin = await peers.identity({}, other);
    await expect(peers.client({ ...admin, authority: other.certificate }).info({}, options)).rejects.toMatchObject({
      detail: { code: 'wrong_peer', node: nodeName },
    });
  });

  it.each(['consul', 'postgres', 'admin'] as const)('refuses a server whose O is %s, though its name fits', async (organization) => {
    const identity = await peers.identity({ commonName: nodeName, organization, dnsNames: [nodeName] });
    const server = createAgentServer({
      credentials: serverCredentials(identity),
      handlers: emptyHandlers(),
      admitFence: async () => () => undefined,
      parseRequest: (_call, request) => request,
      clean: async (thrown) => thrown,
      turnedAway: () => undefined,
      record: () => undefined,
    });
    const port = await server.listen('127.0.0.1', 0);
    const credentials = clientCredentials(await peers.identity({}));
    const client = connectAgent({ node: nodeName, address: '127.0.0.1', port, credentials, version: 'test' });
    await expect(client.info({}, options)).rejects.toMatchObject({ detail: { code: 'wrong_peer' } });
    client.close();
    await server.close(1000);
  });

  it('serves TLS 1.3 and refuses 1.2', async () => {
    const { certificate, key, authority } = await peers.identity({});
    const shake = (maxVersion: 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> =>
      new Promise((resolve, reject) => {
        const pem = { cert: certificate, key, ca: authority };
        const socket = connect({ ...pem, port: peers.port, host: '127.0.0.1', servername: nodeName, maxVersion, minVersion: 'TLSv1.2' });
        socket.once('error', reject);
        socket.once('secureConnect', () => {
          resolve(socket.getProtocol());
          socket.destroy();
        });
      });
    await expect(shake('TLSv1.3')).resolves.toBe('TLSv1.3');
    await expect(shake('TLSv1.2')).rejects.toThrow(/protocol version/);
  });

  it('refuses an agent that speaks TLS 1.2 only', async () => {
    const { certificate, key } = await peers.identity({ commonName: nodeName, organization: 'agent', dnsNames: [nodeName] });
    const server = createServer({ cert: certificate, key, maxVersion: 'TLSv1.2', ALPNProtocols: ['h2'] });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const credentials = clientCredentials(await peers.identity({}));
    const client = connectAgent({ node: nodeName, address: '127.0.0.1', port, credentials, version: 'test' });
    await expect(client.info({}, options)).rejects.toMatchObject({
      detail: { code: 'node_unreachable', problem: expect.stringContaining('TLS 1.3') as string },
    });
    client.close();
    server.close();
  });

  it('takes a renewed certificate into use without a restart', async () => {
    const other = await createAuthority('next', Date.now());
    const own = await startAgent(emptyHandlers());
    const before = own.client(await own.identity({}));
    await expect(before.info({}, options)).resolves.toBeDefined();
    const agent = await own.identity({ commonName: nodeName, organization: 'agent', dnsNames: [nodeName] }, other);
    own.server.renew({ ...agent, authority: other.certificate });
    const admin = await own.identity({}, other);
    await expect(own.client({ ...admin, authority: other.certificate }).info({}, options)).resolves.toMatchObject({ node: nodeName });
    await expect(own.client(await own.identity({})).info({}, options)).rejects.toMatchObject({ detail: { code: 'wrong_peer' } });
    await expect(before.info({}, options)).resolves.toBeDefined();
    await own.close();
  });
});
