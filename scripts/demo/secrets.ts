/** A password of every printable ASCII character: what survives this survives any quoting. */
export const everyPrintable = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_none, index) => 0x20 + index));

/** The secrets that get it in the lab: every one that a person might choose. */
export const secretNames = ['postgres_superuser', 'postgres_replication', 'postgres_rewind', 'patroni_rest', 'user_app'] as const;
