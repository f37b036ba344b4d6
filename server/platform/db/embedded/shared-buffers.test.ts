import { expect, it } from 'vitest';
import { sharedBuffers } from './shared-buffers.ts';

const GIB = 1024 ** 3;

it('takes an eighth of the memory, never less than PostgreSQL by itself, never more than a gibibyte', () => {
  expect(sharedBuffers(0.5 * GIB)).toBe('128MB');
  expect(sharedBuffers(4 * GIB)).toBe('512MB');
  expect(sharedBuffers(64 * GIB)).toBe('1024MB');
});
