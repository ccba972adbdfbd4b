import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../packages/agent/arguments.ts';
import { platformOf } from '../../../packages/agent/install/platform.ts';

describe('the command line', () => {
  test.each([
    [['run'], { kind: 'run', root: '/' }],
    [['run', '--root', '/tmp/x'], { kind: 'run', root: '/tmp/x' }],
    [['install', 'n1.json'], { kind: 'install', root: '/', file: 'n1.json', replace: null }],
    [['install', 'n1.json', '--replace', 'n2'], { kind: 'install', root: '/', file: 'n1.json', replace: 'n2' }],
    [['--version'], { kind: 'version' }],
    [['--help'], { kind: 'help', exitCode: 0 }],
    [[], { kind: 'help', exitCode: 2 }],
    [['install'], { kind: 'help', exitCode: 2 }],
    [['install', 'a', 'b'], { kind: 'help', exitCode: 2 }],
    [['run', 'fast'], { kind: 'help', exitCode: 2 }],
    [['--unknown'], { kind: 'help', exitCode: 2 }],
  ])('%j', (args, expected) => {
    expect(parseArguments(args)).toMatchObject(expected);
  });
});

describe('the platform in os-release', () => {
  test.each([
    ['ID=debian\nVERSION_ID="12"', 'debian'],
    ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian', 'debian'],
    ['ID="rhel"', 'rhel'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"', 'rhel'],
    ['ID="centos"\nID_LIKE="rhel fedora"', 'rhel'],
    ['ID=alpine', null],
    ['', null],
  ])('%j', (text, platform) => {
    expect(platformOf(text)).toBe(platform);
  });
});
