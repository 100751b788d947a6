// Tells the format of a prompt file by its name.
import type { PromptFormat } from './promptFile.ts';

export interface NamedFormat {
  readonly format: PromptFormat;
  /** The name alone makes it a prompt; else its content, or the code that loads it, has to. */
  readonly isSure: boolean;
}

const endings: readonly (readonly [RegExp, PromptFormat, boolean])[] = [
  [/\.prompty$/i, 'prompty', true],
  [/\.prompt$/i, 'dotprompt', true],
  [/\.(?:prompt|agent|chatmode|instructions)\.md$/i, 'vscode', true],
  [/(?:^|\/)(?:AGENTS|CLAUDE|GEMINI|SKILL|copilot-instructions)\.md$/, 'text', true],
  [/\.(?:j2|jinja|jinja2)$/i, 'jinja', false],
  [/\.(?:hbs|handlebars)$/i, 'handlebars', false],
  [/\.mustache$/i, 'mustache', false],
  [/\.liquid$/i, 'liquid', false],
  [/\.ya?ml$/i, 'yaml', false],
  [/\.jsonl$/i, 'jsonl', false],
  [/\.jsonc?$/i, 'json', false],
  [/\.(?:md|mdx|txt)$/i, 'text', false],
];

/** Globs of the files that can be prompts by themselves, for watchers, selectors and searches. */
export const promptGlobs: readonly string[] = [
  '**/*.prompty',
  '**/*.prompt',
  '**/*.{prompt,agent,chatmode,instructions}.md',
  '**/{AGENTS,CLAUDE,GEMINI,SKILL,copilot-instructions}.md',
  '**/*.{j2,jinja,jinja2,hbs,handlebars,mustache,liquid}',
  '**/*.{yaml,yml,json,jsonc,jsonl}',
];

export function formatOf(path: string): NamedFormat | undefined {
  const found = endings.find(([ending]) => ending.test(path));
  return found && { format: found[1], isSure: found[2] };
}

const comments: Partial<Readonly<Record<PromptFormat, readonly [open: string, close: string]>>> = {
  prompty: ['{#', '#}'],
  jinja: ['{#', '#}'],
  dotprompt: ['{{!', '}}'],
  handlebars: ['{{!', '}}'],
  mustache: ['{{!', '}}'],
};

/** How a comment that is not sent is written anywhere in the file; undefined where there is no such comment. */
export function commentMarksOf(path: string): readonly [open: string, close: string] | undefined {
  const format = formatOf(path)?.format;
  return format && comments[format];
}

/** A file or a folder whose name says that prompts are in it. */
const promptName = /(?:^|[-_. /])(?:prompts?|prompt[-_]?templates?|system[-_]?(?:prompts?|messages?))(?=$|[-_. /])/i;
/** What is put out in another language, such as `page.html.j2`. */
const otherLanguage =
  /\.(?:html?|xml|svg|css|scss|js|ts|jsx|tsx|py|java|go|rs|rb|php|c|h|cpp|cs|sql|sh|bash|conf|cfg|ini|toml|env|service|tf|dockerfile|properties|nginx|csv|tex|ya?ml|json)\.[^./]+$/i;
const markup = /<!doctype\s|<html[\s>]|<\/(?:body|head|div|table|script)>/i;

/** Whether a template is a prompt by what its path and its text say; of others the code that loads them knows. */
export function looksLikePrompt(path: string, text: string): boolean {
  if (otherLanguage.test(path) || markup.test(text)) return false;
  const named = path
    .split('/')
    .slice(-3)
    .join('/')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return promptName.test(named) && /(?:[A-Za-z][a-z',]*\s+){3}/.test(text);
}
