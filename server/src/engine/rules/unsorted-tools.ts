// Hints at a literal tool list that is not in name order.
import type { Block, Part } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { commentsBetween } from './edits/commentsBetween.ts';
import { reachesElsewhere, sortItemsFix } from './edits/index.ts';
import { type CallContext, defineRule } from './rule.ts';

export const unsortedTools = defineRule({
  id: 'unsorted-tools',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'a literal tool list is not in name order',
  docs: {
    what: 'Hints at tool lists that are written out in the source in another order than by name. Lists that are grouped on purpose, by comments or by a common prefix of the names, are left alone.',
    why: 'The order of such a list is fixed, so nothing is lost today. A list in name order stays the same when tools are added from several places, and two programs that use the same tools share one cache entry.',
    fix: 'Sort the list by name.',
    whenNotToUse: 'When the order of the tools carries a meaning, for instance the preferred tool first.',
  },
  messages: {
    unsorted:
      'The tools are not in name order: `{second}` stands behind `{first}`. Sort them by name, so that the order stays the same whoever adds a tool.',
  },
  *check(context) {
    const { tools } = context.analyzed.call.request;
    if (tools === undefined) return;
    const items = literalItems(context, tools);
    if (items === undefined) return;
    const names = items.map(({ name }) => name);
    const at = names.findIndex((name, index) => index > 0 && name < (names[index - 1] ?? ''));
    if (at < 0 || isGrouped(names)) return;
    const hasMark = tools.blocks.some((block) => block.mark !== undefined);
    yield {
      messageId: 'unsorted',
      place: tools.value.place,
      data: { first: names[at - 1] ?? '', second: names[at] ?? '' },
      // A mark belongs to the last place, not to the tool that happens to stand there.
      fixes: () =>
        hasMark || isReadOtherwise(context, tools.value.place, items)
          ? []
          : sortItemsFix(context, tools.value.place, items),
    };
  },
});

interface NamedItem {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Items of a list display that is written out in one document with nothing but commas between them. */
function literalItems(context: CallContext, { value, blocks, open, order }: Part): readonly NamedItem[] | undefined {
  if (value.kind !== 'list' || open || !order.fixed || value.rest !== undefined) return undefined;
  if (value.items.length < 2 || value.items.length !== blocks.length) return undefined;
  const text = context.text(value.place.path);
  if (text === undefined || !/^[[(]/.test(text.slice(value.place.start, value.place.end))) return undefined;
  const items: NamedItem[] = [];
  let at = value.place.start + 1;
  for (const [index, item] of value.items.entries()) {
    const name = blocks[index]?.name;
    const { place } = item;
    if (name === undefined || item.presence !== 'always' || item.repeated) return undefined;
    if (place.path !== value.place.path || place.start < at || place.end >= value.place.end) return undefined;
    if (commentsBetween(text, at, place.start)) return undefined;
    items.push({ name, start: place.start, end: place.end });
    at = place.end;
  }
  return commentsBetween(text, at, value.place.end) ? undefined : items;
}

/** One of the tools is sent without the others, or a prompt shows them: there the order may mean something. */
function isReadOtherwise(context: CallContext, list: Place, items: readonly NamedItem[]): boolean {
  const isItem = ({ value: { place } }: Block): boolean =>
    place.path === list.path && items.some(({ start, end }) => start === place.start && end === place.end);
  return reachesElsewhere(context, list, (_, { level, blocks }) => {
    return level === 'tools' && blocks.filter(isItem).length === items.length;
  });
}

/** Names fall into runs of a common first word (`github_…`, `slack_…`), each in one piece. */
function isGrouped(names: readonly string[]): boolean {
  const groups: string[] = [];
  for (const name of names) {
    const group = /^[A-Za-z0-9]+?(?=[_.\-/]|[A-Z])/.exec(name)?.[0] ?? name;
    if (groups.at(-1) === group) continue;
    if (groups.includes(group)) return false;
    groups.push(group);
  }
  return groups.length > 1 && groups.length < names.length;
}
