import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../packages/agent/arguments.ts';
import { enrollText } from '../../../packages/coordinator/report/setup-text.ts';
import { makePaint } from '../../../packages/coordinator/report/paint.ts';
import { platformOf } from '../../../packages/agent/install/host.ts';

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

  test('help names the file as `tamada enroll` tells where to put it', () => {
    const file = '/root/pg-a1-1.json';
    expect(parseArguments(['--help'])).toMatchObject({ text: expect.stringContaining(`tamada-agent install ${file}\n`) as string });
    const enrolled = { node: 'pg-a1-1', address: '10.10.1.1', file: 'enroll/pg-a1-1.json', notAfterMs: 0 };
    expect(enrollText([enrolled], '1.0.0', makePaint(false))).toContain(`tamada-agent install ${file} `);
  });
});

describe('the platform in os-release', () => {
  test.each([
    ['ID=debian\nVERSION_ID="12"', 'debian'],
    ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian', 'debian'],
    ['ID="rhel"', 'rhel'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"', 'rhel'],
    ['ID="centos"\nID_LIKE="rhel fedora"', 'rhel'],
    ['NAME="Oracle Linux Server"\nID="ol"\nID_LIKE="fedora"\nPLATFORM_ID="platform:el9"', 'rhel'],
    ['ID=fedora\nPLATFORM_ID="platform:f41"', null],
    ['ID="amzn"\nID_LIKE="fedora"\nPLATFORM_ID="platform:al2023"', null],
    ['ID=alpine', null],
    ['', null],
  ])('%j', (text, platform) => {
    expect(platformOf(text)).toBe(platform);
  });
});
