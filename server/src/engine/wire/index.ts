// Door of the wire room: request bodies as programs send them, read into what the simulated caches see.
export { assembleBody, type SampleApi } from './assembleBody.ts';
export { type BodyError, isBodyError } from './bodyError.ts';
export { filler } from './filler.ts';
export { isObject, type JsonObject, listOf, objectOf, textOf } from './json.ts';
export {
  createProviderSimulator,
  type ProviderSimulator,
  type RequestContext,
  type SimulatedClaudeRequest,
  type SimulatedOpenAiRequest,
  type SimulatedRequest,
} from './providerSimulator.ts';
