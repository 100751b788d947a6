// Picks the row of the catalog that a call is counted and priced with: the one that the source names, the user tells, or is assumed.
import { type Catalog, defaultModelOf, type ResolvedModel, resolveModel } from './catalog/index.ts';
import type { Piece, Request, Value } from './model/index.ts';

export interface ChosenModel {
  readonly model: ResolvedModel;
  /** False for a model that the catalog does not know: then `model` only lends its tokenizer and its cache rules. */
  readonly isPriced: boolean;
  readonly modelAssumed: boolean;
  readonly assumptions: readonly string[];
}

/** `fallback` is the user's default model. */
export function chooseModel(request: Request, catalog: Catalog, fallback: string | undefined): ChosenModel {
  for (const name of request.models) {
    const model = resolveModel(name, catalog);
    if (model) return { model, isPriced: true, modelAssumed: false, assumptions: [] };
  }
  const named = request.models[0];
  if (named === undefined) {
    for (const variable of variablesOf(request.modelValue)) {
      const model = catalog.bySpelling.has(variable.toLowerCase()) ? resolveModel(variable, catalog) : undefined;
      if (model)
        return {
          model,
          isPriced: true,
          modelAssumed: false,
          assumptions: [`\`${variable}\` is ${model.id}, as your settings say`],
        };
    }
  }
  const assumed =
    (fallback === undefined ? undefined : resolveModel(fallback, catalog)) ??
    defaultModelOf(request.provider, catalog) ??
    defaultModelOf('anthropic', catalog);
  if (!assumed) throw new Error('The catalog has no default model.');
  if (named !== undefined) {
    return {
      model: assumed,
      isPriced: false,
      modelAssumed: true,
      assumptions: [
        `no price is known for ${named}; tokens are counted as for ${assumed.id}. Add it to \`models\` in the settings`,
      ],
    };
  }
  const isPriced = request.provider !== 'unknown' || fallback !== undefined;
  return {
    model: assumed,
    isPriced,
    modelAssumed: true,
    assumptions: [`assumes ${assumed.id}, because the source does not name the model`],
  };
}

/** Names under which the user may have told which model it is: those of the variables that it is read from, as written. */
function variablesOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  switch (value.kind) {
    case 'text':
      return value.pieces.length === 1 ? value.pieces.flatMap(variablesOfPiece) : [];
    case 'opaque':
      return namesIn(value.source.label, value.chain);
    case 'symbol':
      return namesIn(value.source.label, value.path);
    case 'choice':
      return value.options.flatMap(variablesOf);
    default:
      return [];
  }
}

function variablesOfPiece(piece: Piece): readonly string[] {
  if (piece.kind === 'hole') return namesIn(piece.source.label, []);
  return piece.kind === 'choice' ? piece.options.flatMap((option) => option.flatMap(variablesOfPiece)) : [];
}

/** `process.env.MODEL` and `os.environ["MODEL"]` are found by `MODEL`, `settings.model` by `settings.model`. */
function namesIn(label: string, chain: readonly string[]): readonly string[] {
  const whole = chain.length > 0 ? chain.join('.') : label;
  const last = /([\p{L}_$][\p{L}\p{N}_$]*)[^\p{L}\p{N}_$]*$/u.exec(whole)?.[1];
  return [...new Set([whole, label, ...(last === undefined ? [] : [last])])];
}
