// The verdict on a run in a sentence or two: what makes it dear, the figure that decided, and the lever that fits.
import { formatRate } from './formatTokens.ts';
import type { Verdict } from './verdict.ts';

export function verdictText(verdict: Verdict): string {
  const figure = verdict.kind === 'too-many-ticks' ? String(verdict.figure) : formatRate(verdict.figure);
  switch (verdict.kind) {
    case 'long-inputs':
      return `Long inputs: the prompt is at least ${figure} of every tick's cost, and the latest tick reads ${formatRate(verdict.hitRate)} of it from the cache. Prompt caching is the lever.`;
    case 'cached-long-inputs':
      return `Long inputs, carried by the cache: the prompt is at least ${figure} of every tick's cost, and ${formatRate(verdict.hitRate)} of the latest one is read from the cache. A shorter prompt and fewer ticks are the levers left.`;
    case 'too-many-ticks':
      return `Too many ticks: ${figure} of them send the prompt again. A plan made once, or a better stop condition, is the lever.`;
    case 'one-slow-tool':
      return `One slow tool: a single tool call takes ${figure} of the wall clock. A result cache, parallel calls, or a faster tool is the lever.`;
    case 'long-answers':
      return `Long answers: the model's output is ${figure} of the dearest tick's cost. A limit on the output, or a smaller model, is the lever.`;
    case 'balanced':
      return `None stands out: the prompt is at least ${figure} of a tick's cost, and ${formatRate(verdict.hitRate)} of the latest one is read from the cache.`;
  }
}
