// For drizzle-kit, which writes the migrations from the schema: `npx drizzle-kit generate`.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './drizzle/schema.ts', out: './drizzle/migrations' });
