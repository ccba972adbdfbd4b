/** PostgreSQL users of the cluster itself; the topology's own come on top. */
export const postgresUsers = { superuser: 'postgres', replication: 'replicator', rewind: 'rewind' } as const;
