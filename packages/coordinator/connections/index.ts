export { makeConnections } from './connections.ts';
export type { Connections, ConnectionsOptions, Question, Reply } from './connections.ts';
export { openConnections } from './open.ts';
