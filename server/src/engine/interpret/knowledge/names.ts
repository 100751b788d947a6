// What a name says about a value whose flow ends: used only where nothing better is known, and never as a sure fact.
import type { Source, Volatility } from '../../model/index.ts';

/** Lower-cased words of an identifier: `userName` and `user_name` are both `user name`. */
export function wordsOf(identifier: string): string {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}

const perUser =
  /^(?:(?:current |the )?(?:user|customer|visitor|client|member|patient|caller|account) ?(?:name|id|email|e mail|profile|context|info|data|details|preferences|memories|memory|phone|address|location|bio)?s?|user(?:name)?|first name|last name|full name|email(?: address)?|phone(?: number)?|latitude|longitude|geo ?location|preferred name|nickname)$/;
const perTenant = /^(?:tenant|org|organi[sz]ation|workspace|company|team)(?: (?:name|id|slug|context|profile))$/;
const perSession = /^(?:session|conversation|thread|chat)(?: id)$/;
const perCall = /^(?:now|timestamp|current ?time(?:stamp)?|request id|trace id|nonce|uuid|guid)$/;
const perDay = /^(?:today|current ?date|todays date|date today)$/;

const configured =
  /^(?:system|(?:system|developer|base|custom) (?:prompt|message|instructions?)|instructions?|prompt template|persona|tone|locale|language)$/;

/** A part of a request that its sender sets once, such as the system prompt to use: nothing says that it is another one each time. */
export function isConfiguration(source: Source, name: string): boolean {
  return source.kind === 'request' && configured.test(wordsOf(name));
}

/** Volatility that a bare name suggests, or `fallback`. Only parameters and unresolved values are judged by name. */
export function nameVolatility(source: Source, name: string, fallback: Volatility): Volatility {
  if (source.kind !== 'parameter' && source.kind !== 'external' && source.kind !== 'unresolved') return fallback;
  const words = wordsOf(name);
  if (perUser.test(words)) return { changes: 'never', varies: 'user', sureness: 'likely' };
  if (perTenant.test(words)) return { changes: 'never', varies: 'tenant', sureness: 'likely' };
  if (perSession.test(words)) return { changes: 'never', varies: 'session', sureness: 'likely' };
  if (perCall.test(words)) return { changes: 'call', varies: 'nobody', sureness: 'likely' };
  if (perDay.test(words)) return { changes: 'day', varies: 'nobody', sureness: 'likely' };
  return fallback;
}
