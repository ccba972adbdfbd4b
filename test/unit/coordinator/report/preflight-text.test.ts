import type { Finding } from '@tamada/core/preflight';
import { expect, it } from 'vitest';
import { makePaint } from '../../../../packages/coordinator/report/paint.ts';
import { preflightText } from '../../../../packages/coordinator/report/preflight-text.ts';

const finding = (name: string, level: Finding['level']): Finding => ({ name, node: 'n1', level, reason: 'r', remedy: '', ignored: false });
const lines = (...findings: readonly Finding[]): readonly string[] => preflightText(findings, makePaint(false)).split('\n');

it('suggests to ignore what can be ignored', () => {
  expect(lines(finding('ports', 'fail'), finding('clock', 'pass'))).toEqual([
    'fail  n1: ports: r',
    'pass  1 of 2 checks; passed on every node: clock',
    'not ready: fix the failures, or let bootstrap continue in spite of them with --ignore ports',
  ]);
});

it('suggests nothing where one of them cannot be, and names no check where none is well', () => {
  expect(lines(finding('agent', 'fail'))).toEqual(['fail  n1: agent: r', 'pass  0 of 1 check', 'not ready: fix the failures']);
});
