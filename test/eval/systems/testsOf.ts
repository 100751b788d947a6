// The tests of a row: its own, and for each of its rules the first section of the fixture, which a rule that finds nothing fails.
import type { SystemRow, SystemTest } from './systemRow.ts';

/** `read` gives undefined for a file that is not there. */
export function testsOf(
  { rules = [], tests }: SystemRow,
  read: (path: string) => string | undefined,
): readonly SystemTest[] {
  const ofRules = rules.flatMap((id): readonly SystemTest[] => {
    const fixture = `test/fixtures/rules/${id}.md`;
    const title = /^## (.+)$/m.exec(read(fixture) ?? '')?.[1];
    if (title === undefined) return [];
    return [
      {
        file: 'test/unit/fixtures.test.ts',
        name: `${id} ${title}`,
        fixture,
        change: {
          file: `server/src/engine/rules/${id}.ts`,
          search: '*check(',
          replace: '*check() {},\n  *silenced(',
        },
      },
    ];
  });
  return [...tests, ...ofRules];
}
