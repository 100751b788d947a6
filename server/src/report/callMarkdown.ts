// A model call explained in Markdown: its price in one line, then its prompt segment by segment, in wire order.
import type { AnalyzedCall, Engine } from '../engine/index.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { patternText } from './patternText.ts';
import { segmentRows } from './segmentRows.ts';

/** A prompt of hundreds of segments would fill the screen: the rest is told in one line. */
const mostRows = 40;

export function callMarkdown(engine: Engine, call: AnalyzedCall): string {
  const rows = segmentRows(call);
  const lines = rows
    .slice(0, mostRows)
    .map(
      ({ position, role, tokens, volatility, cached, breakpoint, why }) =>
        `| ${position} | ${role} | ${engine.formatTokens(tokens)} | ${escapeMarkdown(volatility)} | ${
          cached ? 'yes' : 'no'
        }${breakpoint === undefined ? '' : ` ◆ ${breakpoint}`} | ${escapeMarkdown(why)} |`,
    );
  const rest = rows.length > mostRows ? [`… and ${rows.length - mostRows} more segments`] : [];
  const { assumptions } = call.estimate;
  const sources = engine.priceSources(call);
  const pattern = patternText(call);
  return [
    `**${escapeMarkdown(call.call.site.callee.label)}** — ${engine.lensText(call, 0)}`,
    ...(pattern === '' ? [] : [`Pattern: ${pattern}`]),
    ...(rows.length === 0
      ? ['Nothing is known of its prompt.']
      : [
          ['| # | part | tokens | changes | cached | from |', '|---:|---|---:|---|---|---|', ...lines].join('\n'),
          ...rest,
        ]),
    ...(sources.length === 0 ? [] : [sources.map(escapeMarkdown).join('  \n')]),
    ...(assumptions.length === 0 ? [] : [`Assumed: ${assumptions.map(escapeMarkdown).join('; ')}`]),
  ].join('\n\n');
}
