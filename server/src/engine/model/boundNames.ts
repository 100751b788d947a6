// Lists the names that an assignment target binds.
import type { Target } from './expression.ts';

export function boundNames(target: Target): readonly string[] {
  switch (target.kind) {
    case 'name':
      return [target.name];
    case 'listPattern':
      return target.items.flatMap((item) => (item === undefined ? [] : boundNames(item.target)));
    case 'recordPattern':
      return [...target.fields.map((field) => field.target), ...(target.rest ? [target.rest] : [])].flatMap(boundNames);
    default:
      return [];
  }
}
