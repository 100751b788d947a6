// What an editor says about the front matter of a prompt file, with the user's models and prices.
import { extendCatalog, type ModelOverride, resolveModel } from './catalog/index.ts';
import { describePrices } from './describePrices.ts';
import {
  checkFrontMatter,
  completeFrontMatter,
  describeFrontMatter,
  effectText,
  type FrontMatterChoice,
  type FrontMatterProblem,
  type FrontMatterText,
} from './frontMatter/index.ts';
import type { PromptFile } from './prompts/index.ts';

export interface FrontMatterHelp {
  readonly problems: (file: PromptFile) => readonly FrontMatterProblem[];
  readonly textAt: (file: PromptFile, offset: number) => FrontMatterText | undefined;
  readonly choicesAt: (file: PromptFile, offset: number) => readonly FrontMatterChoice[];
  /** Markdown paragraphs. */
  readonly choiceText: (file: PromptFile, choice: FrontMatterChoice) => readonly string[];
}

export function frontMatterHelp({
  models = [],
  discount = 0,
}: {
  readonly models?: readonly ModelOverride[];
  readonly discount?: number;
}): FrontMatterHelp {
  const catalog = extendCatalog(models, discount);
  const pricesOf = (name: string): readonly string[] => {
    const model = resolveModel(name, catalog);
    return model === undefined ? [] : describePrices(model, discount);
  };
  return {
    problems: (file) => checkFrontMatter(file, catalog),
    textAt: (file, offset) => describeFrontMatter(file, offset, catalog, pricesOf),
    choicesAt: (file, offset) => completeFrontMatter(file, offset, catalog),
    choiceText: (file, { kind, label, what, parameter }) => {
      if (kind === 'model') return pricesOf(label);
      const name = file.prompts[0]?.model?.name;
      const model = name === undefined ? undefined : resolveModel(name, catalog);
      return [what, ...(parameter === undefined ? [] : [effectText(parameter, model)])];
    },
  };
}
