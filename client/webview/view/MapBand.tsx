// The band of the prompt map: one rectangle for each part, as wide as its tokens; a click shows its source.
import { useMemo } from 'preact/hooks';
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import type { Host } from '../host.ts';
import { count } from '../model/format.ts';
import { changesOf, groupOf } from '../model/mapGroups.ts';
import type { MapLayout, MapSpan } from '../model/mapLayout.ts';
import { plainText } from '../model/visibleText.ts';
import { MapPatterns } from './MapPatterns.tsx';
import { revealRange } from './reveal.ts';

interface MapBandProps {
  readonly page: ProfilePage;
  readonly layout: MapLayout;
  readonly host: Host;
}

/** Share of the map from which a part carries its name. */
const namedShare = 0.06;
/** Share from which neighbours are told apart by a line. */
const partedShare = 0.004;

export function MapBand({ page, layout, host }: MapBandProps) {
  return useMemo(() => {
    const { spans, names, total } = layout;
    const percent = (tokens: number): string => `${(tokens / total) * 100}%`;
    return (
      <div class="band">
        <svg class="band-drawing" role="img" aria-label={bandText(layout, page)}>
          <MapPatterns />
          {spans.map((span) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table of the parts does the same for the keyboard
            <g
              key={`${span.kind}${span.block ?? ''}.${span.segment ?? ''}`}
              class={`span span-${groupOf(span, page.blocks)}${span.tokens / total < partedShare ? ' span-thin' : ''}`}
              onClick={() => reveal(host, page, span)}
            >
              <title>{spanText(span, page)}</title>
              <rect x={percent(span.start)} y="0" width={percent(span.tokens)} height="100%" />
              {span.state === 'stable' ? null : (
                <rect
                  class="state"
                  x={percent(span.start)}
                  y="0"
                  width={percent(span.tokens)}
                  height="100%"
                  fill={`url(#state-${span.state})`}
                />
              )}
            </g>
          ))}
        </svg>
        <div class="band-names" aria-hidden="true">
          {names
            .filter(({ tokens }) => tokens / total >= namedShare)
            .map(({ start, tokens, label }) => (
              <span key={start} style={{ left: percent(start), width: percent(tokens) }}>
                <bdi>{plainText(label, 60)}</bdi>
                <small>{count(tokens)}</small>
              </span>
            ))}
        </div>
      </div>
    );
  }, [page, layout, host]);
}

function reveal(host: Host, page: ProfilePage, { block = -1, segment = -1 }: MapSpan): void {
  const range = page.blocks[block]?.segments[segment]?.range ?? page.blocks[block]?.range;
  if (range !== undefined) revealRange(host, range);
}

function spanText(span: MapSpan, { blocks }: ProfilePage): string {
  return plainText(`${span.label} · ${count(span.tokens)} tokens · ${changesOf(span, blocks)}`, 200);
}

function bandText({ spans, total }: MapLayout, { blocks }: ProfilePage): string {
  const sums = new Map<string, number>();
  for (const span of spans) sums.set(groupOf(span, blocks), (sums.get(groupOf(span, blocks)) ?? 0) + span.tokens);
  return `Prompt of ${count(total)} tokens: ${[...sums].map(([name, tokens]) => `${name} ${count(tokens)}`).join(', ')}`;
}
