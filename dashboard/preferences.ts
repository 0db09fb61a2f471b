/** What a reader has chosen, kept in the browser where it allows that. */
import type { Language } from './format.ts';

export const LIGHTS = ['sistem', 'terang', 'gelap'] as const;
export type Light = (typeof LIGHTS)[number];

/** An address may ask for a language: `?bahasa=en`. */
export function languageOf(asked: string | undefined): Language {
  const wanted = asked ?? kept('bahasa');
  return wanted === 'en' ? 'en' : 'id';
}

export function lightOf(): Light {
  return LIGHTS.find((light) => light === kept('terang')) ?? 'sistem';
}

export function keep(name: 'bahasa' | 'terang', value: string): void {
  try {
    localStorage.setItem(`cakupan.${name}`, value);
  } catch {
    // Forbidden here (a folder, a private window): the choice holds for as long as the page is open.
  }
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(`cakupan.${name}`);
  } catch {
    return null;
  }
}
