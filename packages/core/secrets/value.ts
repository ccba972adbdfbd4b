/** What a secret is, which decides how it is made and judged. */
export type SecretKind = 'password' | 'uuid' | 'gossip_key' | 'keepalived_password';

const mostCharacters = 1000;

/** Patroni makes these roles in a block that it quotes by `$$`. */
const ofPatroni: readonly string[] = ['postgres_superuser', 'postgres_replication', 'postgres_rewind'];

/** What is wrong with a secret's value, in words that do not repeat it; null where nothing is. */
export function secretProblem({ name, kind }: { readonly name: string; readonly kind: SecretKind }, value: string): string | null {
  switch (kind) {
    case 'password':
      return ofPatroni.includes(name) && value.includes('$$') ? dollars : passwordProblem(value);
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? null : 'it must be a UUID in lower case';
    case 'gossip_key':
      return /^[A-Za-z0-9+/]{43}=$/.test(value) ? null : 'it must be 32 bytes as base64, as `consul keygen` prints them';
    case 'keepalived_password':
      // keepalived takes the first eight characters and says nothing about the rest.
      return /^[A-Za-z0-9]{8}$/.test(value) ? null : 'it must be 8 letters and digits';
  }
}

const dollars = 'it holds two dollar signs in a row, by which Patroni quotes it while it makes the role';

/** Every printable ASCII character is allowed; others are normalised differently by PostgreSQL's clients. */
function passwordProblem(value: string): string | null {
  if (value === '') return 'it is empty';
  if (value.length > mostCharacters) return `it is longer than ${mostCharacters} characters`;
  const odd = Array.from(value).find((character) => !/[ -~]/.test(character));
  if (odd === undefined) return null;
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const what = /\p{Cc}/u.test(odd) ? 'a control character' : 'a character outside ASCII';
  return `it holds ${what} (U+${code}); use printable ASCII characters`;
}
