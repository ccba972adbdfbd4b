import type { PlatformPaths } from '../platform/index.ts';
import type { FileFormat } from './template/quote.ts';
import type { NodeContext } from './node-context.ts';
import type { View } from './template/strict-writer.ts';
import { agentView } from './views/agent.ts';
import { consulView } from './views/consul.ts';
import { haproxyView } from './views/haproxy.ts';
import { keepalivedView } from './views/keepalived.ts';
import { patroniView } from './views/patroni.ts';

/** Where a template goes; owner and mode stand in the platform's file table. */
export interface TemplateFile {
  /** Path below `configs/`, and below the workspace's overrides. */
  readonly template: string;
  readonly path: (paths: PlatformPaths) => string;
  readonly format: FileFormat;
}

/** Templates that share a view. */
export interface TemplateGroup {
  readonly program: 'tamada' | 'consul' | 'patroni' | 'haproxy' | 'keepalived';
  readonly view: (context: NodeContext) => View;
  readonly files: readonly TemplateFile[];
}

/** All templates, in the order in which their files are written. */
export const templateGroups: readonly TemplateGroup[] = [
  {
    program: 'tamada',
    view: agentView,
    files: [{ template: 'tamada/agent.yaml', path: () => '/etc/tamada/agent.yaml', format: 'yaml' }],
  },
  {
    program: 'consul',
    view: consulView,
    files: [
      { template: 'systemd/sysusers.d/tamada-consul.conf', path: () => '/etc/sysusers.d/tamada-consul.conf', format: 'systemd' },
      { template: 'consul/tls/authority.crt', path: (paths) => `${paths.consulTls}/authority.crt`, format: 'raw' },
      { template: 'consul/tls/node.crt', path: (paths) => `${paths.consulTls}/node.crt`, format: 'raw' },
      { template: 'consul/tls/node.key', path: (paths) => `${paths.consulTls}/node.key`, format: 'raw' },
      { template: 'consul/consul.json', path: (paths) => paths.consulConfig, format: 'json' },
      { template: 'systemd/consul.service', path: () => '/etc/systemd/system/consul.service', format: 'systemd' },
    ],
  },
  {
    program: 'patroni',
    view: patroniView,
    files: [
      { template: 'patroni/tls/authority.crt', path: (paths) => `${paths.patroniTls}/authority.crt`, format: 'raw' },
      { template: 'patroni/tls/node.crt', path: (paths) => `${paths.patroniTls}/node.crt`, format: 'raw' },
      { template: 'patroni/tls/node.key', path: (paths) => `${paths.patroniTls}/node.key`, format: 'raw' },
      { template: 'patroni/tls/rest.crt', path: (paths) => `${paths.patroniTls}/rest.crt`, format: 'raw' },
      { template: 'patroni/tls/rest.key', path: (paths) => `${paths.patroniTls}/rest.key`, format: 'raw' },
      { template: 'patroni/patroni.yml', path: (paths) => paths.patroniConfig, format: 'yaml' },
      {
        template: 'systemd/patroni.service.d/tamada.conf',
        path: () => '/etc/systemd/system/patroni.service.d/tamada.conf',
        format: 'systemd',
      },
    ],
  },
  {
    program: 'haproxy',
    view: haproxyView,
    files: [
      { template: 'haproxy/haproxy.cfg', path: () => '/etc/haproxy/haproxy.cfg', format: 'haproxy' },
      {
        template: 'systemd/haproxy.service.d/tamada.conf',
        path: () => '/etc/systemd/system/haproxy.service.d/tamada.conf',
        format: 'systemd',
      },
    ],
  },
  {
    program: 'keepalived',
    view: keepalivedView,
    files: [
      { template: 'systemd/sysusers.d/tamada-check.conf', path: () => '/etc/sysusers.d/tamada-check.conf', format: 'systemd' },
      { template: 'systemd/tmpfiles.d/tamada-check.conf', path: () => '/etc/tmpfiles.d/tamada-check.conf', format: 'systemd' },
      { template: 'tamada/check.json', path: () => '/etc/tamada/check.json', format: 'json' },
      { template: 'keepalived/keepalived.conf', path: () => '/etc/keepalived/keepalived.conf', format: 'keepalived' },
      {
        template: 'systemd/keepalived.service.d/tamada.conf',
        path: () => '/etc/systemd/system/keepalived.service.d/tamada.conf',
        format: 'systemd',
      },
    ],
  },
];

/** Names of all templates: an override of any other name is a mistake. */
export const templateNames: readonly string[] = templateGroups.flatMap(({ files }) => files.map(({ template }) => template));
