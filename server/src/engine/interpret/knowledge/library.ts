// What calls into known packages and builtins give: clocks, randomness, files, directories, and plain functions of their arguments.

import { type Changes, type SourceKind, stable } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractArguments, AbstractOpaque, AbstractSymbol, AbstractValue } from '../abstractValue.ts';
import { literalText, varying } from '../inspect.ts';
import type { Context } from '../machine.ts';
import { choice, likely, opaque, source, sure } from '../make.ts';
import { argumentsVarying } from '../outside.ts';
import { builtinCall } from './builtins.ts';
import { formatGrain, localeGrain, optionKeys } from './dates.ts';
import { joinedPath } from './filePath.ts';
import { fileCall } from './files.ts';
import { templateCall } from './templateCalls.ts';
import { textToolCall } from './textTools.ts';

export interface LibraryCall {
  readonly context: Context;
  readonly symbol: AbstractSymbol;
  /** `package:path.joined` */
  readonly name: string;
  readonly args: AbstractArguments;
  readonly place: Place;
  readonly isNew: boolean;
  readonly label: string;
}

/** Clock reads. The type says what formatting can leave of it. */
const clocks: ReadonlyMap<string, string> = new Map([
  ['global:Date.now', 'epoch'],
  ['global:performance.now', 'epoch'],
  ['time:time', 'epoch'],
  ['time:time_ns', 'epoch'],
  ['time:monotonic', 'epoch'],
  ['time:perf_counter', 'epoch'],
  ['time:ctime', 'text'],
  ['time:asctime', 'text'],
  ['time:localtime', 'datetime'],
  ['time:gmtime', 'datetime'],
  ['datetime:datetime.now', 'datetime'],
  ['datetime:datetime.utcnow', 'datetime'],
  ['datetime:datetime.today', 'datetime'],
  ['datetime:datetime.datetime.now', 'datetime'],
  ['datetime:datetime.datetime.utcnow', 'datetime'],
  ['datetime:datetime.datetime.today', 'datetime'],
  ['datetime:date.today', 'date'],
  ['datetime:datetime.date.today', 'date'],
  ['pendulum:now', 'datetime'],
  ['arrow:now', 'datetime'],
  ['arrow:utcnow', 'datetime'],
  ['django.utils:timezone.now', 'datetime'],
  ['luxon:DateTime.now', 'datetime'],
  ['luxon:DateTime.utc', 'datetime'],
  ['luxon:DateTime.local', 'datetime'],
  ['dayjs:default', 'datetime'],
  ['moment:default', 'datetime'],
  ['pandas:Timestamp.now', 'datetime'],
]);

const random =
  /^(?:global:(?:Math\.random|crypto\.(?:randomUUID|getRandomValues))|(?:node:)?crypto:(?:default\.)?(?:randomUUID|randomBytes|randomInt)|uuid:(?:v1|v4|v6|v7|default|uuid1|uuid4|uuid6|uuid7)|nanoid:.*|cuid2?:.*|@paralleldrive\/cuid2:.*|ulid:.*|random:.*|secrets:.*|numpy:random\..*|shortuuid:.*|ai:generateId|ai:createIdGenerator\.\(\))$/;

const environment =
  /^(?:process:cwd|os:(?:getenv|getcwd|uname|platform|homedir|hostname|arch|type|release|userInfo|cpus|getlogin|path\..*|tmpdir|default\.\w+)|platform:.*|socket:gethostname|getpass:getuser|locale:.*|sys:.*|dotenv:.*|path:.*|node:path:.*)$/;

/** People typing: each answer is a new request. */
const asked =
  /^(?:prompt_toolkit:.*prompt(?:_async)?|questionary:.*\.ask(?:_async)?|inquirer:.*|@inquirer\/prompts:.*|prompts:.*|rich:.*Prompt\.ask|typer:prompt|click:prompt|readline(?:\/promises)?:(?:default\.)?createInterface\.\(\)\.question)$/;

const processes =
  /^(?:subprocess:(?:run|check_output|getoutput|Popen)|child_process:(?:default\.)?(?:exec|execSync|execFile|execFileSync|spawn|spawnSync)|execa:.*|os:popen)(?:\.|$)/;

const dateFormatters = /^(?:date-fns:(?:default\.)?(?:format|formatISO|formatDate)|date-fns-tz:format\w*)$/;

export function libraryCall(
  context: Context,
  symbol: AbstractSymbol,
  args: AbstractArguments,
  place: Place,
  isNew: boolean,
  label: string,
): AbstractValue | undefined {
  const name = `${symbol.package.replace(/^node:/, '')}:${symbol.path.join('.')}`;
  const call: LibraryCall = { context, symbol, name, args, place, isNew, label };
  const named = joinedPath(name, args, context);
  const known =
    clockCall(call) ??
    builtinCall(call) ??
    textToolCall(call) ??
    templateCall(call) ??
    fileCall(call) ??
    outsideCall(call);
  if (named === undefined) return known;
  const value =
    known?.kind === 'opaque' ? known : opaque(sure('process'), source('environment', `${label}()`, place), place);
  return { ...value, source: { ...value.source, file: named }, chain: [] };
}

/** At import time a clock is read once for the life of the process. */
function momentary(context: Context, changes: Changes): Changes {
  const { machine } = context;
  const once = machine.importing > 0 || machine.frames.length <= 1;
  return once && changes !== 'day' ? 'process' : changes;
}

function clockValue({ context, place, label }: LibraryCall, type: string, changes: Changes = 'call'): AbstractOpaque {
  const kind: SourceKind = type === 'date' ? 'date' : 'clock';
  return opaque(
    sure(momentary(context, changes)),
    source(kind, `${label}()`, place),
    place,
    type === 'text' ? {} : { type },
  );
}

function clockCall(call: LibraryCall): AbstractValue | undefined {
  const { name, args, isNew, place, context, label } = call;
  if (name === 'global:Date') {
    const first = args.positional[0];
    if (!first) return clockValue({ ...call, label: isNew ? 'new Date' : 'Date' }, isNew ? 'datetime' : 'text');
    const known = varying(first, context.machine.store);
    return opaque(known.volatility, known.source ?? source('external', label, place), place, { type: 'datetime' });
  }
  const type = clocks.get(name);
  if (type !== undefined) {
    if ((name.startsWith('dayjs') || name.startsWith('moment')) && args.positional.length > 0) return undefined;
    return clockValue(call, type, type === 'date' ? 'day' : 'call');
  }
  if (name === 'time:strftime' || name === 'time:gmtime.strftime') {
    const format = args.positional[0] && literalText(args.positional[0]);
    const grain = format === undefined ? 'call' : formatGrain(format);
    return clockValue(call, grain === 'day' ? 'date' : 'text', grain);
  }
  if (dateFormatters.test(name)) {
    const value = args.positional[0];
    const format = args.positional[1] && literalText(args.positional[1]);
    if (value?.kind !== 'opaque') return undefined;
    const grain = format === undefined ? value.volatility.changes : formatGrain(format.replace(/'[^']*'/g, ''));
    const changes = value.volatility.changes === 'process' && grain !== 'day' ? 'process' : grain;
    return opaque(
      { ...value.volatility, changes },
      { ...value.source, kind: grain === 'day' ? 'date' : 'clock' },
      place,
    );
  }
  if (/^global:Intl\.DateTimeFormat\.\(.*\)\.format$/.test(name)) {
    const grain = localeGrain(optionKeys(call.symbol.made?.args.positional[1], context.machine.store));
    const value = args.positional[0];
    if (value && value.kind !== 'opaque') return undefined;
    if (!value)
      return clockValue({ ...call, label: 'Intl.DateTimeFormat().format' }, grain === 'day' ? 'date' : 'text', grain);
    return opaque({ ...value.volatility, changes: grain }, value.source, place);
  }
  return undefined;
}

function outsideCall({ context, name, args, place, label, symbol }: LibraryCall): AbstractValue | undefined {
  if (random.test(name)) return opaque(sure(momentary(context, 'call')), source('random', `${label}()`, place), place);
  if (environment.test(name)) {
    const from = argumentsVarying(context, args);
    const moves =
      from.volatility.changes !== 'never' &&
      from.volatility.changes !== 'deployment' &&
      from.volatility.changes !== 'process';
    const volatility = moves ? from.volatility : sure('process');
    const fallback = name === 'os:getenv' || name === 'os:environ.get' ? args.positional[1] : undefined;
    const variable = name === 'os:getenv' && args.positional[0] ? literalText(args.positional[0]) : undefined;
    const own = `${label}(${variable === undefined ? '' : `'${variable}'`})`;
    const set = opaque(volatility, (moves && from.source) || source('environment', own, place), place, {
      chain: symbol.path,
    });
    return fallback ? choice([set, fallback], stable, place) : set;
  }
  if (asked.test(name)) return opaque(sure('call'), source('request', `${label}()`, place), place, { type: 'string' });
  if (processes.test(name))
    return opaque(likely(momentary(context, 'call')), source('external', `${label}()`, place), place);
  return undefined;
}
