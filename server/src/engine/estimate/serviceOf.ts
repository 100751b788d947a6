// Tells at which of a model's price lists a request is billed: standard, batch or fast.
import type { CatalogModel } from '../catalog/index.ts';
import type { Request } from '../model/index.ts';
import type { PriceOptions } from './priceTick.ts';

export type Service = NonNullable<PriceOptions['service']>;

/** Standard where the model has no price for what is asked. */
export function serviceOf({ operation, params }: Pick<Request, 'operation' | 'params'>, model: CatalogModel): Service {
  if (operation === 'batch' && model.batch !== undefined) return 'batch';
  const speed = params.get('speed')?.value;
  const piece = speed?.kind === 'text' && speed.pieces.length === 1 ? speed.pieces[0] : undefined;
  return piece?.kind === 'literal' && piece.text === 'fast' && model.fast !== undefined ? 'fast' : 'standard';
}
