// Asks axe for the serious accessibility problems of what is on screen.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface AxeWindow {
  readonly axe: { run: (context: Document, options: object) => Promise<{ violations: readonly Violation[] }> };
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

export async function seriousProblems(tab: Page): Promise<readonly string[]> {
  await tab.evaluate(axe.source);
  const violations = await tab.evaluate(async () => {
    const { violations: found } = await (window as unknown as AxeWindow).axe.run(document, {
      resultTypes: ['violations'],
    });
    return found.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => node) }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`),
    );
}
