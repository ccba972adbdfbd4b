import type { MakeHandler } from '../agent-context.ts';
import { adoptMember } from '../member-restore/adopt-member.ts';
import { emptyMember, type MemberRestore } from '../member-restore/empty-member.ts';

export const planEmptyMemberHandler: MakeHandler<'PlanEmptyMember'> = (context) => async (wish) =>
  answer(await emptyMember(wish, context, { dryRun: true }));

export const emptyMemberHandler: MakeHandler<'EmptyMember'> = (context) => (wish) =>
  context.exclusive.run('making room for a restore', async () => answer(await emptyMember(wish, context, { dryRun: false })));

export const adoptMemberHandler: MakeHandler<'AdoptMember'> =
  (context) =>
  ({ restore }) =>
    context.exclusive.run('adoption of restored data', async () => answer(await adoptMember(restore, context)));

function answer({ changes, ...said }: MemberRestore): { state: string; changed: boolean; changes: string[] } {
  return { ...said, changes: [...changes] };
}
