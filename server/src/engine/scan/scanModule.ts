// Reads one module straight through, without values, for what the interpreter has no need to follow.
import type {
  AnswerUse,
  CallFlow,
  DependentCall,
  ItemCall,
  ModelCall,
  Module,
  OfflineCall,
  PromptClock,
  ResultCache,
  ShortenedMessage,
  UnmarkedError,
} from '../model/index.ts';
import { answerUses, mayUseAnswers } from './answerUses.ts';
import { callFlows } from './callFlows.ts';
import { codeOf } from './code.ts';
import { dependentCalls, mayHoldFanOut } from './dependentCalls.ts';
import { itemCalls } from './itemCalls.ts';
import { mayHoldOffline, offlineCalls } from './offlineCalls.ts';
import { mayHoldPromptClock, promptClocks } from './promptClocks.ts';
import { resultCaches } from './resultCaches.ts';
import { mayHoldShortened, shortenedMessages } from './shortenedMessages.ts';
import { unmarkedErrors } from './unmarkedErrors.ts';

export interface Scan {
  readonly callFlows: readonly CallFlow[];
  readonly unmarkedErrors: readonly UnmarkedError[];
  readonly itemCalls: readonly ItemCall[];
  readonly dependentCalls: readonly DependentCall[];
  readonly resultCaches: readonly ResultCache[];
  readonly promptClocks: readonly PromptClock[];
  readonly offlineCalls: readonly OfflineCall[];
  readonly answerUses: readonly AnswerUse[];
  readonly shortenedMessages: readonly ShortenedMessage[];
}

export const nothingScanned: Scan = {
  callFlows: [],
  unmarkedErrors: [],
  itemCalls: [],
  dependentCalls: [],
  resultCaches: [],
  promptClocks: [],
  offlineCalls: [],
  answerUses: [],
  shortenedMessages: [],
};

/** `text` is that of the module, `modelCalls` are those that it makes or leads to. */
export function scanModule(module: Module, text: string, modelCalls: readonly ModelCall[]): Scan {
  const asks = /embed|batch|many|bulk|mget/i.test(text);
  const keeps = keeping.test(text);
  const tells = mayHoldPromptClock(text);
  const shortens = mayHoldShortened(text);
  const flows = modelCalls.length > 1;
  const fansOut = mayHoldFanOut(text);
  const fails = text.includes('tool_result');
  const isUsed = modelCalls.length > 0 && mayUseAnswers(text);
  const isOffline = modelCalls.length > 0 && mayHoldOffline(text);
  const isQuiet = !asks && !keeps && !tells && !shortens && !flows && !fails && !isOffline && !isUsed && !fansOut;
  if (isQuiet) return nothingScanned;
  const code = codeOf(module, text);
  const requests = modelCalls.map(({ site }) => site.place).filter(({ path }) => path === module.path);
  return {
    callFlows: flows ? callFlows(code, modelCalls) : [],
    unmarkedErrors: fails ? unmarkedErrors(code) : [],
    dependentCalls: fansOut ? dependentCalls(code, modelCalls) : [],
    itemCalls: asks ? itemCalls(code) : [],
    resultCaches: keeps ? resultCaches(code, requests) : [],
    promptClocks: tells ? promptClocks(module) : [],
    answerUses: isUsed ? answerUses(code, requests) : [],
    offlineCalls: isOffline ? offlineCalls(code, requests) : [],
    shortenedMessages: shortens ? shortenedMessages(code) : [],
  };
}

/** A store is made, or a decorator that keeps results. */
const keeping =
  /\bnew (?:Map|LRU|QuickLRU|NodeCache|Keyv|Redis)|Cache\b|cache\b|=\s*(?:\{\}|dict\(|OrderedDict|defaultdict)|[rR]edis/;
const embedding = /\bembeddings\s*\.\s*create\s*\(|\bembed\w*\s*\(|\ba?embedding\s*\(|\.embed\w*\s*,/;
const tools =
  /@(?:\w+\.)*(?:function_)?tool\b|\b(?:registerTool|createTool|defineTool|tool)\s*\(|\b(?:run|execute|call|dispatch)_?tool\b/i;

/** Cheap: whether something may be found though no model call is in reach. */
export function isWorthScanning(text: string): boolean {
  return (
    embedding.test(text) ||
    mayHoldPromptClock(text) ||
    mayHoldShortened(text) ||
    (tools.test(text) && (mayHoldFanOut(text) || (/cache|memo\b/i.test(text) && keeping.test(text))))
  );
}
