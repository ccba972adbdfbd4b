import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const pages = ['README.md', 'CHANGELOG.md', ...filesBelow('docs'), 'test/fakes/cluster/README.md'].filter((path) => path.endsWith('.md'));
const roots = ['configs', 'docs', 'packages', 'proto', 'scripts', 'test'];
const files = roots.flatMap(filesBelow);
/** From any folder on: `wire/access.ts`, and also `access.ts`. */
const ends = new Set(files.flatMap((path) => [...pathEnds(path), ...folders(path).flatMap((folder) => pathEnds(folder))]));

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  test('every link leads to a page and a heading that are there', () => {
    const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !/^https?:/.test(target)).filter((target) => !leads(page, target))).toEqual([]);
  });

  test('every path of the repository that it names is there', () => {
    expect(namedPaths(text).filter((path) => !isThere(path))).toEqual([]);
  });
});

test('every page that the code names is there, with its heading', () => {
  const named = files
    .filter((path) => /\.(ts|mjs|js|proto|mustache|yaml)$/.test(path) && !path.includes('/docs/'))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bdocs\/[\w-]+\.md(?:#[\w-]+)?/g)].map(([target]) => `${path}: ${target}`));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((each) => !leads('README.md', each.split(': ')[1] ?? ''))).toEqual([]);
});

test('README leads to every page', () => {
  const text = readFileSync('README.md', 'utf8');
  expect(pages.filter((page) => page.startsWith('docs/') && !text.includes(`](${page})`))).toEqual([]);
});

function leads(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : relative('.', join(dirname(page), path));
  if (!existsSync(file)) return false;
  return anchor === undefined || anchors(readFileSync(file, 'utf8')).includes(anchor);
}

/** Headings as GitHub makes anchors of them. */
function anchors(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What stands in backticks and is a file of ours, or begins with a folder of ours; a star and words in capitals stand for any name. */
function namedPaths(text: string): readonly string[] {
  const words = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);
  const packages = readdirSync('packages');
  return words.filter((word) => {
    if (!/^[\w.*-]+(\/[\w.*-]+)*\/?$/.test(word)) return false;
    return /\.(ts|mjs|proto)$/.test(word) || (word.includes('/') && [...roots, ...packages].includes(word.split('/')[0] ?? ''));
  });
}

function isThere(path: string): boolean {
  const wanted = path.replace(/\/$/, '');
  if (ends.has(wanted)) return true;
  const pattern = new RegExp(`^${wanted.replaceAll('.', '\\.').replaceAll(/\*|[A-Z]{2,}/g, '[^/]+')}$`);
  return [...ends].some((end) => pattern.test(end));
}

function withoutBlocks(text: string): string {
  return text.replaceAll(/^```[^]*?^```/gm, '');
}

function withoutCode(text: string): string {
  return withoutBlocks(text).replaceAll(/`[^`\n]*`/g, '');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function folders(path: string): readonly string[] {
  const parts = dirname(path).split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function pathEnds(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
