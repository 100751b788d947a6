// Recognizers meet whatever the code passes: any value must be read without a fault.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyOf, recognize, recognizers } from '../../../../server/src/engine/recognizers/index.ts';
import { compareTicks, layOut } from '../../../../server/src/engine/segments/index.ts';
import {
  choice,
  fn,
  hole,
  keywords,
  list,
  opaque,
  type Plain,
  positional,
  record,
  repeated,
  site,
  sometimes,
  symbol,
  text,
  volatility,
} from '../../../harness/values.ts';

const words = ['type', 'text', 'role', 'user', 'system', 'content', 'tool_result', 'cache_control', 'providerOptions'];
const options = [
  'model',
  'system',
  'instructions',
  'tools',
  'messages',
  'input',
  'prompt',
  'cache_control',
  'requests',
];
const key = fc.constantFrom(
  ...words,
  ...options,
  'ttl',
  '1h',
  'anthropic',
  'cacheControl',
  'function',
  'name',
  'params',
);

const { plain } = fc.letrec<{ plain: Plain }>((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    key,
    fc.constantFrom<Plain>(null, undefined, true, 3),
    fc.constantFrom(...words).map((word): Plain => text(word, hole('x'))),
    fc.constant('x').map((label): Plain => opaque(label)),
    key.map((name): Plain => symbol('ai', name, '()')),
    key.map((name): Plain => fn(name)),
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.array(tie('plain'), { maxLength: 4 }).map((items): Plain => list(items, { rest: opaque('rest') })),
    fc.dictionary(key, tie('plain'), { maxKeys: 5 }),
    fc.dictionary(key, tie('plain'), { maxKeys: 5 }).map((fields): Plain => record(fields, opaque('rest'))),
    fc.array(tie('plain'), { maxLength: 3 }).map((ways): Plain => choice(volatility('request'), ...ways)),
    tie('plain').map((one): Plain => sometimes(one)),
    tie('plain').map((one): Plain => repeated(one)),
  ),
}));

const request = fc.dictionary(fc.constantFrom(...options), plain, { maxKeys: 6 });
const callees = recognizers.flatMap(({ packages, tails }) => tails.map((tail) => `${packages[0]}:${tail.join('.')}`));

test('any arguments are read, laid out and compared', () => {
  fc.assert(
    fc.property(fc.constantFrom(...callees), request, request, fc.boolean(), (callee, one, other, isPython) => {
      const args = isPython ? keywords : positional;
      const call = site(callee, args(one), { nextArgs: args(other) });
      const found = recognize(call);
      if (found === undefined) return;
      const layout = layOut(found.request);
      expect(layout.stableSegments).toBeLessThanOrEqual(layout.firstVolatile ?? layout.segments.length);
      for (const { block, after } of layout.breakpoints) expect(layout.segments[after - 1]?.block).toBe(block);
      expect(new Set(layout.segments.map((segment) => segment.block)).size).toBe(layout.blocks.length);
      expect(compareTicks(layout, layout)?.kind).not.toBe('appended');
      expect(historyOf(found.request, found.request, call).kind).not.toBe('rewritten');
      if (found.next !== undefined) compareTicks(layout, layOut(found.next));
    }),
    { numRuns: 500 },
  );
});
