/** The first lines of every topology file. */
export function heading(name: string, shape: string): string {
  return `\
# yaml-language-server: $schema=./cluster.schema.json
#
# ${shape}
# A line that is commented out shows a default. \`tamada topology show\` prints the file with every default filled in,
# \`tamada validate\` says what is wrong with it.

# Name of the cluster. It stays as it is once the cluster stands.
name: ${name}
`;
}
