// How long each hop took at each venue, as bars on a scale that doubles.
import type { HopAnswer } from '../../src/inspect/page/answers.ts';
import { countText, durationText } from './words.ts';

const titles: Readonly<Record<HopAnswer['hop'], string>> = {
  submitToAck: 'submit to answer',
  submitToFirstFill: 'submit to first fill',
  fillToReport: 'fill to report',
  cancelToAnswer: 'cancel to answer',
};

const WIDTH = 190;
const HEIGHT = 44;

const Bars = ({ hop }: { readonly hop: HopAnswer }) => {
  const first = Math.log2(Math.max(hop.buckets[0]?.upToUs ?? 1, 1));
  const last = Math.log2(Math.max(hop.buckets.at(-1)?.upToUs ?? 2, 2));
  const bar = WIDTH / ((last - first) * 2 + 1);
  const most = Math.max(...hop.buckets.map(({ count }) => count));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="bars" role="img" aria-label={`${titles[hop.hop]} at ${hop.venue}`}>
      {hop.buckets.map(({ upToUs, count }) => {
        const height = Math.max((HEIGHT * count) / most, 1);
        const x = (Math.log2(Math.max(upToUs, 1)) - first) * 2 * bar;
        return (
          <rect key={upToUs} x={x} y={HEIGHT - height} width={Math.max(bar - 1, 1)} height={height}>
            <title>{`up to ${durationText(upToUs)}: ${countText(count)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
};

/** All hops, a row for each venue. */
export const HopTable = ({ hops }: { readonly hops: readonly HopAnswer[] }) => {
  const venues = [...new Set(hops.map(({ venue }) => venue))];
  const kinds = Object.keys(titles) as HopAnswer['hop'][];
  if (hops.length === 0) return <p class="empty">Nothing has been answered yet.</p>;
  return (
    <div class="scroll">
      <table class="hops">
        <thead>
          <tr>
            <th scope="col">venue</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {titles[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {venues.map((venue) => (
            <tr key={venue}>
              <th scope="row">{venue}</th>
              {kinds.map((kind) => {
                const hop = hops.find((one) => one.venue === venue && one.hop === kind);
                if (hop === undefined) return <td key={kind}>–</td>;
                return (
                  <td key={kind}>
                    <Bars hop={hop} />
                    <span class="faint">
                      p50 {durationText(hop.p50)} · p99 {durationText(hop.p99)}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
