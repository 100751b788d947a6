// Names that no scope binds: the globals of JavaScript and the builtins of Python.
import { unknownVolatility } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractValue } from '../abstractValue.ts';
import type { Context } from '../machine.ts';
import { opaque, scalar, source, sure, text } from '../make.ts';
import { symbol } from '../modules.ts';

export function globalValue(context: Context, name: string, place: Place): AbstractValue {
  if (context.record.module.language === 'python') {
    if (name === '__name__') return text(context.machine.importing ? 'module' : '__main__', place);
    if (name === '__file__') return opaque(sure('deployment'), source('environment', name, place), place);
    if (name === 'None') return scalar(null, place);
    return symbol('builtins', [name], name, place);
  }
  if (name === 'undefined') return scalar(undefined, place);
  if (name === 'NaN' || name === 'Infinity') return scalar(Number(name), place);
  if (name === '__dirname' || name === '__filename')
    return opaque(sure('deployment'), source('environment', name, place), place);
  if (name === 'process') return symbol('process', [], name, place);
  if (name === 'exports' || name === 'module') return opaque(unknownVolatility, source('external', name, place), place);
  if (name === 'globalThis' || name === 'window') return symbol('global', [], name, place);
  return symbol('global', [name], name, place);
}
