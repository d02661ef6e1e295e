/** The themes, and how a request's wish is read. The words are `shell.theme.<name>`. */
export const THEMES = ['system', 'light', 'dark', 'projector'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = 'kubeplano-theme';

const isTheme = (value: string | undefined): value is Theme => THEMES.some((theme) => theme === value);

/** `?theme=` › cookie › the system's. */
export function chooseTheme(query: string | undefined, cookie: string | undefined): Theme {
  return [query, cookie].find(isTheme) ?? 'system';
}
