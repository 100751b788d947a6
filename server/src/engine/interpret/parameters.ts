// Binds arguments to parameters, and guesses at parameters that no caller fills.
import { type Expression, stable, type TypeRef, unknownVolatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type {
  AbstractArguments,
  AbstractClass,
  AbstractClosure,
  AbstractOpaque,
  AbstractValue,
  HeapField,
} from './abstractValue.ts';
import { assign } from './assign.ts';
import { unknownInstance } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { makeList, makeRecord } from './heap.ts';
import { declaredType } from './knowledge/declared.ts';
import { type TypeKnowledge, typeVolatility } from './knowledge/types.ts';
import { type Context, placeOf } from './machine.ts';
import { choice, opaque, source } from './make.ts';
import { settled } from './settled.ts';

export function bindParameters(
  context: Context,
  closure: AbstractClosure,
  args: AbstractArguments,
  callPlace: Place,
): void {
  const { fn } = closure;
  const python = context.record.module.language === 'python';
  const params = [...fn.params];
  const used = new Set<string>();
  if (python && closure.self && params[0]?.target.kind === 'name' && !isStaticMethod(closure)) {
    const first = params.shift();
    if (first) assign(context, first.target, closure.self, callPlace, 'let');
  }
  let position = 0;
  for (const param of params) {
    const place = placeOf(context, param);
    const name = param.target.kind === 'name' ? param.target.name : undefined;
    let value: AbstractValue;
    if (param.rest === 'list') {
      const items = args.positional
        .slice(position)
        .map((one) => ({ value: one, presence: 'always' as const, repeated: false, place: one.place }));
      position = args.positional.length;
      value = makeList(context, { items, place, rest: args.open ? unfilled(context, param, place) : undefined });
    } else if (param.rest === 'record') {
      const fields = new Map<string, HeapField>([...args.keywords].filter(([key]) => !used.has(key)));
      value = makeRecord(context, {
        fields,
        place,
        rest: args.keywordRest ?? (args.open ? unfilled(context, param, place) : undefined),
      });
    } else {
      const keyword = name === undefined ? undefined : args.keywords.get(name);
      if (name !== undefined) used.add(name);
      const given = keyword?.value ?? (param.keywordOnly ? undefined : args.positional[position]);
      if (!keyword && !param.keywordOnly) position++;
      value = fill(context, param, given, keyword?.presence === 'sometimes', args.open, place);
    }
    assign(context, param.target, value, place, 'let');
    if (param.assignsField && name !== undefined && closure.self) {
      assign(
        { ...context, self: closure.self },
        {
          kind: 'member',
          object: { kind: 'this', start: param.start, end: param.end },
          property: name,
          propertySpan: param,
          optional: false,
          start: param.start,
          end: param.end,
        },
        value,
        place,
        undefined,
      );
    }
  }
}

function isStaticMethod(closure: AbstractClosure): boolean {
  return closure.fn.decorators.some((decorator) => decorator.kind === 'name' && decorator.name === 'staticmethod');
}

function fill(
  context: Context,
  param: AbstractClosure['fn']['params'][number],
  given: AbstractValue | undefined,
  sometimes: boolean,
  open: boolean,
  place: Place,
): AbstractValue {
  if (given && !(given.kind === 'scalar' && given.value === undefined)) {
    if (sometimes && param.fallback) return choice([given, fallbackOf(context, param.fallback)], stable, place);
    return given;
  }
  if (param.fallback) {
    const fallback = fallbackOf(context, param.fallback);
    // Nobody is known to call with anything else, so the default stands; only a default of nothing says nothing.
    if (!open || !(fallback.kind === 'scalar' && (fallback.value === null || fallback.value === undefined)))
      return fallback;
  }
  if (!open) return unfilled(context, param, place);
  if (param.annotation) return fromAnnotation(context, param.annotation, nameOf(param), place, 'parameter');
  return unfilled(context, param, place);
}

/** Python reads a default when it defines the function: a clock in it stands still from then on. */
function fallbackOf(context: Context, fallback: Expression): AbstractValue {
  const value = evaluate(context, fallback);
  return context.record.module.language === 'python' && context.scope.parent?.form !== 'function'
    ? settled(value)
    : value;
}

function nameOf(param: AbstractClosure['fn']['params'][number]): string {
  return param.target.kind === 'name' ? param.target.name : 'parameter';
}

function unfilled(context: Context, param: AbstractClosure['fn']['params'][number], place: Place): AbstractOpaque {
  const name = nameOf(param);
  const typed = param.annotation && typeKnowledge(context, param.annotation.name);
  return opaque(typed?.volatility ?? unknownVolatility, source(typed?.kind ?? 'parameter', name, place), place, {
    chain: [name],
    type: param.annotation?.name,
  });
}

/** What the user says of a type goes before what its name suggests. */
function typeKnowledge(context: Context, name: string): TypeKnowledge | undefined {
  const volatility = declaredType(context, name);
  const known = typeVolatility(name);
  return volatility === undefined ? known : { kind: 'parameter', ...known, volatility };
}

/** The value that a declared type promises: an instance of a workspace class, an object of a package, or something unknown of that type. */
export function fromAnnotation(
  context: Context,
  annotation: TypeRef,
  name: string,
  place: Place,
  kind: 'parameter' | 'unresolved',
): AbstractValue {
  const head = unwrap(annotation);
  const typed = typeKnowledge(context, head.name);
  if (typed)
    return opaque(typed.volatility, source(typed.kind, name, place), place, {
      chain: [name],
      type: typed.type ?? head.name,
    });
  const [first, ...rest] = head.name.split('.');
  const cell = first === undefined ? undefined : context.scope.find(first);
  const found = cell && context.machine.store.get(cell);
  if (found?.kind === 'symbol') {
    return {
      ...found,
      path: [...found.path, ...rest, '()'],
      volatility: unknownVolatility,
      source: source(kind, name, place),
      place,
    };
  }
  if (found?.kind === 'class' && rest.length === 0 && isWorthMaking(context, found))
    return promised(context, found, place);
  return opaque(unknownVolatility, source(kind, name, place), place, { chain: [name], type: head.name });
}

/** The instance that a type promises; a class that takes too long to make is not tried again in this document. */
function promised(context: Context, cls: AbstractClass, place: Place): AbstractValue {
  const { machine } = context;
  const limit = machine.steps + machine.limits.making;
  const value = machine.within(machine.limits.making, () => unknownInstance(context, cls, place));
  if (machine.steps > limit) machine.heavy.add(cls.cls);
  return value;
}

/** Classes that lie deeper in what a class is made with say little, and half of a program may hang on them. */
const deepestMaking = 2;

/** `Optional[X]`, `X | None`, `Promise<X>` and `Readonly<X>` are X here. */
function unwrap(annotation: TypeRef): TypeRef {
  const inner = annotation.args.find((arg) => arg.name !== 'None' && arg.name !== 'null' && arg.name !== 'undefined');
  if (
    inner &&
    /^(?:Optional|typing\.Optional|\||Union|Promise|Awaitable|Readonly|Partial|Required|Annotated|Type|type)$/.test(
      annotation.name,
    )
  ) {
    return unwrap(inner);
  }
  return annotation;
}

/** Classes that cannot reach a model call, and those being constructed right now, stay unknown things of their type. */
function isWorthMaking(context: Context, cls: AbstractClass): boolean {
  const { machine } = context;
  const name = cls.cls.name;
  if (name === undefined || machine.frames.length >= 8 || machine.making.has(cls.cls)) return false;
  if (machine.making.size >= deepestMaking || machine.heavy.has(cls.cls)) return false;
  return machine.modules.reach(machine, cls.path).names.has(name);
}
