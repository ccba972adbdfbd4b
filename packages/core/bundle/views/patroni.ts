import { TamadaError } from '../../errors/index.ts';
import { platformTable, ports } from '../../platform/index.ts';
import { databaseNodes } from '../../topology/nodes.ts';
import { postgresUsers } from '../../topology/secrets.ts';
import { dynamicConfig } from '../dynamic-config.ts';
import type { NodeContext } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';
import { yamlLines } from '../template/yaml-lines.ts';
import { hbaLines } from './hba.ts';

/** For Patroni's configuration and the drop-in of its unit. */
export function patroniView({ topology, node, platform, paths, timing }: NodeContext): View {
  const { postgres } = topology;
  return {
    scope: topology.name,
    node: node.name,
    datacenter: node.datacenter,
    restListen: `0.0.0.0:${String(ports.patroniRest)}`,
    restAddress: `${node.address}:${String(ports.patroniRest)}`,
    restUser: 'patroni',
    databases: databaseNodes(topology).map(({ address }) => ({ address })),
    consulAddress: `127.0.0.1:${String(ports.consulHttp)}`,
    dynamicConfig: yamlLines(dynamicConfig(topology)),
    encoding: shellWord('postgres.encoding', postgres.encoding),
    locale: shellWord('postgres.locale', postgres.locale),
    postgresListen: `${node.address},127.0.0.1:${String(postgres.port)}`,
    postgresAddress: `${node.address}:${String(postgres.port)}`,
    dataDirectory: paths.postgresData,
    binDirectory: paths.postgresBin,
    socketDirectory: paths.postgresSockets,
    pgpassFile: `${paths.patroniState}/pgpass`,
    superuser: postgresUsers.superuser,
    replicationUser: postgresUsers.replication,
    rewindUser: postgresUsers.rewind,
    authorityFile: paths.patroniTls.authority,
    restCertificateFile: paths.patroniTls.restCertificate,
    restKeyFile: paths.patroniTls.restKey,
    certificateFile: paths.patroniTls.certificate,
    keyFile: paths.patroniTls.key,
    hba: hbaLines(topology),
    watchdogDevice: '/dev/watchdog',
    watchdogSafetyMargin: timing.watchdogSafetyMargin,
    user: platformTable(platform).programs.patroni.user,
  };
}

/** Patroni hands initdb's options to pg_ctl, which hands them to a shell. */
function shellWord(name: string, value: string): string {
  if (/^[A-Za-z0-9_.@-]+$/.test(value)) return value;
  const problem = `${name} \`${value}\` must consist of letters, digits and _ . @ - only`;
  throw new TamadaError({ code: 'render_failed', template: 'patroni', problem });
}
