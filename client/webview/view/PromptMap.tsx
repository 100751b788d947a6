// The prompt map: the request in wire order as one band, its breakpoints as handles, and what a tick reads, writes and sends afresh.
import { useMemo, useRef, useState } from 'preact/hooks';
import { inputTokens } from '../../../server/src/engine/profile/index.ts';
import type { PageMark } from '../../../server/src/protocol/index.ts';
import { count, money, rate } from '../model/format.ts';
import { mapLayout } from '../model/mapLayout.ts';
import { legalPlaces, moved, nearestPlace, placeForNew, sorted } from '../model/markMoves.ts';
import { shownMarks } from '../model/marksView.ts';
import { automaticOf, hasMovedMarks } from '../model/play.ts';
import { BillStrip } from './BillStrip.tsx';
import { MapBand } from './MapBand.tsx';
import { MapLegend } from './MapLegend.tsx';
import { MarkDetail } from './MarkDetail.tsx';
import { MarkHandle } from './MarkHandle.tsx';
import { PartsTable } from './PartsTable.tsx';
import type { Session } from './session.ts';
import type { Run } from './useRun.ts';

interface PromptMapProps {
  readonly session: Session;
  readonly run: Run;
  /** From 0. */
  readonly tick: number;
}

export function PromptMap({ session, run, tick }: PromptMapProps) {
  const { page, play, dispatch, host } = session;
  const { marks } = play;
  const ticks = run.timeline?.ticks ?? [];
  const usage = ticks[tick]?.usage;
  const input = usage === undefined ? undefined : inputTokens(usage);
  const before = tick === 0 ? undefined : ticks[tick - 1]?.usage;
  const inputBefore = before === undefined ? undefined : inputTokens(before);
  // Where marks stand changes nothing of what is sent: while one is dragged, the band stays as it is drawn.
  const layout = useMemo(
    () => mapLayout(page.blocks, run.plan, ticks, tick),
    [page.blocks, run.plan, tick, input, inputBefore],
  );
  const places = useMemo(() => legalPlaces(page.blocks), [page.blocks]);
  const [selected, setSelected] = useState<number>();
  const rail = useRef<HTMLDivElement>(null);

  const setMarks = (next: readonly PageMark[]): void => dispatch({ type: 'play', change: { marks: next } });
  const move = (from: number, to: number | undefined): void => {
    if (to === undefined || to === from) return;
    setSelected(to);
    setMarks(moved(marks, from, to));
  };
  const dragTo = (from: number, clientX: number): number => {
    const box = rail.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return from;
    const tokens = (Math.min(1, Math.max(0, (clientX - box.left) / box.width)) || 0) * layout.total;
    const taken = new Set(marks.map(({ block }) => block).filter((block) => block !== from));
    const ends = endsOnMap(layout.ends, layout.total, run.plan.grows && tick > 0, places);
    const to = nearestPlace(tokens, places, ends, taken) ?? from;
    move(from, to);
    return to;
  };
  const { figures } = run;
  const outcome =
    figures === undefined ? '' : `; run ${money(figures.run)}, prompt hit rate ${rate(figures.latestRate)} latest tick`;
  const takesMarks = page.rules?.takesMarks === true && places.length > 0;
  const automatic = automaticOf(page, play);
  const shown = shownMarks(marks, run.played, layout, tick);
  const chosen = shown.find(({ mark }) => mark.block === selected);
  const limit = page.rules?.markLimit ?? Number.POSITIVE_INFINITY;
  const used = marks.length + (automatic === undefined ? 0 : 1);
  const added = placeForNew(marks, places, page.blocks);
  const isMoved = hasMovedMarks(page, play);
  const notWritable = marks.map(({ block }) => page.blocks[block]?.notWritable).find((why) => why !== undefined);

  return (
    <section class="map" aria-labelledby="map-title">
      <div class="section-head">
        <h2 id="map-title">Prompt map</h2>
        <p class="section-aside">
          {count(layout.total)} tokens at tick {tick + 1}, in wire order
        </p>
        <div class="actions">
          {takesMarks ? (
            <button
              type="button"
              disabled={added === undefined || used >= limit}
              title={used >= limit ? `The provider takes ${limit} breakpoints at most` : undefined}
              onClick={() => {
                if (added === undefined) return;
                setSelected(added);
                setMarks(sorted([...marks, { block: added }]));
              }}
            >
              Add breakpoint
            </button>
          ) : null}
          {isMoved ? (
            <button type="button" onClick={() => setMarks(page.marks)}>
              Reset
            </button>
          ) : null}
          {takesMarks ? (
            <button
              type="button"
              class="primary"
              disabled={!isMoved || notWritable !== undefined}
              title={notWritable ?? (isMoved ? undefined : 'The code has these breakpoints already')}
              onClick={() => host.post({ type: 'applyMarks', version: page.version, marks: [...marks] })}
            >
              Apply to code
            </button>
          ) : null}
        </div>
      </div>
      {isMoved && notWritable !== undefined ? <p class="remark">{notWritable}</p> : null}
      <div class="map-drawing">
        <div class="rail" ref={rail}>
          {shown.map(({ mark, at, isRolling }) => (
            <MarkHandle
              key={marks.indexOf(mark)}
              page={page}
              mark={mark}
              at={at}
              total={layout.total}
              isRolling={isRolling}
              outcome={outcome}
              places={places}
              taken={new Set(marks.map(({ block }) => block))}
              isSelected={mark.block === selected}
              onSelect={() => setSelected(mark.block)}
              onMove={(to) => move(mark.block, to)}
              onDrag={dragTo}
              onRemove={() => setMarks(marks.filter(({ block }) => block !== mark.block))}
            />
          ))}
          {automatic === undefined ? null : (
            <span class="handle handle-automatic" title="Automatic caching: a breakpoint that moves with the end">
              auto
            </span>
          )}
        </div>
        <MapBand page={page} layout={layout} host={host} />
        {usage === undefined ? null : <BillStrip usage={usage} tick={tick} />}
      </div>
      {chosen === undefined ? null : (
        <MarkDetail
          page={page}
          shown={chosen}
          onTtl={(ttl) =>
            setMarks(
              marks.map((mark) => (mark === chosen.mark ? { block: mark.block, ...(ttl ? { ttl } : {}) } : mark)),
            )
          }
          onRemove={() => setMarks(marks.filter((mark) => mark !== chosen.mark))}
        />
      )}
      <MapLegend page={page} layout={layout} />
      {page.rules !== undefined && !page.rules.takesMarks ? (
        <p class="remark">
          {page.rules.needsMark
            ? 'Nothing is cached without a breakpoint, and none can be set here.'
            : 'This provider finds the longest cached prefix by itself: there are no breakpoints to place.'}
        </p>
      ) : null}
      <PartsTable session={session} plan={run.plan} />
    </section>
  );
}

/** The last place of a conversation that grows lies at its moving end. */
function endsOnMap(
  ends: readonly number[],
  total: number,
  grows: boolean,
  places: readonly number[],
): readonly number[] {
  const last = places.at(-1);
  return grows && last === ends.length - 1 ? ends.map((end, index) => (index === last ? total : end)) : ends;
}
