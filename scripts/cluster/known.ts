import type { Datacenter, Host } from '../lab/index.ts';

export const databases = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'] as const satisfies readonly Host[];

/** The table that writers outside of the cluster fill. */
export const writerTable = 'written';

/** The virtual addresses of cluster.yaml. */
export const vips = { a1: '10.10.1.3', a2: '10.10.2.3' } as const satisfies Partial<Record<Datacenter, string>>;
export type VipPlace = keyof typeof vips;
export const vipPlaces: readonly VipPlace[] = ['a1', 'a2'];

/** A password of every printable ASCII character: what survives this survives any quoting. */
export const everyPrintable = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_none, index) => 0x20 + index));

/** The secrets that get it in the lab: every one that a person might choose. */
export const secretNames = ['postgres_superuser', 'postgres_replication', 'postgres_rewind', 'patroni_rest', 'user_app'] as const;
