// The breakpoint that is selected: where it stands, how long its entries live, and how to take it away.
import type { PageMark, ProfilePage } from '../../../server/src/protocol/index.ts';
import { count } from '../model/format.ts';
import { lifetimeText, placeName, type ShownMark } from '../model/marksView.ts';
import { Visible } from './Visible.tsx';

interface MarkDetailProps {
  readonly page: ProfilePage;
  readonly shown: ShownMark;
  readonly onTtl: (ttl: PageMark['ttl']) => void;
  readonly onRemove: () => void;
}

export function MarkDetail({ page, shown: { mark, at, isRolling }, onTtl, onRemove }: MarkDetailProps) {
  const ttls = page.rules?.ttls ?? [];
  const minimum = page.rules?.minimumPrefixTokens;
  const isDoubtful = page.blocks[mark.block]?.isDoubtful === true;
  return (
    <section class="mark-detail" aria-label="Selected breakpoint">
      <span>
        Breakpoint behind <Visible text={placeName(mark.block, page.blocks)} most={120} />, {count(at)} tokens in front
        {isRolling ? ', moving with the conversation' : ''}
      </span>
      {minimum !== undefined && at < minimum ? (
        <span class="warn">below the minimum of {count(minimum)}: nothing is cached here</span>
      ) : null}
      {isDoubtful ? <span class="warn">this block may be sent more than once, or not at all</span> : null}
      {ttls.length > 1 ? (
        <fieldset class="choice">
          <legend>lives</legend>
          {ttls.map((ttl) => (
            <button
              key={ttl}
              type="button"
              aria-pressed={(mark.ttl ?? '5m') === ttl}
              title={lifetimeText(ttl)}
              onClick={() => onTtl(ttl === '5m' ? undefined : ttl)}
            >
              {ttl}
            </button>
          ))}
        </fieldset>
      ) : null}
      <button type="button" onClick={onRemove}>
        Remove
      </button>
    </section>
  );
}
