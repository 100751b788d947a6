// Reports a set of tools that changes from one tick to the next.
import { changesAtLeast, type ModelCall, type Part } from '../model/index.ts';
import { defineRule } from './rule.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';
import { reuseOf } from './shared/reuse.ts';
import { lowered } from './shared/severity.ts';
import { sourceSteps } from './shared/sourceSteps.ts';
import { changesPhrase, shortLabel } from './shared/words.ts';

export const varyingTools = defineRule({
  id: 'varying-tools',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'the set of tools changes from tick to tick',
  docs: {
    what: 'Reports requests that are sent again with another set of tools: filtered for each request, switched by a mode, fetched anew on each step.',
    why: 'Tools stand first on the wire, so a tool added or removed loses the tools, the system prompt and the whole conversation from the cache.',
    fix: 'Send all tools every time and restrict their use another way: `tool_choice`, allowed tools, deferred loading, or an answer of the tool that says it is not available now.',
    whenNotToUse:
      'When the set changes once in a long conversation, and the smaller list saves more than the rewrite costs.',
  },
  messages: {
    changed:
      'The set of tools {changes}, and each change loses the whole prompt from the cache.{cost} Send the same tools on every tick and limit their use with `tool_choice` or deferred loading.',
    changedForRun:
      'The set of tools can be another one in each run, and then runs share nothing of the prompt. Send the same tools in the same order on every run and limit their use with `tool_choice` or deferred loading.',
    chosenForRun:
      'The set of tools depends on `{label}`, which can be another one in each run, and then runs share nothing of the prompt. Send the same tools in the same order on every run and limit their use with `tool_choice` or deferred loading.',
    chosen:
      'The set of tools depends on `{label}`, which {changes}, and each change loses the whole prompt from the cache.{cost} Send the same tools on every tick and limit their use with `tool_choice` or deferred loading.',
  },
  *check(context) {
    const { call } = context.analyzed;
    const { tools } = call.request;
    if (tools === undefined || reuseOf(call) === 'once' || keepsPrefix(tools)) return;
    const { membership, membershipSource } = tools;
    const isSwitched = namesDiffer(tools, call.next?.tools);
    const isPerRun = !isSwitched && !changesBetweenTicks(call, tools);
    if (isPerRun && !changesBetweenRuns(tools)) return;
    const effect = isPerRun ? undefined : lostReads(context, -1);
    const phrase = isSwitched ? changesPhrase('call') : changesPhrase(membership.changes);
    const isLikely = !isSwitched && membership.sureness === 'likely';
    const isNamed = membershipSource !== undefined;
    yield {
      messageId: isPerRun ? (isNamed ? 'chosenForRun' : 'changedForRun') : isNamed ? 'chosen' : 'changed',
      place: membershipSource?.place ?? tools.place,
      severity: isLikely || isPerRun ? lowered('warning') : 'warning',
      data: {
        label: shortLabel(membershipSource?.label ?? ''),
        changes: isLikely ? `looks like it ${phrase}` : phrase,
        cost: effect === undefined ? '' : lostReadsSentence(context, effect),
      },
      related: [
        { place: tools.place, message: 'the tools enter the request here' },
        ...(membershipSource === undefined ? [] : sourceSteps(membershipSource)),
      ],
      effect,
    };
  },
});

/** `request` is enough when the ticks of one conversation are requests of their own. */
function changesBetweenTicks(call: ModelCall, { membership }: Part): boolean {
  if (membership.sureness === 'unknown') return false;
  if (membership.changes === 'call') return true;
  return call.history.kind === 'conversation' && changesAtLeast(membership, 'request');
}

/** Inside of a run they are the same, but the next run begins with others. */
function changesBetweenRuns({ membership }: Part): boolean {
  return membership.sureness !== 'unknown' && membership.changes === 'request';
}

function namesDiffer(now: Part, next: Part | undefined): boolean {
  if (next === undefined || now.open || next.open) return false;
  const before = namesOf(now);
  const after = namesOf(next);
  return before !== undefined && after !== undefined && before.join('\n') !== after.join('\n');
}

function namesOf({ blocks }: Part): readonly string[] | undefined {
  const names: string[] = [];
  for (const { name, repeated, presence } of blocks) {
    if (name === undefined || repeated || presence === 'sometimes') return undefined;
    names.push(name);
  }
  return names.sort();
}

/** Deferred tools are appended where they are found and leave the prefix as it is. */
function keepsPrefix({ blocks }: Part): boolean {
  return blocks.some(
    ({ value }) =>
      value.kind === 'record' && value.fields.some(({ key }) => key === 'defer_loading' || key === 'deferLoading'),
  );
}
