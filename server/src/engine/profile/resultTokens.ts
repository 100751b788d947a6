// What the turn behind an answer adds: one tool result, with the structure around it.
import type { CatalogModel } from '../catalog/index.ts';
import { turnOverhead } from '../estimate/index.ts';
import type { Scenario } from '../model/index.ts';

/** Tokens. */
export function resultTokens(model: CatalogModel, { toolResultTokens }: Scenario): number {
  return toolResultTokens + turnOverhead(model, toolResultTokens > 0 ? 1 : 0);
}
