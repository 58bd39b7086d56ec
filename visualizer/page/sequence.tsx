// A life as a sequence diagram: those who take part from left to right, time from above, the step that is looked at marked.
import { useEffect, useRef } from 'preact/hooks';
import type { Life, LifeStep } from '../../src/inspect/page/answers.ts';
import { durationText } from './words.ts';

interface Props {
  readonly life: Life;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

const COLUMN = 122;
const LEFT = 70;
const TOP = 0;
const HEAD = 32;
const ROW = 34;
const LETTERS_MAX = 44;

const shortened = (text: string): string => (text.length <= LETTERS_MAX ? text : `${text.slice(0, LETTERS_MAX - 1)}…`);

const signs: Readonly<Record<LifeStep['tone'], string>> = {
  usual: '',
  truth: '',
  fault: '⚡ ',
  anomaly: '▲ ',
  end: '■ ',
};

/** The diagram. */
export const Sequence = ({ life, step, onStep }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const { parties, steps } = life;
  const width = LEFT + parties.length * COLUMN;
  const height = TOP + steps.length * ROW + 12;
  const xOf = new Map(parties.map(({ id }, at) => [id, LEFT + at * COLUMN + COLUMN / 2]));
  const bornUs = steps[0]?.atUs ?? 0;
  const databaseX = xOf.get('database:') ?? width - COLUMN / 2;
  useEffect(() => {
    const place = box.current;
    if (place === null) return;
    const y = TOP + step * ROW;
    const x = xOf.get(steps[step]?.from ?? '') ?? LEFT;
    const to = xOf.get(steps[step]?.to ?? '') ?? x;
    const left = Math.min(x, to) - COLUMN;
    const right = Math.max(x, to) + COLUMN;
    if (y < place.scrollTop || y + ROW * 2 + HEAD > place.scrollTop + place.clientHeight)
      place.scrollTop = y - place.clientHeight / 2;
    if (left < place.scrollLeft) place.scrollLeft = left;
    else if (right > place.scrollLeft + place.clientWidth) place.scrollLeft = right - place.clientWidth;
  }, [step]);
  return (
    <div class="sequence" ref={box}>
      <svg class="parties" width={width} height={HEAD} aria-hidden="true">
        {parties.map(({ id, title, kind }) => {
          const x = xOf.get(id) ?? 0;
          return (
            <g key={id} class={`party ${kind}`}>
              <rect x={x - COLUMN / 2 + 3} y={5} width={COLUMN - 6} height={22} rx={6} />
              <text x={x} y={20} text-anchor="middle">
                {title}
              </text>
            </g>
          );
        })}
      </svg>
      <svg width={width} height={height} role="list" aria-label="Steps of its life">
        {parties.map(({ id, kind }) => (
          <g key={id} class={`party ${kind}`}>
            <line x1={xOf.get(id)} y1={0} x2={xOf.get(id)} y2={height} />
          </g>
        ))}
        {steps.map((one, at) => {
          const y = TOP + at * ROW + 20;
          const from = xOf.get(one.from) ?? LEFT;
          const to = xOf.get(one.to) ?? from;
          const isSelf = from === to;
          const names = ['step', one.tone];
          if (at === step) names.push('current');
          if (at > step) names.push('later');
          const isSame = at > 0 && steps[at - 1]?.atUs === one.atUs;
          const middle = isSelf ? from + 26 : (from + to) / 2;
          const isEnd = isSelf && from + COLUMN * 1.2 > databaseX;
          return (
            <g
              key={one.seq}
              class={names.join(' ')}
              role="listitem"
              tabIndex={-1}
              data-step={at}
              aria-current={at === step ? 'step' : undefined}
              onClick={() => onStep(at)}
            >
              <title>{`record ${one.seq}\n${one.label}\n${one.detail}`}</title>
              <rect class="band" x={0} y={y - 20} width={width} height={ROW} />
              <text class="time" x={LEFT - 8} y={y + 3} text-anchor="end">
                {isSame ? '' : `+${durationText(one.atUs - bornUs)}`}
              </text>
              {isSelf ? (
                <path d={`M${from} ${y - 6}h18v11h-14`} fill="none" marker-end="url(#told)" />
              ) : (
                <path d={`M${from} ${y + 3}L${to + (to > from ? -3 : 3)} ${y + 3}`} marker-end="url(#told)" />
              )}
              <text
                class="label"
                x={isEnd ? from - 8 : middle}
                y={isSelf ? y + 3 : y - 3}
                text-anchor={isEnd ? 'end' : isSelf ? 'start' : 'middle'}
              >
                {signs[one.tone]}
                {shortened(one.label)}
              </text>
              <circle class="row-mark" cx={databaseX} cy={y + 3} r={3} />
              <text class="seq" x={databaseX + 9} y={y + 7}>
                {one.seq}
              </text>
            </g>
          );
        })}
        <defs>
          <marker
            id="told"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M0 0L8 4L0 8z" fill="context-stroke" />
          </marker>
        </defs>
      </svg>
    </div>
  );
};
