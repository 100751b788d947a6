// What the user changes of a prompt without touching the code: marks, lifetime, tools that change, the scenario.
import type { PlanChange } from '../../../server/src/engine/profile/index.ts';
import type { PageMark, PageScenario, ProfilePage } from '../../../server/src/protocol/index.ts';

export interface Play {
  readonly marks: readonly PageMark[];
  /** Undefined: as the source has it. False: switched off. */
  readonly automatic?: NonNullable<ProfilePage['automatic']> | false;
  readonly toolsChange: boolean;
  readonly scenario: PageScenario;
}

export function playOf(page: ProfilePage, scenario?: Partial<PageScenario>): Play {
  return { marks: page.marks, toolsChange: false, scenario: { ...page.scenario, ...scenario } };
}

export function changeOf({ marks, automatic, toolsChange }: Play): PlanChange {
  return { marks, toolsChange, ...(automatic === undefined ? {} : { automatic }) };
}

/** The mark of automatic caching as it is played with. */
export function automaticOf(page: ProfilePage, { automatic }: Play): ProfilePage['automatic'] {
  return automatic === false ? undefined : (automatic ?? page.automatic);
}

/** Marks stand elsewhere, or live for another time, than the source says. */
export function hasMovedMarks(page: ProfilePage, { marks }: Play): boolean {
  return marksText(page.marks) !== marksText(marks);
}

/** What the marks stand on: moved marks are kept while it stays the same. */
export function shapeOf(page: ProfilePage): string {
  return JSON.stringify([
    page.marks,
    page.automatic,
    page.blocks.map(({ level, type, label }) => [level, type, label]),
  ]);
}

function marksText(marks: readonly PageMark[]): string {
  return JSON.stringify(marks.map(({ block, ttl }) => [block, ttl ?? '']).sort(([a], [b]) => Number(a) - Number(b)));
}
