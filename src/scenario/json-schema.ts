// The JSON schema of scenario files, by which editors complete and check them as they are written.
import { z } from 'zod';
import { faultNames } from '../venues/faults/catalogue.ts';
import { scenarioFile } from './file/schema.ts';
import { expectedFigures } from './expectations.ts';

type Json = { [key: string]: unknown };

/** The schema as text, as it stands beside the scenarios. */
export const scenarioJsonSchema = (): string => {
  const schema = z.toJSONSchema(scenarioFile, { io: 'input' }) as Json;
  const properties = schema['properties'] as Record<string, Json>;
  const fault = (properties['faults'] as { items: { properties: Json } }).items.properties;
  fault['fault'] = { enum: faultNames };
  properties['expect'] = {
    ...properties['expect'],
    propertyNames: { enum: Object.keys(expectedFigures) },
    properties: Object.fromEntries(
      Object.entries(expectedFigures).map(([key, { means }]) => [
        key,
        { type: ['number', 'string'], description: means },
      ]),
    ),
  };
  plainDefaults(schema);
  const about = { title: 'A scenario of the dry testing engine', ...schema };
  return `${JSON.stringify(about, null, 2)}\n`;
};

// Defaults are texts, as everything that is read; an editor should offer the numbers that a user would write.
const plainDefaults = (part: unknown): void => {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part as Json)) {
    if (key === 'default') (part as Json)[key] = numbersOf(value);
    else plainDefaults(value);
  }
};

const numbersOf = (value: unknown): unknown => {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, numbersOf(part)]));
};
