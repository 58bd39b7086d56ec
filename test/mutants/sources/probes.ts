// Which test executes which place of a source: the file's text with a probe at every place that is executed as a whole (a
// statement, an expression that is a function's body, a branch, a default). A mutant in a place that no test file executes
// is not tried, and one that few execute is tried with those.
import ts from 'typescript';

/** The global under which the probes of a test file leave what they saw: texts like `src/a.ts:120`. */
export const probesKey = '__executedPlaces';

/** A place in a file, by where its text begins. */
const placeOf = (file: string, node: ts.Node, source: ts.SourceFile): string => `${file}:${node.getStart(source)}`;

const isListed = (node: ts.Node): boolean =>
  ts.isSourceFile(node.parent) || ts.isBlock(node.parent) || ts.isCaseOrDefaultClause(node.parent);

const isProbedStatement = (node: ts.Node): node is ts.Statement =>
  ts.isStatement(node) &&
  !ts.isBlock(node) &&
  !ts.isFunctionDeclaration(node) &&
  !ts.isImportDeclaration(node) &&
  !ts.isExportDeclaration(node) &&
  !ts.isInterfaceDeclaration(node) &&
  !ts.isTypeAliasDeclaration(node) &&
  !ts.isEmptyStatement(node);

const isProbedExpression = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isArrowFunction(parent)) return parent.body === node && !ts.isBlock(node);
  if (ts.isConditionalExpression(parent)) return parent.whenTrue === node || parent.whenFalse === node;
  if (ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false;
  const { kind } = parent.operatorToken;
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
};

/** The place whose execution is a condition for that of the text from `start` to `end`. */
export const placeAt = (file: string, source: ts.SourceFile, start: number, end: number): string => {
  let place = `${file}:0`;
  const visit = (node: ts.Node): void => {
    if (node.getStart(source) > start || node.getEnd() < end) return;
    if (isProbedStatement(node) || isProbedExpression(node)) place = placeOf(file, node, source);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return place;
};

/** The text of a file that leaves every place it executes in a global set. */
export const probed = (file: string, source: ts.SourceFile): string => {
  const insertions: { readonly at: number; readonly text: string; readonly closes: boolean }[] = [];
  const put = (node: ts.Node, before: (probe: string) => string, after: string): void => {
    const probe = `globalThis.${probesKey}?.add('${placeOf(file, node, source)}')`;
    insertions.push({ at: node.getStart(source), text: before(probe), closes: false });
    if (after !== '') insertions.push({ at: node.getEnd(), text: after, closes: true });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (isProbedStatement(node)) {
      if (isListed(node)) put(node, (probe) => `;${probe};`, '');
      else put(node, (probe) => `{${probe};`, '}');
    } else if (isProbedExpression(node)) put(node, (probe) => `(${probe},`, ')');
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  // From the end, so that places stay where they are. At one place what closes stands before what opens.
  const ordered = insertions
    .map((insertion, index) => ({ ...insertion, index }))
    .toSorted((left, right) => {
      if (left.at !== right.at) return right.at - left.at;
      if (left.closes !== right.closes) return left.closes ? 1 : -1;
      // Outer nodes are visited first: their opening stands first, their closing last; both are equal texts.
      return right.index - left.index;
    });
  let text = source.text;
  for (const { at, text: inserted } of ordered) text = `${text.slice(0, at)}${inserted}${text.slice(at)}`;
  return text;
};
