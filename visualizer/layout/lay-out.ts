// Places the states and edges of a chart on a plane, with ELK, in Node: a page gets the result and no layout engine.
import { createRequire } from 'node:module';
import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { ChartEdge, ChartModel, ChartState } from '../../src/inspect/index/charts/model.ts';
import type { DrawnChart, DrawnGroup, DrawnState } from './drawn.ts';

// The package is not written for imports.
const Elk = createRequire(import.meta.url)('elkjs/lib/elk.bundled.js') as new () => ELK;

const LETTER = 5.6;
const LINE = 12;
const LABEL_LETTERS_MAX = 36;
const TITLE_LETTER = 10.4;
const LEAF_HEIGHT = 46;
const LEAF_WIDTH_MIN = 136;

/** Edges between the same two states are drawn as one line with several words. */
export const groupsOf = (edges: readonly ChartEdge[]): readonly (readonly number[])[] => {
  const groups = new Map<string, number[]>();
  edges.forEach(({ source, target }, index) => {
    const key = `${source} ${target}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
};

const shortened = (text: string): string =>
  text.length <= LABEL_LETTERS_MAX ? text : `${text.slice(0, LABEL_LETTERS_MAX - 1).trimEnd()}…`;

/** The words on an edge: the event, in which case, and what is done, on as few lines as hold them. */
export const wordsOf = ({ event, guard, actions }: ChartEdge): readonly string[] => {
  const parts = [event, guard === '' ? '' : `[${guard}]`, actions === '' ? '' : `/ ${actions}`];
  const lines: string[] = [];
  for (const part of parts.filter((text) => text !== '')) {
    const joined = lines.length === 0 ? part : `${lines.at(-1) ?? ''} ${part}`;
    if (joined.length <= LABEL_LETTERS_MAX) lines.splice(-1, 1, joined);
    else lines.push(shortened(part));
  }
  return lines;
};

const directions = ['RIGHT', 'DOWN'] as const;
/** The size of a page that a chart should fit: of the directions the one is taken that is shrunk least for it. */
const PAGE = { width: 1_500, height: 820 };

/** Of the whole and of every state that holds others: ELK hands none of them down. */
const spacing = {
  'elk.layered.spacing.nodeNodeBetweenLayers': '18',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeLabel': '2',
  'elk.spacing.edgeNode': '9',
  'elk.spacing.edgeEdge': '7',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '7',
  'elk.layered.spacing.edgeNodeBetweenLayers': '9',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.edgeLabels.sideSelection': 'SMART_DOWN',
};

const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
};

const nodeOf = (chart: ChartModel, state: ChartState, direction: string): ElkNode => {
  const children = chart.states.filter(({ parent }) => parent === state.path);
  const titleWidth = state.key.length * TITLE_LETTER + 84;
  const id = state.path === '' ? '#' : state.path;
  if (children.length === 0) return { id, width: Math.max(LEAF_WIDTH_MIN, titleWidth), height: LEAF_HEIGHT };
  return {
    id,
    layoutOptions: {
      ...spacing,
      'elk.direction': direction,
      'elk.padding': '[top=34,left=14,bottom=14,right=14]',
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${titleWidth}, 60)`,
    },
    children: children.map((child) => nodeOf(chart, child, direction)),
  };
};

const round = (value: number | undefined): number => Math.round(value ?? 0);

const drawnStates = (node: ElkNode): readonly DrawnState[] => [
  {
    path: node.id === '#' ? '' : node.id,
    x: round(node.x),
    y: round(node.y),
    width: round(node.width),
    height: round(node.height),
  },
  ...(node.children ?? []).flatMap(drawnStates),
];

const drawnGroup = (edge: ElkExtendedEdge, edges: readonly number[], chart: ChartModel): DrawnGroup => {
  const [section] = edge.sections ?? [];
  const points = section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  const [label] = edge.labels ?? [];
  return {
    edges,
    points: points.map(({ x, y }) => [round(x), round(y)] as const),
    label: { x: round(label?.x), y: round(label?.y), width: round(label?.width), height: round(label?.height) },
    words: edges.flatMap((index) => wordsOf(chart.edges[index]!).map((text) => ({ edge: index, text }))),
  };
};

/** A chart with a place for everything in it. The same chart always gets the same places. */
export const layOut = async (chart: ChartModel): Promise<DrawnChart> => {
  const groups = groupsOf(chart.edges);
  const [root] = chart.states;
  if (root === undefined) throw new RangeError(`the chart '${chart.name}' has no states`);
  const edges = groups.map((group, index): ElkExtendedEdge => {
    const [first] = group;
    const { source, target } = chart.edges[first!]!;
    const lines = group.flatMap((edge) => wordsOf(chart.edges[edge]!));
    return {
      id: `e${index}`,
      sources: [source === '' ? '#' : source],
      targets: [target === '' ? '#' : target],
      labels: [
        {
          id: `l${index}`,
          text: lines.join('\n'),
          width: Math.max(...lines.map((line) => line.length)) * LETTER + 6,
          height: lines.length * LINE + 2,
        },
      ],
    };
  });
  const tried: ElkNode[] = [];
  for (const direction of directions) {
    const graph = {
      id: chart.name,
      layoutOptions: { ...layoutOptions, ...spacing, 'elk.direction': direction },
      children: [nodeOf(chart, root, direction)],
      edges: structuredClone(edges),
    };
    tried.push(await new Elk().layout(graph));
  }
  const shrunk = ({ width = 0, height = 0 }: ElkNode): number => Math.max(width / PAGE.width, height / PAGE.height);
  const placed = tried.reduce((best, other) => (shrunk(other) < shrunk(best) ? other : best));
  return {
    ...chart,
    width: round(placed.width),
    height: round(placed.height),
    places: (placed.children ?? []).flatMap(drawnStates),
    groups: (placed.edges ?? []).map((edge, index) => drawnGroup(edge, groups[index]!, chart)),
  };
};
