/** Users and groups that a sysusers.d file makes: `u name …`, `g name …`. A user brings a group of its name. */
export function declaredUsers(content: string): { readonly users: readonly string[]; readonly groups: readonly string[] } {
  const lines = content.split('\n').map((line) => line.trim().split(/\s+/));
  const named = (kinds: readonly string[]): readonly string[] =>
    lines.flatMap(([kind = '', name]) => (kinds.includes(kind.replace(/[!+-]/g, '')) && name !== undefined ? [name] : []));
  return { users: named(['u']), groups: named(['u', 'g']) };
}
