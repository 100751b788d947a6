// Tells by which of a model's price lists a request is billed: standard, batch or fast.
import type { CatalogModel } from '../catalog/index.ts';
import type { Request } from '../model/index.ts';
import type { PriceOptions } from './priceTick.ts';

export type Service = NonNullable<PriceOptions['service']>;

/** What the request asks for. */
export function serviceOf({ operation, params }: Pick<Request, 'operation' | 'params'>): Service {
  if (operation === 'batch') return 'batch';
  const speed = params.get('speed')?.value;
  const piece = speed?.kind === 'text' && speed.pieces.length === 1 ? speed.pieces[0] : undefined;
  return piece?.kind === 'literal' && piece.text === 'fast' ? 'fast' : 'standard';
}

/** Standard where the model has no price for what is asked. */
export function offeredService(service: Service, model: CatalogModel): Service {
  return service === 'standard' || model[service] === undefined ? 'standard' : service;
}
