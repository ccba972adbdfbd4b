const least = [20, 19];

/** @param {string} version such as 20.19.2 */
export function ensureNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new Error(`Node ${version} is too old for the tools used here: install Node ${least.join('.')} or later.`);
}
