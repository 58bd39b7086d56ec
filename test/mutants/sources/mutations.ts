// Mutants of a source file: its text with one alteration, made on the syntax tree. What the file says is held by tests
// only if each of them fails a test.
import ts from 'typescript';

/** One alteration of one file. */
export interface Mutation {
  /** From the root of the package. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The whole line as it stands, trimmed: with it an entry of the list of equivalents finds its mutant again. */
  readonly lineText: string;
  /** Where the altered text begins and ends in the file, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** Tells whether two expressions have the same type, so that swapping them would pass the compiler. */
export type HaveSameType = (left: ts.Expression, right: ts.Expression) => boolean;

const { SyntaxKind } = ts;

const operatorAlternatives: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [SyntaxKind.PlusToken, ['-']],
  [SyntaxKind.MinusToken, ['+']],
  [SyntaxKind.AsteriskToken, ['/']],
  [SyntaxKind.SlashToken, ['*']],
  [SyntaxKind.PercentToken, ['*']],
  [SyntaxKind.LessThanToken, ['<=', '>=']],
  [SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [SyntaxKind.AmpersandAmpersandToken, ['||']],
  [SyntaxKind.BarBarToken, ['&&']],
  [SyntaxKind.PlusEqualsToken, ['-=']],
  [SyntaxKind.MinusEqualsToken, ['+=']],
]);

/** The parent of a node without the parentheses around it. */
const outside = (node: ts.Node): ts.Node =>
  ts.isParenthesizedExpression(node.parent) ? outside(node.parent) : node.parent;

const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));

const isCallOf = (node: ts.Node | undefined, name: RegExp): boolean =>
  node !== undefined &&
  ts.isCallExpression(node) &&
  ts.isIdentifier(node.expression) &&
  name.test(node.expression.text);

const isAssertion = (node: ts.Node): boolean => isCallOf(node, /^assert/);

/**
 * What is not altered: types; the steps of a loop, because such a mutant only ever loops for ever; what the compiler holds
 * to be never executed; texts of errors and of assertions, because the wording is no promise.
 */
const isLeftAlone = (node: ts.Node): boolean => {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if ((ts.isReturnStatement(node) || ts.isExpressionStatement(node)) && isCallOf(node.expression, /^unreachable$/))
    return true;
  if (ts.isForStatement(node.parent) && node.parent.incrementor === node) return true;
  if (ts.isNewExpression(node.parent) && ts.isThrowStatement(outside(node.parent))) return true;
  return (
    ts.isCallExpression(node.parent) &&
    isAssertion(node.parent) &&
    node.parent.arguments.indexOf(node as ts.Expression) > 0
  );
};

/** As one operand, wherever it is put: another operator would group otherwise, and `{` would begin a block. */
const grouped = (text: string): string => (/^[\w.]+$/.test(text) ? text : `(${text})`);

type Alter = (node: ts.Node, after: string, before?: string) => void;

const alterBinary = (node: ts.BinaryExpression, source: ts.SourceFile, alter: Alter): void => {
  const { left, operatorToken, right } = node;
  if (operatorToken.kind === SyntaxKind.QuestionQuestionToken) {
    alter(node, grouped(left.getText(source)));
    alter(node, grouped(right.getText(source)));
    return;
  }
  if (operatorToken.kind === SyntaxKind.PlusToken && isText(node)) return;
  for (const operator of operatorAlternatives.get(operatorToken.kind) ?? []) {
    const text = `${left.getText(source)} ${operator} ${right.getText(source)}`;
    alter(node, ts.isBinaryExpression(node.parent) ? `(${text})` : text);
  }
};

/** Of a number beside `<` and its like, one of the two steps is what another operator says: that one is left out. */
const stepsOf = (node: ts.Node): readonly (1 | -1)[] => {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return [1, -1];
  switch (parent.operatorToken.kind) {
    case SyntaxKind.GreaterThanToken:
    case SyntaxKind.LessThanEqualsToken:
      return [1];
    case SyntaxKind.LessThanToken:
    case SyntaxKind.GreaterThanEqualsToken:
      return [-1];
    default:
      return [1, -1];
  }
};

const alterLiteral = (node: ts.NumericLiteral | ts.BigIntLiteral, source: ts.SourceFile, alter: Alter): void => {
  const isBig = ts.isBigIntLiteral(node);
  // A fraction is a tuned figure and no boundary.
  if (!isBig && !Number.isSafeInteger(Number(node.text))) return;
  const value = BigInt(isBig ? node.text.slice(0, -1) : Number(node.text));
  for (const step of stepsOf(node)) {
    const other = `${value + BigInt(step)}${isBig ? 'n' : ''}`;
    const text = other.startsWith('-') ? `(${other})` : other;
    // With what stands around it the alteration has a name of its own where a line has the same number twice.
    const around = ts.isBinaryExpression(node.parent) ? node.parent : node;
    const before = around.getText(source);
    const at = node.getStart(source) - around.getStart(source);
    alter(around, `${before.slice(0, at)}${text}${before.slice(at + node.getText(source).length)}`);
  }
};

const alterStatement = (node: ts.Statement, alter: Alter): void => {
  // An early return: the end of a function would return what it returns anyway, or nothing.
  if (ts.isContinueStatement(node) || (ts.isReturnStatement(node) && !isLastOfFunction(node))) alter(node, ';');
  if (!ts.isExpressionStatement(node)) return;
  let { expression } = node;
  while (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) ({ expression } = expression);
  // An assertion holds or the run has stopped: without it nothing is to be seen.
  if (ts.isCallExpression(expression) && !isAssertion(expression)) alter(node, ';');
};

const isLastOfFunction = (node: ts.ReturnStatement): boolean =>
  ts.isBlock(node.parent) && ts.isFunctionLike(node.parent.parent) && node.parent.statements.at(-1) === node;

/** Functions whose arguments may stand in any order; `and` and `or` are those of a query. */
const commutative = /^(and|or|addMicros|minMicros|maxMicros|addScaled|multiplyScaled|Math\.min|Math\.max)$/;

const alterCall = (node: ts.CallExpression, source: ts.SourceFile, haveSameType: HaveSameType, alter: Alter): void => {
  if (isAssertion(node) || commutative.test(node.expression.getText(source))) return;
  const texts = node.arguments.map((argument) => argument.getText(source));
  node.arguments.slice(1).forEach((right, index) => {
    const left = node.arguments[index] as ts.Expression;
    if (ts.isSpreadElement(left) || ts.isSpreadElement(right)) return;
    if (texts[index] === texts[index + 1] || !haveSameType(left, right)) return;
    const between = source.text.slice(left.getEnd(), right.getStart(source));
    alter(left, `${texts[index + 1]}${between}${texts[index]}`, `${texts[index]}${between}${texts[index + 1]}`);
  });
};

/** Every mutation of a parsed file, in the order of the text. The nodes must know their parents. */
export const mutationsOf = (file: string, source: ts.SourceFile, haveSameType: HaveSameType): readonly Mutation[] => {
  const found: Mutation[] = [];
  const lines = source.text.split('\n');
  const alter: Alter = (node, after, before = node.getText(source)) => {
    const start = node.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line;
    const lineText = (lines[line] as string).trim();
    found.push({ file, line: line + 1, lineText, start, end: start + before.length, before, after });
  };
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    if (ts.isBinaryExpression(node)) alterBinary(node, source, alter);
    if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) alterLiteral(node, source, alter);
    if (ts.isPrefixUnaryExpression(node)) {
      const operand = node.operand.getText(source);
      if (node.operator === SyntaxKind.ExclamationToken) alter(node, operand);
      if (node.operator === SyntaxKind.MinusToken && !ts.isLiteralExpression(node.operand)) alter(node, operand);
    }
    if (ts.isConditionalExpression(node)) {
      alter(node, grouped(node.whenTrue.getText(source)));
      alter(node, grouped(node.whenFalse.getText(source)));
    }
    if (ts.isCallExpression(node)) alterCall(node, source, haveSameType, alter);
    if (ts.isStatement(node)) alterStatement(node, alter);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
};

/** The text of a file with one mutation made. */
export const mutated = (text: string, { start, end, after }: Mutation): string =>
  `${text.slice(0, start)}${after}${text.slice(end)}`;
