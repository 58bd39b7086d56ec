// Goal: a server answers its own page and no other, whatever a browser was made to believe about names.
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../src/http/guard.ts';

const own = { host: '127.0.0.1:4280', origin: undefined, site: undefined };
const loopback = { host: '127.0.0.1' };

describe('the guard', () => {
  it.each([
    ['a name that was bent onto this machine', { ...own, host: 'evil.example:4280' }],
    ['another address', { ...own, host: '192.0.2.7:4280' }],
    ['a page from elsewhere', { ...own, origin: 'http://evil.example' }],
    ['a page of another port', { ...own, origin: 'http://127.0.0.1:9999' }],
    ['a page without an origin', { ...own, origin: 'null' }],
    ['a request across sites', { ...own, site: 'cross-site' }],
    ['a request without a host', { ...own, host: undefined }],
    ['a name that begins like ours', { ...own, host: 'localhost.evil.example' }],
  ])('refuses %s', (_, asking) => {
    expect(refusalOf(asking, loopback)).toMatch(/\.$/);
  });

  it('lets its own page in, by each name of this machine', () => {
    for (const host of ['127.0.0.1:4280', 'localhost:4280', '[::1]:4280'])
      expect(refusalOf({ host, origin: `http://${host}`, site: 'same-origin' }, loopback)).toBe(null);
  });

  it('lets addresses and the named host in where it listens elsewhere, other names never', () => {
    const asking = (host: string) => refusalOf({ host, origin: undefined, site: undefined }, { host: '0.0.0.0' });
    expect([asking('192.0.2.7:4280'), asking('127.0.0.1')]).toEqual([null, null]);
    expect(asking('evil.example')).not.toBe(null);
    expect(refusalOf({ host: 'desk.lan:1', origin: undefined, site: undefined }, { host: 'desk.lan' })).toBe(null);
  });

  it('lets the pages of a guest in, and never under a foreign host', () => {
    const door = { ...loopback, guest: /^https:\/\/guest\.example$/ };
    const asking = { ...own, origin: 'https://guest.example', site: 'cross-site' };
    expect(refusalOf(asking, door)).toBe(null);
    expect(refusalOf(asking, loopback)).not.toBe(null);
    expect(refusalOf({ ...asking, host: 'guest.example' }, door)).not.toBe(null);
    expect(refusalOf({ ...asking, origin: 'https://guest.example.evil' }, door)).not.toBe(null);
  });
});
