import type { Role } from './roles.ts';

/** Ports that do not come from the topology. */
export const ports = {
  consulServer: 8300,
  consulSerf: 8301,
  consulHttp: 8500,
  patroniRest: 8008,
  rw: 5555,
  ro: 5556,
  haproxyHealth: 5557,
  haproxyStats: 5558,
  haproxyLeader: 5559,
} as const;

export interface RolePort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Reached by other nodes. */
  readonly peers: boolean;
}

/** Ports that a node of this role listens on, the agent's aside. */
export function rolePorts(role: Role, postgresPort: number): readonly RolePort[] {
  const consul: readonly RolePort[] = [
    { port: ports.consulServer, protocol: 'tcp', peers: true },
    { port: ports.consulSerf, protocol: 'tcp', peers: true },
    { port: ports.consulSerf, protocol: 'udp', peers: true },
    { port: ports.consulHttp, protocol: 'tcp', peers: false },
  ];
  switch (role) {
    case 'database':
      return [
        ...consul,
        { port: ports.patroniRest, protocol: 'tcp', peers: true },
        { port: postgresPort, protocol: 'tcp', peers: true },
        // Clients reach these by the VIP or a host's address; no node needs another one's.
        { port: ports.rw, protocol: 'tcp', peers: false },
        { port: ports.ro, protocol: 'tcp', peers: false },
        { port: ports.haproxyHealth, protocol: 'tcp', peers: false },
        { port: ports.haproxyStats, protocol: 'tcp', peers: false },
        { port: ports.haproxyLeader, protocol: 'tcp', peers: false },
      ];
    case 'witness':
      return consul;
    case 'backup':
      return [];
  }
}
