import { dataDirectoryStates } from '@tamada/core/converge';
import * as z from 'zod';

/** `vrrp` is IP protocol 112, which has no ports: its port is 0. */
const portProtocolSchema = z.enum(['tcp', 'udp', 'vrrp']);
export type PortProtocol = z.infer<typeof portProtocolSchema>;

const portStateSchema = z.object({
  port: z.number(),
  protocol: portProtocolSchema,
  /** `ours`: held by a program that tamada runs on this node. */
  state: z.enum(['free', 'ours', 'taken']),
  /** Process name, empty where unknown. */
  holder: z.string(),
});
export type PortState = Readonly<z.infer<typeof portStateSchema>>;
export const portStatesSchema = z.array(portStateSchema);

const dataFolderSchema = z.object({
  kind: z.enum(['folder', 'file', 'nothing']),
  /** Empty where it is not a link. */
  linkTarget: z.string(),
  mountPoint: z.boolean(),
  fileSystem: z.string(),
  owner: z.string(),
  /** The first few. */
  names: z.array(z.string()),
});

/**
 * `link`: something on the way is a link, which an agent never follows; `closed`: `user` may not pass `at`; `read_only`, `noexec`: how its
 * file system is mounted, or that it is marked immutable.
 */
const placeProblemSchema = z.object({
  path: z.string(),
  at: z.string(),
  problem: z.enum(['link', 'not_a_folder', 'not_a_file', 'closed', 'read_only', 'noexec']),
  user: z.string(),
});
export type PlaceProblem = Readonly<z.infer<typeof placeProblemSchema>>;

/** What an agent found on its node. Sizes in bytes, fsync in milliseconds (median). */
export const surveySchema = z.object({
  ports: portStatesSchema,
  disks: z.array(z.object({ path: z.string(), totalBytes: z.number(), freeBytes: z.number(), fsyncMs: z.number() })),
  dataDirectory: z.enum(dataDirectoryStates),
  /** What is in its place; null where nothing is, or the role has none. */
  dataFolder: dataFolderSchema.nullable(),
  users: z.array(z.object({ name: z.string(), present: z.boolean() })),
  locales: z.array(z.object({ name: z.string(), present: z.boolean() })),
  /** Empty strings: not installed, not to be had. */
  packages: z.array(z.object({ name: z.string(), version: z.string(), candidate: z.string() })),
  clock: z.enum(['synchronised', 'unsynchronised', 'unknown']),
  watchdog: z.enum(['present', 'absent', 'inaccessible']),
  selinux: z.enum(['enforcing', 'permissive', 'disabled', 'absent']),
  firewalls: z.array(z.string()),
  systemdRunning: z.boolean(),
  /** IPv4, on all interfaces but loopback. */
  addresses: z.array(z.string()),
  /** Files and folders of ours that cannot be as they must be. */
  places: z.array(placeProblemSchema),
  /** Why keepalived's user cannot run the check; empty where it can, or need not. */
  checkProblem: z.string(),
  /** Units and programs that may change packages or restart our programs by themselves. */
  automation: z.array(z.string()),
  /**
   * What may take an address away: `dhcp`, a lease; `loopback`, it is no network's; `networkd`, systemd-networkd removes what it has not
   * set itself.
   */
  addressRisks: z.array(z.enum(['dhcp', 'loopback', 'networkd'])),
  /** Units of our programs that run, though nothing of ours started them. */
  strangers: z.array(z.string()),
  /** Units of our programs that cannot be started. */
  maskedUnits: z.array(z.string()),
  /** Ports of ours that the kernel may give to any outgoing connection. */
  stolenPorts: z.array(z.number()),
});
export type Survey = Readonly<z.infer<typeof surveySchema>>;

/** One try to reach a peer. Round-trip time in milliseconds. */
export const probeResultSchema = z.object({
  /** `arp` asks the segment whether anybody answers for the address; its port is 0, its node empty. */
  target: z.object({ node: z.string(), address: z.string(), port: z.number(), protocol: z.enum([...portProtocolSchema.options, 'arp']) }),
  reachable: z.boolean(),
  rttMs: z.number(),
  /** Empty for `arp` where nobody answers: that is an answer. */
  problem: z.string(),
  /** For `arp`: the hardware address that answers. */
  by: z.string(),
});
export type ProbeResult = Readonly<z.infer<typeof probeResultSchema>>;

/** A judgement of preflight. `node` is null where it is about the cluster. */
export interface Finding {
  readonly name: string;
  readonly node: string | null;
  readonly level: 'pass' | 'warn' | 'fail';
  readonly reason: string;
  /** What the operator can do; empty for a pass. */
  readonly remedy: string;
  /** The operator demoted it by `--ignore`. */
  readonly ignored: boolean;
}
