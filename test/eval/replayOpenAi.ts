// Replays recorded requests to OpenAI through the simulator, from which earlier request each one extends and its token count alone.
import { openAiSettingsOf, resolveModel } from '../../server/src/engine/catalog/index.ts';
import {
  emptyOpenAiCache,
  type OpenAiMessage,
  type OpenAiState,
  simulateOpenAi,
} from '../../server/src/engine/simulator/index.ts';
import { type CacheRecording, type OpenAiCacheRow, rowSeconds } from './recordedCache.ts';

export interface ReplayedOpenAiRow {
  readonly row: OpenAiCacheRow;
  readonly recorded: number;
  /** Undefined: the shared prefix is a part of the earlier request, whose tokens the recording does not show. */
  readonly predicted: number | undefined;
}

export function replayOpenAi({ rows }: CacheRecording<OpenAiCacheRow>): readonly ReplayedOpenAiRow[] {
  const seconds = rowSeconds(rows);
  const sent = new Map<number, readonly OpenAiMessage[]>();
  let state: OpenAiState = emptyOpenAiCache;
  return rows.map((row, at): ReplayedOpenAiRow => {
    const { common_prefix_of: common, prompt } = row;
    const earlier = common?.full === true ? (sent.get(common.from) ?? []) : [];
    const before = earlier.reduce((sum, { parts }) => sum + (parts[0]?.tokens ?? 0), 0);
    const own = Math.max(0, prompt - before);
    const added: OpenAiMessage = { role: 'user', parts: [{ type: 'text', text: `${row.i}`, tokens: own }] };
    const messages = own === 0 ? earlier : [...earlier, added];
    sent.set(row.i, messages);
    const model = resolveModel(row.model);
    const settings = model === undefined ? undefined : openAiSettingsOf(model);
    const result = simulateOpenAi(
      state,
      {
        model: row.model,
        tools: [],
        params: {},
        messages,
        ...(row.prompt_cache_key ? { key: row.prompt_cache_key } : {}),
      },
      (seconds[at] ?? 0) * 1000,
      { generation: 'prefix', ...settings, firstTokenMilliseconds: 0 },
    );
    state = result.state;
    const isPart = common !== null && !common.full && common.common > 0;
    return { row, recorded: row.cached, predicted: isPart ? undefined : result.usage.read };
  });
}
