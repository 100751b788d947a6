// Reports more cache marks than the provider takes.
import type { Breakpoint } from '../model/index.ts';
import { markLastOnlyFix, removeMarksFix, rollInsteadFix } from './edits/index.ts';
import { type CallContext, type Draft, defineRule } from './rule.ts';

type MessageId = 'tooMany' | 'everyBlock' | 'accumulating';

export const tooManyBreakpoints = defineRule({
  id: 'too-many-breakpoints',
  since: '0.1.0',
  severity: 'error',
  recommended: true,
  fix: 'unsafe',
  takes: 'call',
  summary: 'more cache marks than the provider accepts',
  docs: {
    what: 'Reports requests with more marks than the provider accepts (four on Anthropic, where automatic caching uses one), and marks that are put on every block of a list of unknown length.',
    why: 'The API refuses the whole request. Some SDKs drop marks instead, and not always the ones that matter least.',
    fix: 'Keep one mark on the tools or the system prompt and one or two on the newest turns. An earlier mark on the same level adds little: a lookup walks back from the later one.',
    whenNotToUse: 'When a proxy between the program and the provider removes the marks that are too many.',
  },
  messages: {
    tooMany:
      'This request carries {count} cache breakpoints, and the API refuses more than {limit}. Remove {excess}: an earlier mark of the same level is reached from the later one.',
    everyBlock:
      'Every block of this list gets a cache breakpoint, and the API refuses a request with more than {limit}. Mark only the last block.',
    accumulating:
      'Every turn that is appended keeps its cache breakpoint, and the API refuses a request with more than {limit}. Clear the old marks before a new one is set.',
  },
  *check(context) {
    const { layout } = context.analyzed;
    const limit = context.limits.markLimit;
    if (limit === undefined) return;
    const counted = layout.breakpoints.filter(
      ({ block, mark }) => mark.presence === 'always' && layout.blocks[block]?.presence !== 'sometimes',
    );
    const excess = counted.slice(limit);
    const first = excess[0];
    if (first !== undefined) {
      yield {
        messageId: 'tooMany',
        place: first.mark.place,
        data: { count: counted.length, limit, excess: excess.length === 1 ? 'one' : excess.length },
        related: counted
          .filter((other) => other !== first)
          .map(({ mark }) => ({ place: mark.place, message: 'another breakpoint of this request' })),
        fixes: () => removeMarksFix(context, leastUseful(context, counted, excess.length), 'unsafe'),
      };
      return;
    }
    yield* repeatedMarks(context, limit);
  },
});

function* repeatedMarks(context: CallContext, limit: number): Iterable<Draft<MessageId>> {
  const { layout, call } = context.analyzed;
  const data = { limit };
  // On the first tick the last message is the task; what tools have answered stands there from the next one on.
  for (const { mark, level, repeated } of [...layout.blocks, ...(call.next?.messages?.blocks ?? [])]) {
    if (mark === undefined || !repeated || mark.presence !== 'always') continue;
    if (mark.automatic || level === 'tools') continue;
    yield {
      messageId: 'everyBlock',
      place: mark.place,
      severity: 'warning',
      data,
      fixes: () => markLastOnlyFix(context, mark),
    };
    return;
  }
  if (call.history.kind !== 'appended' || call.request.hiddenMarks) return;
  const kept = call.history.items.find(
    ({ mark }) => mark !== undefined && !mark.automatic && mark.presence === 'always',
  );
  const mark = kept?.mark;
  if (mark !== undefined && kept?.presence === 'always') {
    yield {
      messageId: 'accumulating',
      place: mark.place,
      severity: 'warning',
      data,
      fixes: () => rollInsteadFix(context, mark),
    };
  }
}

/** Marks that another mark of the same level follows are dispensable, earliest first. */
function leastUseful(context: CallContext, marks: readonly Breakpoint[], count: number): readonly Breakpoint[] {
  const levelOf = ({ block }: Breakpoint): string => context.analyzed.layout.blocks[block]?.level ?? '';
  const chosen: Breakpoint[] = [];
  for (const [index, mark] of marks.entries()) {
    if (chosen.length === count) break;
    const next = marks[index + 1];
    if (next !== undefined && levelOf(next) === levelOf(mark) && !mark.mark.automatic) chosen.push(mark);
  }
  return chosen;
}
