// Original file: proto/tamada/v1/agent.proto

import type { BundleHeader as _tamada_v1_BundleHeader, BundleHeader__Output as _tamada_v1_BundleHeader__Output } from '../../tamada/v1/BundleHeader.ts';
import type { BundleDirectory as _tamada_v1_BundleDirectory, BundleDirectory__Output as _tamada_v1_BundleDirectory__Output } from '../../tamada/v1/BundleDirectory.ts';
import type { BundleFile as _tamada_v1_BundleFile, BundleFile__Output as _tamada_v1_BundleFile__Output } from '../../tamada/v1/BundleFile.ts';
import type { BundleUnit as _tamada_v1_BundleUnit, BundleUnit__Output as _tamada_v1_BundleUnit__Output } from '../../tamada/v1/BundleUnit.ts';
import type { BundleSecret as _tamada_v1_BundleSecret, BundleSecret__Output as _tamada_v1_BundleSecret__Output } from '../../tamada/v1/BundleSecret.ts';
import type { BundleEnd as _tamada_v1_BundleEnd, BundleEnd__Output as _tamada_v1_BundleEnd__Output } from '../../tamada/v1/BundleEnd.ts';
import type { BundleMore as _tamada_v1_BundleMore, BundleMore__Output as _tamada_v1_BundleMore__Output } from '../../tamada/v1/BundleMore.ts';

export interface BundlePart {
  'header'?: (_tamada_v1_BundleHeader | null);
  'directory'?: (_tamada_v1_BundleDirectory | null);
  'file'?: (_tamada_v1_BundleFile | null);
  'unit'?: (_tamada_v1_BundleUnit | null);
  'secret'?: (_tamada_v1_BundleSecret | null);
  'end'?: (_tamada_v1_BundleEnd | null);
  'more'?: (_tamada_v1_BundleMore | null);
  'part'?: "header"|"directory"|"file"|"unit"|"secret"|"end"|"more";
}

export interface BundlePart__Output {
  'header'?: (_tamada_v1_BundleHeader__Output | null);
  'directory'?: (_tamada_v1_BundleDirectory__Output | null);
  'file'?: (_tamada_v1_BundleFile__Output | null);
  'unit'?: (_tamada_v1_BundleUnit__Output | null);
  'secret'?: (_tamada_v1_BundleSecret__Output | null);
  'end'?: (_tamada_v1_BundleEnd__Output | null);
  'more'?: (_tamada_v1_BundleMore__Output | null);
  'part'?: "header"|"directory"|"file"|"unit"|"secret"|"end"|"more";
}
