// Names the pattern of each group of model calls, from where answers go, what loops, and what runs together.
import type { CallFlow, CallPattern, Facts, LoopFact, ModelCall, PatternMember, PatternRole } from '../model/index.ts';

/** One call's answer reaches another. */
interface Edge extends Pick<CallFlow, 'how' | 'again'> {
  readonly from: number;
  readonly to: number;
}

/** In the order in which they should be told: those of several calls first. */
export function patternsOf(
  facts: Pick<Facts, 'modelCalls' | 'loops' | 'fanOuts' | 'callFlows'>,
): readonly CallPattern[] {
  const agents = facts.modelCalls.flatMap((call) => agentLoop(call, facts));
  const isAgent = (id: number): boolean => agents.some(({ members: [one] }) => one?.call === id);
  // What an agent's answer is gone over for are its tool calls: it plans nothing beyond them.
  const flows = facts.callFlows.filter(({ from, how }) => how !== 'collection' || !from.some(isAgent));
  const edges = flows.flatMap(({ from, to, how, again }) =>
    from.flatMap((a) => to.filter((b) => b !== a).map((b): Edge => ({ from: a, to: b, how, again }))),
  );
  const evaluators = evaluatorsIn(flows);
  const orchestrators = orchestratorsIn(edges);
  const routes = routesIn(edges);
  const together = parallelsIn(facts, edges, orchestrators);
  const told = [...evaluators, ...orchestrators, ...routes, ...together];
  return [...told, ...chainsIn(flows, told), ...agents];
}

/** One answers, the other judges the answer, and the verdict goes into the next attempt. */
function evaluatorsIn(flows: readonly CallFlow[]): readonly CallPattern[] {
  const single = flows.flatMap(({ from, to, how, again }) => {
    const [a, b] = [from[0], to[0]];
    const isSingle = from.length === 1 && to.length === 1 && how === 'input';
    return isSingle && a !== undefined && b !== undefined && a !== b ? [{ from: a, to: b, again }] : [];
  });
  return single
    .filter(
      ({ from, to, again }) => !again && single.some((back) => back.again && back.from === to && back.to === from),
    )
    .map(({ from, to }) => ({ name: 'evaluator–optimizer', members: [{ call: from }, { call: to }] }));
}

/** One plans, others carry out each part of the plan, and perhaps one puts their results together. */
function orchestratorsIn(edges: readonly Edge[]): readonly CallPattern[] {
  return grouped(edges, ({ how }) => how === 'collection').map(([orchestrator, workers]) => {
    const after = edges.filter(({ from, to, how, again }) => {
      const isResult = workers.includes(from) && !workers.includes(to) && to !== orchestrator;
      return isResult && how === 'input' && !again;
    });
    return {
      name: 'orchestrator–workers',
      members: members(
        [orchestrator],
        'orchestrator',
        workers,
        'worker',
        unique(after.map(({ to }) => to)),
        'synthesizer',
      ),
    };
  });
}

/** The answer decides which of several calls is made, or what the next one is made with. */
function routesIn(edges: readonly Edge[]): readonly CallPattern[] {
  return grouped(edges, ({ how }) => how === 'branch' || how === 'choice').map(([router, branches]) => ({
    name: 'route',
    members: members([router], 'router', branches, 'branch'),
  }));
}

/** Calls of one fan-out that no plan of a model made. */
function parallelsIn(
  { modelCalls, fanOuts }: Pick<Facts, 'modelCalls' | 'fanOuts'>,
  edges: readonly Edge[],
  orchestrators: readonly CallPattern[],
): readonly CallPattern[] {
  return fanOuts.flatMap(({ id, width, over, decidedBy, loop }): readonly CallPattern[] => {
    const calls = modelCalls.filter((call) => call.fanOuts.includes(id)).map((call) => call.id);
    const isMany =
      calls.length > 1 || (width ?? 0) > 1 || over !== undefined || decidedBy !== undefined || loop !== undefined;
    const isPlanned = calls.some((call) => roleIn(orchestrators, call) === 'worker');
    if (calls.length === 0 || !isMany || isPlanned) return [];
    const after = edges.filter(({ from, to, again }) => calls.includes(from) && !calls.includes(to) && !again);
    return [
      {
        name: 'parallel',
        members: [
          ...calls.map((call) => ({ call })),
          ...unique(after.map(({ to }) => to)).map((call): PatternMember => ({ call, role: 'aggregator' })),
        ],
      },
    ];
  });
}

/** Each answer goes into the next request, as far as no other pattern says why. Calls that one function makes are one step. */
function chainsIn(flows: readonly CallFlow[], told: readonly CallPattern[]): readonly CallPattern[] {
  const isTold = ({ from, to }: CallFlow): boolean =>
    told.some(({ members: all }) => [...from, ...to].every((id) => all.some(({ call }) => call === id)));
  const free = flows.filter((flow) => flow.how === 'input' && !flow.again && !isTold(flow));
  const ends = free.map(({ from, to }) => ({ from: from.join(), to: to.join() }));
  const steps = new Map(free.flatMap(({ from, to }) => [from, to]).map((ids) => [ids.join(), ids]));
  const chains: Set<string>[] = [];
  for (const { from, to } of ends) {
    const joined = chains.filter((one) => one.has(from) || one.has(to));
    for (const one of joined) chains.splice(chains.indexOf(one), 1);
    chains.push(new Set([from, to, ...joined.flatMap((one) => [...one])]));
  }
  const positions = positionsOf(ends, steps.keys());
  return chains.map((chain) => ({
    name: 'prompt chain',
    members: [...chain]
      .map((key) => ({ ids: steps.get(key) ?? [], position: positions.get(key) ?? 1 }))
      .sort((a, b) => a.position - b.position)
      .flatMap(({ ids, position }) => ids.map((call): PatternMember => ({ call, role: 'step', position }))),
  }));
}

/** One more than that of what feeds it. Steps that feed each other by way of other functions stop at the number of steps. */
function positionsOf(
  ends: readonly { readonly from: string; readonly to: string }[],
  steps: Iterable<string>,
): ReadonlyMap<string, number> {
  const positions = new Map([...steps].map((step) => [step, 1]));
  for (let round = 1, changed = true; changed && round < positions.size; round++) {
    changed = false;
    for (const { from, to } of ends) {
      const position = (positions.get(from) ?? 1) + 1;
      if (position <= (positions.get(to) ?? 1) || position > positions.size) continue;
      positions.set(to, position);
      changed = true;
    }
  }
  return positions;
}

/** The model decides by its tool calls how often it is asked again. */
function agentLoop(call: ModelCall, { loops }: Pick<Facts, 'loops'>): readonly CallPattern[] {
  const { request, history } = call;
  const isOwn = request.innerLoop !== undefined || request.operation === 'loop';
  const isLooped = call.recursive || call.loops.some((id) => isRepetition(loops[id]));
  const grows = history.kind === 'appended' || history.kind === 'conversation' || history.kind === 'rewritten';
  const isAgent = isOwn || (isLooped && grows && request.tools !== undefined);
  return isAgent ? [{ name: 'agent loop', members: [{ call: call.id }] }] : [];
}

/** Not over a collection: a number of times, or until something happens. */
function isRepetition(loop: LoopFact | undefined): boolean {
  return loop !== undefined && (loop.form !== 'each' || loop.bounds.some(({ kind }) => kind === 'count'));
}

function grouped(
  edges: readonly Edge[],
  isOne: (edge: Edge) => boolean,
): readonly (readonly [number, readonly number[]])[] {
  const groups = new Map<number, number[]>();
  for (const edge of edges) if (isOne(edge)) groups.set(edge.from, [...(groups.get(edge.from) ?? []), edge.to]);
  return [...groups].map(([from, to]) => [from, unique(to)]);
}

function members(...parts: readonly (readonly number[] | PatternRole)[]): readonly PatternMember[] {
  const found: PatternMember[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2)
    for (const call of parts[index] as readonly number[]) found.push({ call, role: parts[index + 1] as PatternRole });
  return found;
}

function roleIn(patterns: readonly CallPattern[], call: number): PatternRole | undefined {
  return patterns.flatMap(({ members: all }) => all).find((one) => one.call === call)?.role;
}

function unique(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)];
}
