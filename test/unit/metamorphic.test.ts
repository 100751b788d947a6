// Tests that a program written another way gets the same verdicts, and that figures move by the amount that was changed.
import { beforeAll, describe, expect, it } from 'vitest';
import { type CatalogModel, resolveModel } from '../../server/src/engine/catalog/index.ts';
import { createTokenCounter, type TokenCounter } from '../../server/src/engine/estimate/index.ts';
import type { AnalyzedCall, Block, Engine } from '../../server/src/engine/index.ts';
import { type Lowering, languageOf } from '../../server/src/engine/languages/index.ts';
import { createTokenizer } from '../../server/src/host/createTokenizer.ts';
import { createChance } from '../fuzz/chance.ts';
import { sharedEngine } from '../harness/analyzeProject.ts';
import { exampleProjects, fixtureProjects, type SampleProject } from '../harness/sampleProjects.ts';
import { moveConstants } from '../harness/transform/moveConstants.ts';
import { type Documents, modulesOf, sharedLowering } from '../harness/transform/project.ts';
import { renameFiles } from '../harness/transform/renameFiles.ts';
import { renameVariables } from '../harness/transform/renameVariables.ts';
import { transformations } from '../harness/transform/transformations.ts';
import { besidesFixes, coarsely, verdictsOf } from '../harness/transform/verdicts.ts';
import { wrapCalls } from '../harness/transform/wrapCalls.ts';
import { plainSettings } from '../harness/understand.ts';

let engine: Engine;
let lowering: Lowering;
let counter: TokenCounter;
beforeAll(async () => {
  [engine, lowering] = await Promise.all([sharedEngine(), sharedLowering()]);
  const tokenizer = createTokenizer();
  await Promise.all([tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')]);
  counter = createTokenCounter(tokenizer.source);
});

const projects = [...exampleProjects(), ...fixtureProjects()];

function expectToParse(documents: Documents): void {
  const broken = [...modulesOf(lowering, documents)]
    .filter(([, module]) => module.hasErrors)
    .map(([path]) => `${path}\n${documents.get(path)}`);
  expect(broken).toEqual([]);
}

function everyProject(title: string, check: (project: SampleProject) => number): void {
  describe(title, () => {
    let changed = 0;
    it.each(
      projects.map((project) => [`${project.name} (${project.language})`, project] as const),
    )('%s', (_name, project) => {
      changed += check(project);
    });
    it('changed something', () => {
      expect(changed).toBeGreaterThan(20);
    });
  });
}

everyProject('renamed variables', ({ documents }) => {
  const renamed = renameVariables(documents, lowering);
  expectToParse(renamed.documents);
  expect(verdictsOf(engine, renamed.documents)).toEqual(verdictsOf(engine, documents));
  return renamed.count;
});

everyProject('renamed files', ({ documents }) => {
  const renamed = renameFiles(documents, lowering);
  expectToParse(renamed);
  expect([...renamed.keys()]).not.toEqual([...documents.keys()]);
  expect(verdictsOf(engine, renamed)).toEqual(verdictsOf(engine, documents));
  return renamed.size;
});

everyProject('constant texts in another file', ({ documents }) => {
  const moved = moveConstants(documents, lowering);
  expectToParse(moved.documents);
  expect(besidesFixes(verdictsOf(engine, moved.documents))).toEqual(besidesFixes(verdictsOf(engine, documents)));
  return moved.count;
});

everyProject('calls through a wrapper', ({ documents }) => {
  const wrapped = wrapCalls(documents, engine);
  expectToParse(wrapped.documents);
  const before = verdictsOf(engine, documents);
  const after = verdictsOf(engine, wrapped.documents);
  expect(after.calls).toEqual(before.calls);
  // Some fixes edit the options where they are written and are not offered through a wrapper.
  const withoutFixes = (findings: readonly string[]): readonly string[] =>
    findings.map((one) => one.replace(/ \d+$/, ''));
  expect(withoutFixes(after.findings)).toEqual(withoutFixes(before.findings));
  return wrapped.count;
});

everyProject('every file written another way in each respect', ({ documents }) => {
  let now = documents;
  let count = 0;
  const ways = transformations(lowering, (name) => [...documents.values()].join().split(name).length > 2);
  for (const transform of Object.values(ways)) {
    const calls = callsIn(now);
    for (const path of documents.keys()) {
      const text = now.get(path);
      const language = languageOf(path);
      if (text === undefined || language === undefined) continue;
      const changed = transform({
        path,
        text,
        module: lowering.lower({ path, text, language }),
        calls: calls.filter(({ call }) => call.site.place.path === path),
        isPython: language === 'python',
        isInPackage: documents.has(path.replace(/[^/]+$/, '__init__.py')),
        chance: createChance(count),
      });
      if (changed === undefined) continue;
      now = new Map([...now, ...changed]);
      count++;
    }
    expectToParse(now);
  }
  expect(coarsely(verdictsOf(engine, now))).toEqual(coarsely(verdictsOf(engine, documents)));
  return count;
});

function callsIn(documents: Documents): readonly AnalyzedCall[] {
  const snapshot = { read: (path: string) => documents.get(path) };
  return [...documents.keys()].flatMap((path) => engine.analyze(path, snapshot, plainSettings).calls);
}

function replaced(documents: Documents, from: string, to: string): Documents {
  return new Map([...documents].map(([path, text]) => [path, text.replaceAll(from, to)] as const));
}

function modelNamed(name: string): CatalogModel {
  const model = resolveModel(name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return model;
}

/** Every rate of `to` is `factor` times that of `from`, so every price is as well. */
const priceChanges = [
  { from: 'claude-sonnet-5', to: 'claude-opus-4-8' },
  { from: 'gpt-5', to: 'gpt-5-mini' },
].map((one) => ({ ...one, a: modelNamed(one.from), b: modelNamed(one.to) }));

describe.each(priceChanges)('the price of $to instead of $from', ({ from, to, a, b }) => {
  const [before, after] = [a.rates, b.rates];
  if (before === undefined || after === undefined) throw new Error('no rates');
  const scaled = (money: bigint | undefined): bigint | undefined =>
    money === undefined ? undefined : (money * after.input) / before.input;

  it('is another one, in proportion', () => {
    expect(after.input).not.toBe(before.input);
    for (const kind of ['output', 'read', 'write5m', 'write1h'] as const)
      expect(after[kind]).toBe(scaled(before[kind]));
    expect([b.tokenizer, b.minimumPrefixTokens]).toEqual([a.tokenizer, a.minimumPrefixTokens]);
  });

  const using = projects.filter(({ documents }) =>
    [...documents.values()].some((text) => text.includes(`${from}'`) || text.includes(`${from}"`)),
  );
  it('is used by enough projects', () => {
    expect(using.filter(({ language }) => language === 'ts').length).toBeGreaterThanOrEqual(3);
    expect(using.filter(({ language }) => language === 'py').length).toBeGreaterThanOrEqual(3);
  });

  it.each(using.map((project) => [`${project.name} (${project.language})`, project] as const))('%s', (_name, {
    documents,
  }) => {
    const cheap = callsIn(documents);
    const dear = callsIn(replaced(replaced(documents, `${from}'`, `${to}'`), `${from}"`, `${to}"`));
    expect(dear.length).toBe(cheap.length);
    cheap.forEach(({ layout, estimate }, index) => {
      const other = dear[index]?.estimate;
      if (estimate.model !== from || other === undefined) return;
      expect(other.model).toBe(to);
      // Each model is told about the tools in words of its own, which weigh differently.
      const words = BigInt(other.input.tokens - estimate.input.tokens);
      const hasTools = layout.blocks.some(({ level }) => level === 'tools');
      expect(words).toBe(BigInt(hasTools ? (b.toolPrompt?.auto ?? 0) - (a.toolPrompt?.auto ?? 0) : 0));
      const more = (money: bigint | undefined, rate: bigint): bigint => (scaled(money) ?? -1n) + words * rate;
      expect(other.uncached).toBe(more(estimate.uncached, after.input));
      // They stand on both sides of a breakpoint, in shares that nobody has published.
      const isMarked = layout.breakpoints.length > 0;
      const cold = [after.input, (isMarked ? after.write5m : undefined) ?? after.input];
      expectBetween(
        other.cold,
        cold.map((rate) => more(estimate.cold, rate)),
      );
      const warm = [
        after.input,
        (isMarked ? after.write5m : undefined) ?? after.input,
        (isMarked ? after.read : undefined) ?? after.input,
      ];
      expectBetween(
        other.warm,
        warm.map((rate) => more(estimate.warm, rate)),
      );
    });
  });
});

function expectBetween(money: bigint | undefined, bounds: readonly bigint[]): void {
  const sorted = [...bounds].sort((one, two) => (one < two ? -1 : one > two ? 1 : 0));
  expect(money).toBeGreaterThanOrEqual(sorted[0] ?? 0n);
  expect(money).toBeLessThanOrEqual(sorted.at(-1) ?? 0n);
}

/** Three sentences that end in a full stop, as the text in front of them does: no token spans the seam. */
const paragraph =
  '\n\nNever promise a refund before the returned wheel was seen. Ask for the frame number. Answer in the language of the question.';

/** The documents with a paragraph more at the end of the long constant text; undefined for a project without it. */
function longer(documents: Documents): Documents | undefined {
  const found = [...documents].find(([path]) => /policy\.(?:ts|py)$/.test(path));
  if (found === undefined) return undefined;
  const [path, text] = found;
  const end = text.trimEnd().replace(/[`"';\s]+$/, '').length;
  return new Map(documents).set(path, text.slice(0, end) + paragraph + text.slice(end));
}

const textOf = (block: Block): string =>
  block.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');

describe('a longer prompt', () => {
  const long = projects.filter(({ documents }) => longer(documents) !== undefined);
  let counted = 0;

  it.each(long.map((project) => [`${project.name} (${project.language})`, project] as const))('%s', (_name, {
    documents,
  }) => {
    const before = callsIn(documents);
    const after = callsIn(longer(documents) ?? new Map());
    expect(after.length).toBe(before.length);
    before.forEach(({ layout, estimate }, index) => {
      const other = after[index];
      const model = estimate.model === undefined ? undefined : resolveModel(estimate.model);
      const holds = (block: Block): boolean => textOf(block).includes(paragraph.trim());
      const at = other?.layout.blocks.findIndex(holds) ?? -1;
      // Sent in several blocks, it is weighed as often, and no one mark decides what it costs.
      if (other?.layout.blocks.some((block, place) => place !== at && holds(block))) return;
      const [was, is] = [layout.blocks[at], other?.layout.blocks[at]];
      if (other === undefined || was === undefined || is === undefined || model?.rates === undefined) return;
      counted++;
      const size = (block: Block): number => counter.count(textOf(block), model.tokenizer).tokens;
      const added = other.estimate.input.tokens - estimate.input.tokens;
      expect(added).toBeGreaterThan(20);
      expect(Math.abs(added - (size(is) - size(was)))).toBeLessThanOrEqual(1);
      const { input, read, write5m, write1h } = model.rates;
      const cost = (rate: bigint | undefined): bigint => BigInt(added) * (rate ?? 0n);
      const moved = (key: 'uncached' | 'cold' | 'warm'): bigint => (other.estimate[key] ?? 0n) - (estimate[key] ?? 0n);
      expect(moved('uncached')).toBe(cost(input));
      const mark = layout.breakpoints.findLast(({ block }) => block >= at)?.mark;
      if (model.provider === 'anthropic')
        expect(moved('cold')).toBe(cost(mark === undefined ? input : mark.ttl === '1h' ? write1h : write5m));
      if (model.provider === 'anthropic')
        expect(moved('warm')).toBe(cost(readsBlock(other, at) ? read : mark === undefined ? input : write5m));
    });
  });

  it('was weighed often enough', () => {
    expect(counted).toBeGreaterThan(20);
  });
});

/** A warm tick reads the block: it lies in the prefix that is cached. */
function readsBlock({ estimate, layout }: AnalyzedCall, block: number): boolean {
  const upTo = layout.segments.findLast((segment) => segment.block === block)?.index ?? 0;
  const tokens = estimate.segments.slice(0, upTo + 1).reduce((sum, one) => sum + one.tokens, 0);
  return estimate.cachedPrefix.tokens >= tokens;
}
