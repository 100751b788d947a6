// Shows what the engine understood of the model calls of a small project, so that a test says on one line what it expects.

import type { AnalyzedCall, Engine, EngineSettings, Piece, Volatility } from '../../server/src/engine/index.ts';
import { memorySnapshot } from './memorySnapshot.ts';

export type SourceLanguage = 'ts' | 'py';

/** Paths below `/project`, or one text for the main document. */
export type Sources = string | Readonly<Record<string, string>>;

const mainName = { ts: 'main.ts', py: 'main.py' } as const;

export const plainSettings: EngineSettings = {
  rules: {},
  scenario: {
    ticks: 10,
    outputTokens: 200,
    toolResultTokens: 300,
    gapSeconds: 5,
    tasksPerDay: 100,
    reasoningTokens: 1_000,
    holeTokens: 50,
  },
  roots: ['/project'],
};

/** Model calls of the main document, in the order in which they are reached. */
export function callsOf(engine: Engine, language: SourceLanguage, sources: Sources): readonly AnalyzedCall[] {
  const named = typeof sources === 'string' ? { [mainName[language]]: sources } : sources;
  const files = new Map<string, string>(Object.entries(named).map(([name, text]) => [`/project/${name}`, text]));
  const snapshot = memorySnapshot(files);
  return engine.analyze(`/project/${mainName[language]}`, snapshot, plainSettings).calls;
}

/** The parts of a small program that sends one request: what stands in front of it and what it sends. */
export interface Prompt {
  /** Top-level statements. */
  readonly before?: string;
  /** Parameters of the function that makes the call. */
  readonly params?: string;
  /** Statements in front of the call. */
  readonly body?: string;
  /** The expression sent as system prompt. */
  readonly system: string;
  /** Other documents, by path below `/project`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The system prompt of the only call, e.g. `Hi «name ?», it is «Date.now() call»`. */
export function systemOf(engine: Engine, language: SourceLanguage, prompt: Prompt): string {
  const sources = { ...prompt.files, [mainName[language]]: programOf(language, prompt) };
  const calls = callsOf(engine, language, sources);
  const [first, ...others] = calls;
  if (first === undefined || others.length > 0) return `${calls.length} calls`;
  return first.layout.segments
    .filter(({ level }) => level === 'system')
    .map(({ pieces, kind, presence, repeated }) => {
      const standing = `${presence === 'sometimes' ? '?' : ''}${repeated ? '*' : ''}`;
      return `${standing}${kind === 'open' ? '…' : ''}${pieces.map(showUnderstood).join('')}`;
    })
    .join('');
}

export function programOf(language: SourceLanguage, { before = '', params = '', body = '', system }: Prompt): string {
  if (language === 'ts') {
    return `import Anthropic from '@anthropic-ai/sdk';
${before}
const client = new Anthropic();
export async function ask(question: string${params === '' ? '' : `, ${params}`}) {
  ${indent(body, '  ')}
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, system: ${system}, messages: [{ role: 'user', content: question }] });
}
`;
  }
  return `from anthropic import Anthropic
${before}
client = Anthropic()
def ask(question${params === '' ? '' : `, ${params}`}):
    ${indent(body === '' ? 'pass' : body, '    ')}
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=${system}, messages=[{"role": "user", "content": question}])
`;
}

function indent(text: string, by: string): string {
  return text.split('\n').join(`\n${by}`);
}

export function showUnderstood(piece: Piece): string {
  if (piece.kind === 'literal') return piece.text;
  if (piece.kind === 'hole') return `«${piece.source.label}${showVolatility(piece.volatility)}»`;
  const options = piece.options.map((option) => option.map(showUnderstood).join(''));
  return `«${options.join('|')}${showVolatility(piece.volatility)}»`;
}

/** ` call`, ` /user`, `~` for likely, `?` for unknown; nothing for what is surely stable. */
function showVolatility({ changes, varies, sureness }: Volatility): string {
  const changed = changes === 'never' ? '' : ` ${changes}`;
  const varied = varies === 'nobody' ? '' : ` /${varies}`;
  const sure = { sure: '', likely: ' ~', unknown: ' ?' }[sureness];
  return `${changed}${varied}${sure}`;
}
