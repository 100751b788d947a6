// Where other price lists differ from the catalog, and why the catalog stays as it is; each entry is dated.
import type { Disagreement } from './compareCatalog.ts';

export interface KnownDisagreement {
  readonly source: string;
  readonly models: readonly string[];
  readonly figure: Disagreement['figure'];
  /** What the source says; a list that changed is looked at again. */
  readonly theirs: number | string;
  readonly why: string;
  readonly date: string;
}

const genai = '@pydantic/genai-prices';
const info = 'llm-info';
const date = '2026-11-21';

export const knownDisagreements: readonly KnownDisagreement[] = [
  {
    source: genai,
    models: ['claude-sonnet-5-5'],
    figure: 'read',
    theirs: 0.2,
    why: 'the rate fell to 0.05 x input on 2026-10-07; the list has no row for the model and matches Sonnet 5 by its prefix',
    date,
  },
  ...(['tierAbove', 'tierInput', 'tierOutput'] as const).map((figure, at) => ({
    source: genai,
    models: ['claude-sonnet-4-5'],
    figure,
    theirs: [200_000, 6, 22.5][at] ?? 0,
    why: 'holds for the long-context beta only; the window of 200,000 tokens here cannot pass the boundary',
    date,
  })),
  ...(['input', 'output', 'read'] as const).map((figure, at) => ({
    source: genai,
    models: ['deepseek-v4-pro'],
    figure,
    theirs: [0.66, 1.98, 0.022][at] ?? 0,
    why: 'half of the rates of 2026-11-10, which are newer; not settled, so users see the source and the date',
    date,
  })),
  ...(['read', 'write5m', 'write1h'] as const).map((figure, at) => ({
    source: genai,
    models: ['claude-3-sonnet'],
    figure,
    theirs: [0.3, 3.75, 6][at] ?? 0,
    why: 'the model never had prompt caching; the list prices it by the rule for others',
    date,
  })),
  ...(['claude-3-haiku', 'claude-3-opus'] as const).map((model, at) => ({
    source: genai,
    models: [model],
    figure: 'write1h' as const,
    theirs: [0.5, 30][at] ?? 0,
    why: 'no page of the provider offers entries of one hour on this model; unknown stays unknown',
    date,
  })),
  ...[
    [['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano'], 1_000_000, 'rounded there; the documented window is 1,047,576'],
    [['gpt-5.5'], 1_000_000, 'rounded there; the window here is inferred from sibling models and says so'],
    [
      [
        'gemini-2.5-flash-lite',
        'gemini-3-flash-preview',
        'gemini-3.1-flash-lite',
        'gemini-3.5-flash',
        'gemini-3.5-flash-lite',
        'gemini-3.6-flash',
        'gemini-3.7-flash',
        'gemini-3.8-flash',
      ],
      1_000_000,
      'rounded there; the documented window is 1,048,576',
    ],
    [['gpt-4-32k'], 32_000, 'rounded there; the documented window is 32,768'],
    [['claude-2'], 200_000, 'matches Claude 2.1 by its prefix; Claude 2.0 had 100,000'],
    [
      ['gpt-3.5-turbo-0613', 'gpt-3.5-turbo-instruct'],
      16_385,
      'matches the later model of the family; these had 4,096',
    ],
    [
      ['gpt-5-chat-latest', 'gpt-5.1-chat-latest', 'gpt-5.2-chat-latest'],
      400_000,
      'the window of the models of the API; the chat models are documented with 128,000',
    ],
  ].map(([models, theirs, why]) => ({
    source: genai,
    models: models as readonly string[],
    figure: 'contextWindow' as const,
    theirs: theirs as number,
    why: why as string,
    date,
  })),
  ...(['input', 'output'] as const).flatMap((figure, at) =>
    [
      { model: 'gpt-4o', theirs: [5, 15], why: 'the price of gpt-4o-2024-05-13, before the cut of August 2024' },
      { model: 'o3', theirs: [10, 40], why: 'the price before the cut of 80% of June 2025' },
      { model: 'gemini-2.5-pro', theirs: [2.5, 15], why: 'the price above 200,000 tokens, as the list itself notes' },
    ].map(({ model, theirs, why }) => ({ source: info, models: [model], figure, theirs: theirs[at] ?? 0, why, date })),
  ),
  {
    source: info,
    models: ['gpt-4'],
    figure: 'contextWindow',
    theirs: 128_000,
    why: 'the window of gpt-4-turbo; gpt-4 itself has 8,192',
    date,
  },
];

export function explanationOf(one: Disagreement): KnownDisagreement | undefined {
  return knownDisagreements.find((known) => explains(known, one));
}

/** Explanations that nothing needs any more. */
export function staleExplanations(found: readonly Disagreement[]): readonly KnownDisagreement[] {
  return knownDisagreements.filter(
    (known) => !known.models.every((model) => found.some((one) => one.model === model && explains(known, one))),
  );
}

function explains({ source, models, figure, theirs }: KnownDisagreement, one: Disagreement): boolean {
  return source === one.source && figure === one.figure && theirs === one.theirs && models.includes(one.model);
}
