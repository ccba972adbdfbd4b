export { makeConnections } from './connections.ts';
export type { Connections, ConnectionsOptions, Question, Reply } from './connections.ts';
export { askStatus, lookAt } from './look.ts';
export { openConnections } from './open.ts';
