/** Brings the writers of other formats into the page when they are first wanted: a classic script, as the page's own. */
import type * as writers from './export.ts';

type Writers = typeof writers;

declare global {
  var cakupanEkspor: Writers | undefined;
}

let loading: Promise<Writers> | undefined;

export function loadWriters(): Promise<Writers> {
  loading ??= new Promise<Writers>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = LAZY.export ?? '';
    const failed = () => {
      loading = undefined;
      reject(new Error(script.src));
    };
    script.onload = () => (globalThis.cakupanEkspor ? resolve(globalThis.cakupanEkspor) : failed());
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}
