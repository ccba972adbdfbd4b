export type { ArchiverSaid, BackupDisk, CatalogueSaid, TimerSaid } from './backup-said.ts';
export { clusterView, hostIn, isDrained, memberIn, nodeIn } from './cluster-view.ts';
export type { ClusterView } from './cluster-view.ts';
export type { ConsulServerView, ConsulView } from './consul.ts';
export type { DcsView } from './dcs.ts';
export { lookPrefix, readBackends, readFrontend, serverByHand, shut, writeBackend } from './haproxy.ts';
export type { Fallback, ReadBackend, Shut } from './haproxy.ts';
export type { LeaderView } from './leader.ts';
export { said, silence } from './look.ts';
export type { Look, Silence, SilenceReason } from './look.ts';
export { lagBytes } from '../wal/index.ts';
export type { MemberState, MemberView } from './member.ts';
export { nodeStatusSchema } from './node-status.ts';
export type {
  BackupSaid,
  CertificateSaid,
  CheckSaid,
  ConsulSaid,
  DcsSaid,
  HaproxySaid,
  HaproxyServer,
  MemberSaid,
  NodeStatus,
} from './node-status.ts';
export { silenceWords, unitRuns } from './nodes.ts';
export type { NodeView, Observation, Unanswered } from './nodes.ts';
export { isCounting, servicePorts, serversUp, waitsForVip } from './traffic.ts';
export type { HostView, ReadPath, TrafficView } from './traffic.ts';
export type { Truth } from './truth.ts';
export type { VipView } from './vip.ts';
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
