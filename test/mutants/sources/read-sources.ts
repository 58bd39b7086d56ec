// The sources of all areas, parsed with their types, and every mutation of them.
import ts from 'typescript';
import { areas, root, sourceFilesOf } from './areas.ts';
import { mutationsOf, type HaveSameType, type Mutation } from './mutations.ts';

/** A source file, and all that can be altered in it. */
export interface AreaFile {
  readonly area: string;
  /** From the root of the package. */
  readonly file: string;
  readonly source: ts.SourceFile;
  readonly mutations: readonly Mutation[];
}

const options = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path));
  return ts.parseJsonConfigFileContent({ ...(config as object), include: [], files: [] }, ts.sys, root).options;
};

/** Reads the files of every area. Takes some seconds: swapped arguments are looked for with the type checker. */
export const readSources = (): readonly AreaFile[] => {
  const files = areas.flatMap((area) => sourceFilesOf(area).map((file) => ({ area: area.name, file })));
  const program = ts.createProgram(
    files.map(({ file }) => `${root}${file}`),
    options(),
  );
  const checker = program.getTypeChecker();
  const typeOf = (node: ts.Expression): string =>
    checker.typeToString(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(node)));
  const haveSameType: HaveSameType = (left, right) => typeOf(left) === typeOf(right);
  return files.map(({ area, file }) => {
    const source = program.getSourceFile(`${root}${file}`);
    if (source === undefined) throw new Error(`The compiler has not read ${file}.`);
    return { area, file, source, mutations: mutationsOf(file, source, haveSameType) };
  });
};
