// What is read from a prompt file: its front matter, its messages with the variables in them, its tools, and what is wrong with it.
import type { Span } from '../text/index.ts';
import type { TemplatePiece, TemplateSyntax, VariableUse } from './templates/template.ts';

/** `text` is a prompt in which nothing is filled, such as Markdown instructions. */
export type PromptFormat =
  | 'prompty'
  | 'dotprompt'
  | 'vscode'
  | 'jinja'
  | 'handlebars'
  | 'mustache'
  | 'liquid'
  | 'text'
  | 'yaml'
  | 'json'
  | 'jsonl';

/** What a format, or a shape of YAML and JSON, is known as to its users. */
export type PromptShape =
  | PromptFormat
  | 'request'
  | 'batch'
  | 'messages'
  | 'promptfoo'
  | 'langchain'
  | 'litellm'
  | 'tool-list';

/** All spans are offsets of the whole file. */
export interface PromptFile {
  readonly path: string;
  readonly text: string;
  readonly format: PromptFormat;
  readonly shape: PromptShape;
  /** How variables are written in its texts. */
  readonly syntax: TemplateSyntax;
  readonly frontMatter?: FrontMatter;
  /** One for most formats; each line of JSON lines, each prompt of a promptfoo config. */
  readonly prompts: readonly Prompt[];
  /** What it asks to be given, in order of the first use; what a loop or an assignment in it binds is left out. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly problems: readonly PromptProblem[];
}

/** The YAML between two `---` lines. */
export interface FrontMatter {
  /** With both fences. */
  readonly span: Span;
  readonly entries: readonly DataEntry[];
}

/** A key of a mapping, with what it holds. */
export interface DataEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** From the key to the end of its value. */
  readonly span: Span;
  readonly value: DataNode;
}

/** YAML and JSON, as they are written. */
export type DataNode =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly DataNode[]; readonly span: Span }
  | { readonly kind: 'record'; readonly entries: readonly DataEntry[]; readonly span: Span };

/** One request, as far as the file tells. */
export interface Prompt {
  readonly span: Span;
  readonly shape: PromptShape;
  /** In the order in which they are sent. */
  readonly parts: readonly PromptPart[];
  readonly tools: readonly PromptTool[];
  /** Their definitions, where the file holds them and `body` does not. */
  readonly toolList?: DataNode;
  readonly marks: readonly PromptMark[];
  readonly model?: { readonly name: string; readonly span: Span };
  /** `temperature`, `max_tokens` and their like, by the names in the file. */
  readonly parameters: readonly DataEntry[];
  /** The whole request, where the file holds it as the provider takes it. */
  readonly body?: DataNode;
  /** Wire API of `body`. */
  readonly api?: 'messages' | 'chat' | 'responses';
}

export type PromptRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'unknown';

/** A message, or a block of one. */
export interface PromptPart {
  /** `unknown` in files that are one text, which the code that loads them puts somewhere. */
  readonly role: PromptRole;
  /** With what says the role. */
  readonly span: Span;
  /** What says the role: `system:`, `{{role "system"}}`, the value of a `role` key. */
  readonly roleSpan?: Span;
  readonly pieces: readonly TemplatePiece[];
}

export interface PromptTool {
  readonly name: string;
  readonly nameSpan: Span;
  /** The whole definition, or the name where only that is given. */
  readonly span: Span;
}

/** A cache breakpoint. */
export interface PromptMark {
  readonly span: Span;
}

export interface Variable {
  readonly name: string;
  readonly uses: readonly VariableUse[];
  /** Its line in the front matter. */
  readonly declaration?: Span;
}

export interface PromptProblem {
  readonly span: Span;
  readonly message: string;
}
