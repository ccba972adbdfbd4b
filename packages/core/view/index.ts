export { said, silence } from './look.ts';
export type { Look, Silence, SilenceReason } from './look.ts';
export { nodeStatusSchema } from './node-status.ts';
export type { CheckSaid, ConsulSaid, DcsSaid, HaproxySaid, HaproxyServer, MemberSaid, NodeStatus } from './node-status.ts';
export type { Observation } from './observation.ts';
export {
  checkBasis,
  checkResult,
  frontendState,
  patroniRole,
  patroniState,
  postmasterState,
  replicationState,
  serverState,
  syncState,
  unitState,
  walSenderState,
} from './words.ts';
export type { Word } from './words.ts';
