// Reads a Markdown fixture: sections of prose and code, where the blocks of one language form a small project.
import type { Declarations } from '../../server/src/engine/index.ts';
import { type MarkedText, readMarkers } from './markers.ts';

/** `prompt`: files that are no code; each block says its name. */
export type FixtureLanguage = 'ts' | 'tsx' | 'js' | 'py' | 'prompt';

/** One project of a section: every document of one language. */
export interface FixtureProject {
  readonly language: FixtureLanguage;
  readonly documents: ReadonlyMap<string, MarkedText>;
  /** Expected texts after all safe fixes. */
  readonly fixed: ReadonlyMap<string, string>;
  /** Expected texts after the first fix of every finding, whatever its applicability. */
  readonly unsafeFixed: ReadonlyMap<string, string>;
}

export interface FixtureSettings {
  /** Rules that are checked; by default the one the fixture is named after. */
  readonly rules?: readonly string[];
  readonly defaultModel?: string;
  readonly scenario?: Readonly<Record<string, number>>;
  /** What the user tells of code that cannot be seen. */
  readonly declarations?: Declarations;
  /** Why the languages of the section do not give the same findings. */
  readonly languagesDiffer?: string;
  /** Adds a module with a long constant text: `policy` of `./policy.ts`, `POLICY` of `policy`. */
  readonly policy?: boolean;
}

export interface Section {
  readonly title: string;
  readonly settings: FixtureSettings;
  readonly projects: readonly FixtureProject[];
  /** Lines of a `calls` block: one for each model call of the main document. */
  readonly calls?: readonly string[];
  /** `understood` blocks by language: what is expected of the model calls of the main document. */
  readonly understood: ReadonlyMap<string, string>;
}

interface Block {
  readonly language: string;
  readonly words: readonly string[];
  readonly code: string;
}

/** Path of a block without a name. */
export const mainPath: Readonly<Record<FixtureLanguage, string>> = {
  ts: '/project/src/main.ts',
  tsx: '/project/src/main.tsx',
  js: '/project/src/main.js',
  py: '/project/main.py',
  prompt: '/project/main.prompty',
};

export function readSections(markdown: string): readonly Section[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((part) => readSection(part));
}

function readSection(part: string): Section {
  const title = part.slice(0, part.indexOf('\n')).trim();
  const blocks = readBlocks(part);
  const settings = blocks.find(({ language }) => language === 'settings');
  const calls = blocks
    .find(({ language }) => language === 'calls')
    ?.code.trim()
    .split('\n');
  const languages = [...new Set(blocks.map(({ language }) => language))].filter(isFixtureLanguage);
  return {
    title,
    settings: settings === undefined ? {} : (JSON.parse(settings.code) as FixtureSettings),
    projects: languages.map((language) => readProject(language, blocks)),
    ...(calls === undefined ? {} : { calls }),
    understood: new Map(
      blocks.filter(({ language }) => language === 'understood').map(({ words, code }) => [words[0] ?? '', code]),
    ),
  };
}

function readBlocks(part: string): readonly Block[] {
  return [...part.matchAll(/^```(\S+)([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1] ?? '',
    words: (match[2] ?? '').trim().split(/\s+/),
    code: match[3] ?? '',
  }));
}

function isFixtureLanguage(language: string): language is FixtureLanguage {
  return Object.hasOwn(mainPath, language);
}

/** `file=src/prompts.ts` among the words of the info string names the document; without it the block is the main one. */
export function pathOf(language: FixtureLanguage, words: readonly string[]): string {
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
  return file === undefined ? mainPath[language] : `/project/${file}`;
}

function readProject(language: FixtureLanguage, blocks: readonly Block[]): FixtureProject {
  const sources = new Map<string, string>();
  const fixed = new Map<string, string>();
  const unsafeFixed = new Map<string, string>();
  for (const block of blocks) {
    if (block.language !== language) continue;
    const path = pathOf(language, block.words);
    const target = block.words.includes('unsafe-fixed') ? unsafeFixed : block.words.includes('fixed') ? fixed : sources;
    target.set(path, (target.get(path) ?? '') + block.code);
  }
  const documents = new Map([...sources].map(([path, code]) => [path, readMarkers(code)] as const));
  return { language, documents, fixed, unsafeFixed };
}
