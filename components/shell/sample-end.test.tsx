import { describe, expect, it } from 'vitest';
import { render } from '@/components/testing/render';
import { SampleEnd } from './banners';

const said = (locale: 'es' | 'en', ended?: string, again?: { how: string; at: string }) =>
  render(<SampleEnd ended={ended} again={again} start={() => undefined} />, { locale }).text;
const AGAIN = { how: 'SIGKILL', at: '2026-03-01T09:30:00Z' };

describe('a sample cluster whose process ended', () => {
  it('says how and when, and that another took its place', () => {
    expect(said('en', undefined, AGAIN)).toMatch(
      /ended unexpectedly at .*30:00.* \(SIGKILL\)\. It was restarted in its initial state\./,
    );
    expect(said('es', undefined, AGAIN)).toMatch(/de forma inesperada a las .*30:00 \(SIGKILL\)\. Se ha reiniciado/);
  });

  it('offers to start it where none did', () => {
    expect(said('en', 'SIGKILL', AGAIN)).toMatch(/ended unexpectedly \(SIGKILL\) and is not running\..*Restart/);
    expect(said('es', '137')).toMatch(/inesperada \(137\) y no está en ejecución\..*Reiniciar/);
  });

  it('says nothing while nothing happened', () => {
    expect(said('en')).toBe('');
  });
});
